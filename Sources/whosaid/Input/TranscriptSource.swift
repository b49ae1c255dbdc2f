import ArchiveCore
import ArchiveEdits
import Transcript
import TranscriptText

/// Transcripts of the archive for commands that show or export them.
struct TranscriptSource {
    let archive: Archive
    /// Right spellings, or nil for those of the recogniser.
    var vocabulary: Vocabulary?
    /// Whether speakers have their labels only, also where it is known who they are.
    var usesLabels = false

    /// A transcript of a recording, the current one with corrections, then right spellings. Corrections that have no
    /// place in it are spoken of on standard error.
    ///
    /// What goes to others is made from it by `ExportedTranscript`, which also takes out what must not be seen.
    /// - Parameters:
    ///   - run: Which transcript; other systems' results are never corrected.
    ///   - isOriginal: As it was before anybody corrected it.
    func transcript(
        of recording: RecordingSummary, run: RunOption, isOriginal: Bool = false
    ) throws -> MeetingTranscript {
        var transcript: MeetingTranscript
        if let chosen = try run.transcript(of: recording, in: archive) {
            transcript = chosen
        } else if isOriginal {
            transcript = try archive.originalTranscript(recordingID: recording.id)
        } else {
            transcript = try corrected(recording)
        }
        if usesLabels { for index in transcript.speakers.indices { transcript.speakers[index].name = nil } }
        return vocabulary?.applied(to: transcript) ?? transcript
    }

    private func corrected(_ recording: RecordingSummary) throws -> MeetingTranscript {
        let lost = try archive.edits(recordingID: recording.id).count {
            if case .notApplied = $0.state { true } else { false }
        }
        if lost > 0 {
            Messages.write(
                "\(lost) \(lost == 1 ? "correction has" : "corrections have") no place in this transcript; "
                    + "`whosaid edit \(recording.id) --history` shows \(lost == 1 ? "it" : "them")")
        }
        return try archive.transcript(recordingID: recording.id)
    }
}

import ArchiveCore
import ArchiveEdits
import Transcript
import TranscriptText

/// Reads transcripts of the archive for commands that print or export them.
struct TranscriptSource {
    let archive: Archive
    /// Correct spellings, or nil to keep those of the recognizer.
    var vocabulary: Vocabulary?
    /// Whether speakers have labels only, without the names of people.
    var usesLabels = false

    /// A transcript of a recording: the current one with corrections and correct spellings. A message reports
    /// corrections that have no place in it.
    ///
    /// Exports are made from it by `ExportedTranscript`, which also redacts.
    /// - Parameters:
    ///   - run: Chooses the transcript. Transcripts of a named run are not corrected.
    ///   - isOriginal: Without corrections.
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

import Transcript
import TranscriptFormats
import TranscriptStore

/// Transcripts of the archive for commands that show or export them.
struct TranscriptSource {
    let archive: Archive
    /// Right spellings, or nil for those of the recogniser.
    var vocabulary: Vocabulary?
    /// What must not be seen, or nil.
    var redaction: Redaction?

    /// The current transcript of a recording, with corrections, then right spellings, and then without what must not be
    /// seen. Corrections that have no place in it are spoken of on standard error.
    /// - Parameter isOriginal: As it was before anybody corrected it.
    func transcript(of recording: RecordingSummary, isOriginal: Bool = false) throws -> MeetingTranscript {
        var transcript =
            isOriginal
            ? try archive.originalTranscript(recordingID: recording.id)
            : try corrected(recording)
        if let vocabulary { transcript = vocabulary.applied(to: transcript) }
        if let redaction { transcript = redaction.applied(to: transcript) }
        return transcript
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

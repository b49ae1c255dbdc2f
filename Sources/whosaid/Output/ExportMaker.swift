import ArchiveCore
import Foundation
import Transcript
import TranscriptExport
import TranscriptText

/// Makes exports of recordings as the options of `whosaid export` say.
struct ExportMaker {
    let source: TranscriptSource
    /// What must not be seen, or nil.
    let redaction: Redaction?
    let format: TranscriptFormat
    let options: FormatOptions
    let run: RunOption
    /// As it was before anybody corrected it.
    let isOriginal: Bool
    /// Where the user says that a page finds the audio, or nil.
    let audio: String?

    /// What may be seen of a recording; its path names the file.
    /// - Throws: `CommandError.revealingAudio`, `ArchiveError`.
    func export(of recording: RecordingSummary) throws -> ExportedTranscript {
        let transcript = try source.transcript(of: recording, run: run, isOriginal: isOriginal)
        let file = transcript.recording.hasAudio ? ExportedTranscript.Audio.recording(path: recording.path) : .none
        do {
            return try ExportedTranscript(
                transcript, path: recording.path, redaction: redaction, audio: audio.map { .named(path: $0) } ?? file)
        } catch {
            throw CommandError.revealingAudio(path: error.path)
        }
    }

    /// The file.
    func bytes(_ export: ExportedTranscript) -> Data { format.data(export, options: options) }

    /// Says on standard error what an export does not have that it would have otherwise.
    func tellWhatIsLeftOut(of recordings: [RecordingSummary]) {
        guard redaction != nil, format == .html, audio == nil,
            recordings.contains(where: { $0.format != Recording.transcriptOnly })
        else { return }
        Messages.writeLine(
            "the page has no audio, in which all that --redact takes out is heard; --audio names a file for it")
    }
}

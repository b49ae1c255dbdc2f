import ArchiveCore
import Foundation
import Transcript
import TranscriptExport
import TranscriptText

/// Makes exports of recordings with the options of `whosaid export`.
struct ExportMaker {
    let source: TranscriptSource
    /// What is removed, or nil.
    let redaction: Redaction?
    let format: TranscriptFormat
    let options: FormatOptions
    let run: RunOption
    /// Whether corrections are left out.
    let isOriginal: Bool
    /// The path of the audio of a page as the user names it, or nil.
    let audio: String?

    /// The export of a recording.
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

    /// The content of the file.
    func bytes(_ export: ExportedTranscript) -> Data { format.data(export, options: options) }

    /// Reports that redacted pages have no audio.
    func tellWhatIsLeftOut(of recordings: [RecordingSummary]) {
        guard redaction != nil, format == .html, audio == nil,
            recordings.contains(where: { $0.format != Recording.transcriptOnly })
        else { return }
        Messages.writeLine(
            "the page has no audio, because the recording contains what --redact removes; --audio names another file")
    }
}

public import Foundation
public import Transcript
public import TranscriptExport

/// Formats of whole transcripts, without redaction, as most tests need them.
extension TranscriptFormat {
    /// The text of a transcript of which nothing is taken out.
    public func render(
        _ transcript: MeetingTranscript, options: FormatOptions = FormatOptions(), audioPath: String? = nil
    ) -> String { render(.whole(transcript, audioPath: audioPath), options: options) }

    /// The bytes of a transcript of which nothing is taken out.
    public func data(
        _ transcript: MeetingTranscript, options: FormatOptions = FormatOptions(), audioPath: String? = nil
    ) -> Data { data(.whole(transcript, audioPath: audioPath), options: options) }
}

extension ExportedTranscript {
    /// A transcript of which nothing is taken out.
    public static func whole(_ transcript: MeetingTranscript, audioPath: String? = nil) -> ExportedTranscript {
        do {
            return try ExportedTranscript(
                transcript, redaction: nil, audio: audioPath.map { .named(path: $0) } ?? .none)
        } catch {
            preconditionFailure("without a redaction no path reveals anything")
        }
    }
}

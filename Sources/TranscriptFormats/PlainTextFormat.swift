import Transcript

/// Dialogue to read, one line a turn.
enum PlainTextFormat {
    static func render(_ transcript: MeetingTranscript) -> String {
        transcript.dialogue.map { $0.plain + "\n" }.joined()
    }
}

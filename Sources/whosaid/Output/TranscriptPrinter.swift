import Transcript
import TranscriptFormats

/// A transcript as `transcribe` and `show` print it: `[00:12.3] S1: text`, one line a turn.
struct TranscriptPrinter {
    let style: TerminalStyle

    /// All lines, each with its end.
    func text(_ transcript: MeetingTranscript) -> String {
        transcript.dialogue.map { line($0) + "\n" }.joined()
    }

    /// One line without its end.
    func line(_ line: DialogueLine) -> String {
        let speaker = style.speaker("\(line.speaker):", index: line.speakerIndex)
        return style.faint("[\(line.time)]") + " \(speaker) \(line.text)"
    }
}

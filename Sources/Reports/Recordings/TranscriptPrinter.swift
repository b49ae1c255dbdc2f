public import Transcript
public import TranscriptExport

/// A transcript as `transcribe` and `show` print it: `[00:12.3] S1: text`, one line a turn, or a paragraph of a long
/// one.
public struct TranscriptPrinter {
    public let style: TerminalStyle

    public init(style: TerminalStyle) { self.style = style }

    /// All lines, each with its end.
    /// - Parameter isNumbered: With the number of the turn, from 1, at the beginning of each.
    public func text(_ transcript: MeetingTranscript, isNumbered: Bool = false) -> String {
        let width = String(transcript.turns.count).count
        return transcript.dialogue.map { dialogue in
            let number = dialogue.isContinued ? "" : String(dialogue.turn)
            let padding = String(repeating: " ", count: width - number.count)
            return (isNumbered ? style.faint(padding + number) + " " : "") + line(dialogue) + "\n"
        }.joined()
    }

    /// One line without its end.
    public func line(_ line: DialogueLine) -> String {
        let speaker = line.speaker.map { style.speaker("\($0):", index: line.speakerIndex) + " " } ?? ""
        return style.faint("[\(line.time)]") + " \(speaker)\(line.text)"
    }
}

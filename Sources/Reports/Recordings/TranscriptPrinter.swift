public import Transcript
public import TranscriptExport

/// A transcript as `transcribe` and `show` print it: `[00:12.3] S1: text`, a line for each turn, or for each paragraph
/// of a long turn.
public struct TranscriptPrinter {
    /// Colours of the output.
    public let style: TerminalStyle

    /// A printer with a style.
    public init(style: TerminalStyle) { self.style = style }

    /// All lines, each with its line end.
    /// - Parameter isNumbered: Whether each turn begins with its number, from 1.
    public func text(_ transcript: MeetingTranscript, isNumbered: Bool = false) -> String {
        let width = String(transcript.turns.count).count
        return transcript.dialogue.map { dialogue in
            let number = dialogue.isContinued ? "" : String(dialogue.turn)
            let padding = String(repeating: " ", count: width - number.count)
            return (isNumbered ? style.faint(padding + number) + " " : "") + line(dialogue) + "\n"
        }.joined()
    }

    /// One line, without its line end.
    public func line(_ line: DialogueLine) -> String {
        let speaker = line.speaker.map { style.speaker("\($0):", index: line.speakerIndex) + " " } ?? ""
        return style.faint("[\(line.time)]") + " \(speaker)\(line.text)"
    }
}

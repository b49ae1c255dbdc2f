package import Transcript
package import TranscriptExport

/// A transcript as `transcribe` and `show` print it: `[00:12.3] S1: text`, a line for each turn, or for each paragraph of a
/// long turn.
package struct TranscriptPrinter {
    package let style: TerminalStyle

    package init(style: TerminalStyle) { self.style = style }

    /// All lines, each with its line end.
    /// - Parameter isNumbered: Whether each turn begins with its number, from 1.
    package func text(_ transcript: MeetingTranscript, isNumbered: Bool = false) -> String {
        let width = String(transcript.turns.count).count
        return transcript.dialogue.map { dialogue in
            let number = dialogue.isContinued ? "" : String(dialogue.turn)
            let padding = String(repeating: " ", count: width - number.count)
            return (isNumbered ? style.faint(padding + number) + " " : "") + line(dialogue) + "\n"
        }.joined()
    }

    /// One line, without its line end.
    package func line(_ line: DialogueLine) -> String {
        let speaker = line.speaker.map { style.speaker("\($0):", index: line.speakerIndex) + " " } ?? ""
        return style.faint("[\(line.time)]") + " \(speaker)\(line.text)"
    }
}

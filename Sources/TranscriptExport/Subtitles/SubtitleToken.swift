import Transcript
import TranscriptText

/// A word, or a piece of a word longer than a line, as subtitles need it.
struct SubtitleToken: Hashable {
    let text: String
    let characterCount: Int
    let startMilliseconds: Int
    let endMilliseconds: Int
    /// How bad it is to end a cue here: 0 after a sentence, 1 after a clause, 3 elsewhere.
    let breakCost: Double

    /// The tokens of a turn; words without visible text give none.
    /// - Parameter width: Greatest number of characters of a token.
    static func tokens(of words: [Word], width: Int) -> [SubtitleToken] {
        words.flatMap { word -> [SubtitleToken] in
            let text = Array(InertText.line(word.text))
            let pieces = stride(from: 0, to: text.count, by: width).map { text[$0..<min($0 + width, text.count)] }
            let start = ClockTime.milliseconds(word.range.start)
            let duration = ClockTime.milliseconds(word.range.end) - start
            return pieces.map { piece in
                let isLast = piece.endIndex == text.count
                return SubtitleToken(
                    text: String(piece), characterCount: piece.count,
                    startMilliseconds: start + duration * piece.startIndex / text.count,
                    endMilliseconds: start + duration * piece.endIndex / text.count,
                    breakCost: isLast ? breakCost(after: word) : 3)
            }
        }
    }

    private static func breakCost(after word: Word) -> Double {
        if word.endsSentence { return 0 }
        return word.text.last.map { ",;:–—…".contains($0) } == true ? 1 : 3
    }
}

public import ArchiveSearch
import Transcript
import TranscriptText

/// Search results as text.
///
///     2 budget.flac [00:12.3] S1: the «budget» of next year
///
/// The first number is the recording's id. The time is the time of the first match in the turn. Turns of context have a
/// `-` after the time, as in `2 budget.flac [00:09.1] - S2: Yes.`, and an empty line separates hits with context.
public struct SearchPrinter {
    /// Colours of the output.
    public let style: TerminalStyle

    /// A printer with a style.
    public init(style: TerminalStyle) { self.style = style }

    /// All lines, each with its line end.
    public func text(_ hits: [SearchHit]) -> String {
        let hasContext = hits.contains { !$0.before.isEmpty || !$0.after.isEmpty }
        return hits.map { lines($0).map { $0 + "\n" }.joined() }.joined(separator: hasContext ? "\n" : "")
    }

    /// The lines of a hit and its context, without line ends.
    public func lines(_ hit: SearchHit) -> [String] {
        hit.before.map { context($0, hit) } + [line(hit)] + hit.after.map { context($0, hit) }
    }

    private func line(_ hit: SearchHit) -> String {
        let hasContext = !hit.before.isEmpty || !hit.after.isEmpty
        let pieces = SnippetPiece.pieces(of: hit.turn.text, matches: hit.matches, wordCount: hasContext ? nil : 24)
        let text = pieces.map { piece in
            let text = InertText.part(piece.text)
            return piece.isMatch ? style.match(text) : text
        }.joined()
        return "\(style.faint(place(hit.time, hit))) \(speaker(hit.turn)): \(text)"
    }

    private func context(_ turn: FoundTurn, _ hit: SearchHit) -> String {
        style.faint("\(place(turn.range.start, hit)) - \(speaker(turn)): \(InertText.line(turn.text))")
    }

    private func place(_ seconds: Double, _ hit: SearchHit) -> String {
        let time = ClockTime.tenths(seconds, withHours: hit.durationSeconds >= 3600)
        let file = InertText.line(hit.path.split(separator: "/").last.map(String.init) ?? hit.path)
        return "\(hit.recordingID) \(file) [\(time)]"
    }

    private func speaker(_ turn: FoundTurn) -> String { InertText.line(turn.name ?? turn.speaker ?? "?") }
}

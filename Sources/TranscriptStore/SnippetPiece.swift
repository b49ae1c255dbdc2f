/// A piece of a snippet that matches the query as a whole or not at all.
public struct SnippetPiece: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Whether it is what was looked for.
    public let isMatch: Bool

    /// Makes a piece.
    public init(text: String, isMatch: Bool) {
        self.text = text
        self.isMatch = isMatch
    }

    /// The part of a text with the most matches in it; `…` stands where it was cut.
    /// - Parameters:
    ///   - matches: What matches, in Unicode scalars; in order and without overlap.
    ///   - wordCount: Greatest number of words, or nil for the whole text.
    public static func pieces(of text: String, matches: [Range<Int>], wordCount: Int? = 24) -> [SnippetPiece] {
        let scalars = Array(text.unicodeScalars)
        let shown = wordCount.map { window(scalars, matches, wordCount: $0) } ?? 0..<scalars.count
        var pieces: [SnippetPiece] = []
        func append(_ range: Range<Int>, isMatch: Bool) {
            let range = range.clamped(to: shown)
            guard !range.isEmpty else { return }
            var piece = String(String.UnicodeScalarView(scalars[range]))
            if range.lowerBound == shown.lowerBound && shown.lowerBound > 0 { piece = "…" + piece }
            if range.upperBound == shown.upperBound && shown.upperBound < scalars.count { piece += "…" }
            pieces.append(SnippetPiece(text: piece, isMatch: isMatch))
        }
        var position = 0
        for match in matches {
            append(position..<match.lowerBound, isMatch: false)
            append(match, isMatch: true)
            position = match.upperBound
        }
        append(position..<scalars.count, isMatch: false)
        return pieces
    }

    /// The words that hold the most matches, beginning a little before the first of them.
    private static func window(_ scalars: [Unicode.Scalar], _ matches: [Range<Int>], wordCount: Int) -> Range<Int> {
        let words = scalars.split(whereSeparator: \.properties.isWhitespace).map(\.indices)
        guard words.count > wordCount else { return 0..<scalars.count }
        let starts = matches.map { match in
            let word = words.lastIndex { $0.lowerBound <= match.lowerBound } ?? 0
            return min(max(0, word - wordCount / 4), words.count - wordCount)
        }
        func range(_ start: Int) -> Range<Int> {
            words[start].lowerBound..<words[start + wordCount - 1].upperBound
        }
        let counts = starts.map { start in matches.count { range(start).overlaps($0) } }
        let best = counts.max().flatMap(counts.firstIndex)
        return range(best.map { starts[$0] } ?? 0)
    }
}

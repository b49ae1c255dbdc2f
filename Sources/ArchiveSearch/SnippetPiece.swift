import ArchiveCore
import Foundation

/// A piece of a snippet that matches the query as a whole or not at all.
public struct SnippetPiece: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Whether it matches.
    public let isMatch: Bool

    /// Makes a piece.
    public init(text: String, isMatch: Bool) {
        self.text = text
        self.isMatch = isMatch
    }

    /// The part of a text with the most different matches, the first of equal ones; `…` stands where the text was cut.
    /// - Parameters:
    ///   - matches: What matches, in Unicode scalars; in order and without overlap.
    ///   - wordCount: Maximum number of words, or nil for the whole text. Two characters of a script without spaces
    ///     count as a word.
    public static func pieces(of text: String, matches: [Range<Int>], wordCount: Int? = 24) -> [SnippetPiece] {
        let scalars = Array(text.unicodeScalars)
        let shown = wordCount.map { window(text, matches, wordCount: $0) } ?? 0..<scalars.count
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

    /// Those of the matches that a snippet shows.
    static func shownMatches(of text: String, matches: [Range<Int>], wordCount: Int = 24) -> [Range<Int>] {
        let shown = window(text, matches, wordCount: wordCount)
        return matches.filter { shown.overlaps($0) }
    }

    /// A word, or a character of a script without spaces.
    private struct Unit {
        var range: Range<Int>
        /// In half words.
        let weight: Int
    }

    /// The words that hold the most different matches, beginning a little before the first of them.
    private static func window(_ text: String, _ matches: [Range<Int>], wordCount: Int) -> Range<Int> {
        let units = units(text)
        let scalars = Array(text.unicodeScalars)
        guard units.reduce(0, { $0 + $1.weight }) > 2 * wordCount else { return 0..<scalars.count }
        // How many half words are before each unit.
        let offsets = units.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.weight) }
        func unit(at scalar: Int) -> Int { max(0, units.partitioningIndex { $0.range.lowerBound > scalar } - 1) }
        func range(from first: Int) -> Range<Int> {
            let end = offsets.partitioningIndex { $0 > offsets[first] + 2 * wordCount } - 1
            return units[first].range.lowerBound..<units[max(first, end - 1)].range.upperBound
        }
        let last = offsets.partitioningIndex { $0 >= offsets[units.count] - 2 * wordCount }
        let windows = matches.map { match in
            let start = offsets[unit(at: match.lowerBound)] - 2 * (wordCount / 4)
            return range(from: min(last, offsets.partitioningIndex { $0 >= start }))
        }
        let texts = matches.map { match in
            String(String.UnicodeScalarView(scalars[match])).folding(
                options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        }
        let counts = windows.map { window in
            let first = matches.partitioningIndex { $0.upperBound > window.lowerBound }
            let shown = (first..<matches.count).prefix { matches[$0].lowerBound < window.upperBound }
            return Set(shown.map { texts[$0] }).count
        }
        let best = counts.max().flatMap(counts.firstIndex)
        return best.map { windows[$0] } ?? range(from: 0)
    }

    private static func units(_ text: String) -> [Unit] {
        var units: [Unit] = []
        var position = 0
        var isInWord = false
        for character in text {
            let range = position..<(position + character.unicodeScalars.count)
            position = range.upperBound
            if character.isWhitespace {
                isInWord = false
            } else if SearchText.isUnspaced(character) {
                units.append(Unit(range: range, weight: 1))
                isInWord = false
            } else if isInWord {
                units[units.count - 1].range = units[units.count - 1].range.lowerBound..<range.upperBound
            } else {
                units.append(Unit(range: range, weight: 2))
                isInWord = true
            }
        }
        return units
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index from which on a condition holds, which must hold from there to the end.
    func partitioningIndex(_ belongsAfter: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

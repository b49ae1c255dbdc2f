extension Turn {
    /// A part of a long turn that is read in one go.
    public struct Paragraph: Hashable, Sendable {
        /// From its first word's start to its last word's end, in seconds; the whole turn's where there is only one.
        public let range: TimeRange
        /// Its words; never empty unless the turn is.
        public let words: ArraySlice<Word>

        /// The words joined by single spaces.
        public var text: String { words.map(\.text).joined(separator: " ") }

        /// Mean word confidence, 0…1; 0 without words.
        public var confidence: Double {
            words.isEmpty ? 0 : words.reduce(0) { $0 + $1.confidence } / Double(words.count)
        }
    }

    /// The turn in paragraphs of about 50 s or 110 words; one where it is no longer than 60 s and 132 words.
    ///
    /// It takes the cheapest of all ways to cut the turn: paragraphs of like length, cut after sentences, there rather
    /// where somebody pauses, and only without any sentence's end near by after a clause, in a pause, or anywhere. The
    /// work grows with the number of words.
    public var paragraphs: [Paragraph] {
        guard words.count > 1, range.duration > Self.longestSeconds || words.count > Self.longestWords else {
            return [Paragraph(range: range, words: words[...])]
        }
        // What is asked of a word for every paragraph that may end after it is found once.
        let starts = words.map(\.range.start)
        let ends = words.map(\.range.end)
        let cutCosts = words.indices.map(cutCost)
        var best = [Double](repeating: .infinity, count: words.count + 1)
        var cameFrom = [Int](repeating: 0, count: words.count + 1)
        best[0] = 0
        for begin in starts.indices where best[begin] < .infinity {
            let (start, soFar) = (starts[begin], best[begin])
            for last in begin..<starts.count {
                let length = Self.length(seconds: ends[last] - start, words: last - begin + 1)
                // A single word may be longer than any paragraph.
                guard length <= Self.longestLength || last == begin else { break }
                let cost = soFar + (length - 1) * (length - 1) + cutCosts[last]
                if cost < best[last + 1] {
                    best[last + 1] = cost
                    cameFrom[last + 1] = begin
                }
            }
        }
        var cuts = [words.count]
        while let last = cuts.last, last > 0 { cuts.append(cameFrom[last]) }
        return zip(cuts.dropFirst(), cuts).reversed().map(paragraph)
    }

    private static let usualSeconds = 50.0
    private static let usualWords = 110.0
    private static let longestSeconds = 60.0
    private static let longestWords = 132
    /// In usual lengths.
    private static let longestLength = 1.25
    /// Somebody who is silent for so long begins something new.
    private static let pauseSeconds = 0.7

    /// How long a paragraph is to read or to hear, whichever is more, in usual lengths.
    private static func length(seconds: Double, words: Int) -> Double {
        max(seconds / usualSeconds, Double(words) / usualWords, 0)
    }

    private func cutCost(after index: Int) -> Double {
        guard index + 1 < words.count else { return 0 }
        let last = words[index]
        let pauses = words[index + 1].range.start - last.range.end >= Self.pauseSeconds
        if last.endsSentence { return pauses ? 0 : 0.15 }
        let endsClause = last.text.last.map { ",;:–—…，、；：".contains($0) } ?? false
        return (endsClause ? 1 : 2) - (pauses ? 0.5 : 0)
    }

    private func paragraph(_ begin: Int, _ end: Int) -> Paragraph {
        let run = words[begin..<end]
        let start = run.map(\.range.start).min() ?? range.start
        return Paragraph(
            range: TimeRange(start: start, end: max(start, run.map(\.range.end).max() ?? start)), words: run)
    }
}

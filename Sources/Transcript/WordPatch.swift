/// A correction of some words that can be made again in another transcript of the same speech.
public struct WordPatch: Hashable, Sendable {
    /// The texts of the words before the correction.
    public let original: [String]
    /// Their texts after it.
    public let corrected: [String]

    /// Makes a patch that turns one text into the other.
    public init(original: [String], corrected: [String]) {
        self.original = original
        self.corrected = corrected
    }

    /// What replaces a run of words; either may be empty.
    public struct Change: Hashable, Sendable {
        /// Indices of the words that go.
        public let run: Range<Int>
        /// Texts of the words that come.
        public let texts: [String]
    }

    /// The changes that make the correction in other words: each where the words around and under it are those of the
    /// original. A change that the other words have made by themselves is left out.
    /// - Returns: From first to last; nil where one of the changes has no place.
    public func changes(in words: [String]) -> [Change]? {
        let fromOriginal = WordPairs(original, words)
        let fromCorrected = WordPairs(corrected, words)
        var changes: [Change] = []
        for (before, after) in hunks {
            if let run = fromOriginal.place(of: before) {
                let texts = Array(corrected[after])
                if Array(words[run]) != texts { changes.append(Change(run: run, texts: texts)) }
            } else if fromCorrected.place(of: after) == nil {
                return nil
            }
        }
        return changes
    }

    /// Runs of the original and of the corrected text that differ, with everything the same between them.
    private var hunks: [(Range<Int>, Range<Int>)] {
        let partners = WordPairs(original, corrected).partners
        var hunks: [(Range<Int>, Range<Int>)] = []
        var before = 0
        var after = 0
        func close(_ first: Int, _ second: Int) {
            if first > before || second > after { hunks.append((before..<first, after..<second)) }
        }
        for (index, partner) in partners.enumerated() {
            guard let partner, original[index] == corrected[partner] else { continue }
            close(index, partner)
            before = index + 1
            after = partner + 1
        }
        close(original.count, corrected.count)
        return hunks
    }
}

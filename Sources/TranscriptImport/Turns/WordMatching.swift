import Transcript

/// Which words of a text are which of a list of words with times, where some are missing on either side.
///
/// Words that stand once in both are anchors, as in the patience diff, as far as they come in the same order; from the
/// anchors and from both ends on, equal neighbours belong together. It takes time in proportion to n log n.
struct WordMatching {
    private let texts: [Substring]
    private let words: [ImportedWord]
    /// For each text the index of its word, rising, or nil where it has none.
    private(set) var owners: [Int?]

    /// How many texts have no word.
    var unmatchedCount: Int { owners.count { $0 == nil } }

    init(_ texts: [Substring], _ words: [ImportedWord]) {
        self.texts = texts
        self.words = words
        owners = [Int?](repeating: nil, count: texts.count)
        let written = texts.map(Self.key)
        let spoken = words.map { Self.key($0.text[...]) }
        var former = (text: -1, word: -1)
        for anchor in Self.anchors(written, spoken) + [(texts.count, words.count)] {
            var (text, word) = (former.text + 1, former.word + 1)
            while text < anchor.text, word < anchor.word, written[text] == spoken[word] {
                owners[text] = word
                (text, word) = (text + 1, word + 1)
            }
            var (lastText, lastWord) = (anchor.text - 1, anchor.word - 1)
            while lastText >= text, lastWord >= word, written[lastText] == spoken[lastWord] {
                owners[lastText] = lastWord
                (lastText, lastWord) = (lastText - 1, lastWord - 1)
            }
            if anchor.text < texts.count { owners[anchor.text] = anchor.word }
            former = anchor
        }
    }

    /// A word with its time for each text: those without one share what their neighbours leave.
    func sources(within range: TimeRange) -> [ImportedWord] {
        var sources: [ImportedWord] = []
        var reached = range.start
        while sources.count < texts.count {
            let index = sources.count
            if let owner = owners[index] {
                sources.append(words[owner])
                reached = words[owner].range.end
                continue
            }
            let run = owners[index...].prefix { $0 == nil }
            let following = run.endIndex < owners.count ? owners[run.endIndex] : nil
            let end = max(reached, following.map { words[$0].range.start } ?? range.end)
            sources += TimeRange(start: reached, end: end).shares(among: Array(texts[run.indices])).map {
                ImportedWord(text: "", range: $0)
            }
        }
        return sources
    }

    /// Letters alone; a text without any is itself.
    private static func key(_ text: Substring) -> [Unicode.Scalar] {
        let letters = ImportedTurn.letters(text)
        return letters.isEmpty ? Array(text.unicodeScalars) : letters
    }

    /// The longest rising chain of words that stand once in both.
    private static func anchors(_ written: [[Unicode.Scalar]], _ spoken: [[Unicode.Scalar]]) -> [(text: Int, word: Int)]
    {
        let places = single(spoken)
        let pairs = single(written).compactMap { key, text in places[key].map { (text: text, word: $0) } }
            .sorted { $0.text < $1.text }
        // Ends of the chains of each length with the lowest last word, and the pair before each pair.
        var ends: [Int] = []
        var before = [Int?](repeating: nil, count: pairs.count)
        for index in pairs.indices {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].word < pairs[index].word { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? ends[low - 1] : nil
            if low < ends.count { ends[low] = index } else { ends.append(index) }
        }
        var chain: [(text: Int, word: Int)] = []
        var next = ends.last
        while let index = next {
            chain.append(pairs[index])
            next = before[index]
        }
        return chain.reversed()
    }

    /// The places of those that come once.
    private static func single(_ keys: [[Unicode.Scalar]]) -> [[Unicode.Scalar]: Int] {
        var places: [[Unicode.Scalar]: Int?] = [:]
        for (index, key) in keys.enumerated() { places[key] = places[key] == nil ? .some(index) : .some(nil) }
        return places.compactMapValues(\.self)
    }
}

/// Names among the words of a turn.
///
/// A name fits whole words or whole parts of words (`Ann-Marie`), with or without a possessive or plural `s`, and also
/// where it is parted otherwise (`Mc Allister`, `Annemarie`). In scripts that do not part words it fits anywhere.
struct SpokenNames {
    /// Names of fewer letters that are written as one word are not put together from several: `is a` is not Isa.
    private static let shortestJoined = 5

    /// A name in the form in which it is compared.
    private struct Name: Hashable {
        let tokenCount: Int
        let joined: String
        let isUnspaced: Bool
    }

    private let names: [Name]

    init(_ names: [String]) {
        self.names = names.compactMap { name in
            let tokens = NameTokens(name)
            guard !tokens.tokens.isEmpty else { return nil }
            return Name(
                tokenCount: tokens.tokens.count, joined: tokens.joined, isUnspaced: NameTokens.isUnspaced(name))
        }
    }

    /// Each with `[name]` in place of the name and of what hangs on to it.
    func matches(in words: [String]) -> [PhraseReplacements.Match] {
        guard !names.isEmpty else { return [] }
        var scalars: [Unicode.Scalar] = []
        var spans: [Range<Int>] = []
        for word in words {
            let start = scalars.count
            scalars += Array(word.unicodeScalars)
            spans.append(start..<scalars.count)
            scalars.append(" ")
        }
        let ranges = found(in: scalars)
        var matches: [PhraseReplacements.Match] = []
        var index = 0
        while index < ranges.count {
            let run = Self.words(ranges[index], spans)
            var last = run.upperBound
            var end = index + 1
            // Another name in the last word, as in `Ann—Bob`, goes with it.
            while end < ranges.count, Self.words(ranges[end], spans).lowerBound < last {
                last = Self.words(ranges[end], spans).upperBound
                end += 1
            }
            let whole = spans[run.lowerBound].lowerBound..<spans[last - 1].upperBound
            matches.append(
                PhraseReplacements.Match(
                    run: run.lowerBound..<last, texts: [Self.text(scalars, whole, without: ranges[index..<end])]))
            index = end
        }
        return matches
    }

    /// Whether a text is or holds one of the names.
    func isHeld(by text: String) -> Bool { !found(in: Array(text.unicodeScalars)).isEmpty }

    /// Where names are, with what hangs on to them, from first to last.
    private func found(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let spaced = parted(in: scalars).map { Self.extended($0, scalars) }
        return (spaced + unparted(in: scalars)).sorted {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }
    }

    /// Names that are whole tokens, one or several.
    private func parted(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let tokens = NameTokens(scalars).tokens
        let beginsWord = tokens.indices.map { index in
            index == 0
                || scalars[tokens[index - 1].range.upperBound..<tokens[index].range.lowerBound].contains {
                    $0.properties.isWhitespace
                }
        }
        var ranges: [Range<Int>] = []
        var index = 0
        while index < tokens.count {
            guard let end = names.compactMap({ end(of: $0, tokens, at: index, beginsWord) }).max() else {
                index += 1
                continue
            }
            ranges.append(tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound)
            index = end
        }
        return ranges
    }

    /// The token after the name that begins at one, or nil.
    private func end(of name: Name, _ tokens: [NameTokens.Token], at index: Int, _ beginsWord: [Bool]) -> Int? {
        guard name.joined.utf8.first == tokens[index].key.utf8.first else { return nil }
        var text = ""
        var crossesWords = false
        for position in index..<tokens.count {
            crossesWords = crossesWords || (position > index && beginsWord[position])
            text += tokens[position].key
            if text == name.joined || (text == name.joined + "s" && name.joined.count > 2) {
                let isAligned = position - index + 1 == name.tokenCount
                return isAligned || !crossesWords || name.joined.count >= Self.shortestJoined ? position + 1 : nil
            }
            guard name.joined.hasPrefix(text) else { return nil }
        }
        return nil
    }

    /// Names in scripts that do not part words, wherever they stand.
    private func unparted(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let names = names.filter(\.isUnspaced).map { Array($0.joined.unicodeScalars) }
        guard !names.isEmpty else { return [] }
        let letters = NameTokens(scalars).tokens.flatMap { token in
            token.range.flatMap { index in
                NameTokens.key(scalars[index...index]).unicodeScalars.map { (scalar: $0, index: index) }
            }
        }
        var ranges: [Range<Int>] = []
        for start in letters.indices {
            for name in names where letters[start...].starts(with: name, by: { $0.scalar == $1 }) {
                ranges.append(letters[start].index..<letters[start + name.count - 1].index + 1)
            }
        }
        return ranges
    }

    private static let connectors = NameTokens.apostrophes.union("-‐‑._@".unicodeScalars)

    /// The name with what is joined to it by hyphens and the like, but for a possessive.
    private static func extended(_ range: Range<Int>, _ scalars: [Unicode.Scalar]) -> Range<Int> {
        func isInner(_ index: Int) -> Bool {
            scalars.indices.contains(index) && !NameTokens.apostrophes.contains(scalars[index])
                && (scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil)
        }
        func isConnector(_ index: Int) -> Bool {
            scalars.indices.contains(index) && connectors.contains(scalars[index])
        }
        var (first, end) = (range.lowerBound, range.upperBound)
        while isInner(first - 1) || (isConnector(first - 1) && isInner(first - 2)) { first -= 1 }
        while true {
            if isInner(end) {
                end += 1
            } else if isConnector(end), isInner(end + 1) {
                let isPossessive =
                    NameTokens.apostrophes.contains(scalars[end]) && "sS".unicodeScalars.contains(scalars[end + 1])
                    && !isInner(end + 2)
                if isPossessive { break }
                end += 2
            } else {
                break
            }
        }
        return first..<end
    }

    /// The words that a part of the text touches, found by halves, as there may be a name in every word.
    private static func words(_ range: Range<Int>, _ spans: [Range<Int>]) -> Range<Int> {
        func first(_ isThere: (Range<Int>) -> Bool) -> Int {
            var (low, high) = (0, spans.count)
            while low < high {
                let middle = (low + high) / 2
                if isThere(spans[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return first { $0.upperBound > range.lowerBound }..<first { $0.lowerBound >= range.upperBound }
    }

    private static func text(
        _ scalars: [Unicode.Scalar], _ whole: Range<Int>, without ranges: ArraySlice<Range<Int>>
    ) -> String {
        var text = String.UnicodeScalarView()
        var position = whole.lowerBound
        for range in ranges where range.upperBound > position {
            if range.lowerBound >= position {
                text.append(contentsOf: scalars[position..<range.lowerBound])
                text.append(contentsOf: "[name]".unicodeScalars)
            }
            position = range.upperBound
        }
        text.append(contentsOf: scalars[position..<max(position, whole.upperBound)])
        return String(text)
    }
}

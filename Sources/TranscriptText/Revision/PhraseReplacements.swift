/// Phrases and what to write in their place, found by their first word.
struct PhraseReplacements {
    /// What replaces a run of words.
    struct Match: Hashable {
        let run: Range<Int>
        let texts: [String]
    }

    private struct Phrase {
        /// Its place among all phrases, which decides between phrases of one length.
        let order: Int
        let keys: [String]
        let texts: [String]
    }

    private let byFirstWord: [String: [Phrase]]

    init(_ phrases: [(words: [String], texts: [String])]) {
        let keyed = phrases.enumerated().map { order, phrase in
            Phrase(order: order, keys: phrase.words.map { WordShape($0).key }, texts: phrase.texts)
        }
        byFirstWord = Dictionary(grouping: keyed.filter { $0.keys.contains { !$0.isEmpty } }) { $0.keys[0] }
    }

    /// The longest phrases in a turn, from first to last; of phrases of one length the first that was given.
    /// Punctuation around them is kept, and so is a possessive after them that is no part of them.
    func matches(in words: [String]) -> [Match] {
        let shapes = words.map(WordShape.init)
        var matches: [Match] = []
        var index = 0
        while index < words.count {
            guard let match = match(shapes, at: index) else {
                index += 1
                continue
            }
            matches.append(match)
            index = match.run.upperBound
        }
        return matches
    }

    private func match(_ shapes: [WordShape], at index: Int) -> Match? {
        let (key, stem) = (shapes[index].key, shapes[index].stemKey)
        let phrases = (byFirstWord[key] ?? []) + (stem == key ? [] : byFirstWord[stem] ?? [])
        let best = phrases.filter { fits($0.keys, shapes[index...]) }.min {
            ($1.keys.count, $0.order) < ($0.keys.count, $1.order)
        }
        guard let best, let lastKey = best.keys.last else { return nil }
        let end = index + best.keys.count
        let last = shapes[end - 1]
        var texts = best.texts
        texts[0] = shapes[index].prefix + texts[0]
        texts[texts.count - 1] += (last.key == lastKey ? "" : last.possessive) + last.suffix
        return Match(run: index..<end, texts: texts)
    }

    /// Nothing stands between the words of a phrase: a comma or full stop ends it.
    private func fits(_ keys: [String], _ shapes: ArraySlice<WordShape>) -> Bool {
        let words = Array(shapes.prefix(keys.count))
        guard words.count == keys.count, let last = words.last, keys.last == last.key || keys.last == last.stemKey
        else { return false }
        return zip(keys, words).dropLast().allSatisfy { $0 == $1.key && $1.suffix.isEmpty }
            && words.dropFirst().allSatisfy(\.prefix.isEmpty)
    }
}

/// Gives words other texts: what is known of the words that stay is kept, and words that come get the time of those
/// that go.
public enum WordRevision {
    /// The words with their new texts.
    ///
    /// A word that stays, also in other case or with other punctuation, keeps time, confidence and speaker. New words
    /// take the place of the words that they replace: one for one where there are as many, else spread over their time
    /// by length; words for which there was none fill the pause between their neighbours. They are sure, as somebody
    /// has written them.
    /// - Parameters:
    ///   - words: The words of one turn, in order.
    ///   - texts: The new texts, none empty.
    ///   - range: Where new words go before the first or after the last one.
    public static func revised(_ words: [Word], texts: [String], within range: TimeRange) -> [Word] {
        let pairs = WordPairs(words.map(\.text), texts)
        var result: [Word] = []
        var oldStart = 0
        for (old, new) in pairs.partners.enumerated() {
            guard let new else { continue }
            result += replacement(words, oldStart..<old, Array(texts[result.count..<new]), within: range)
            var word = words[old]
            word.text = texts[new]
            result.append(word)
            oldStart = old + 1
        }
        return result
            + replacement(words, oldStart..<words.count, Array(texts[result.count...]), within: range)
    }

    /// New words in place of a run of old ones.
    public static func replacement(
        _ words: [Word], _ run: Range<Int>, _ texts: [String], within range: TimeRange
    ) -> [Word] {
        let before = run.lowerBound > 0 ? words[run.lowerBound - 1] : nil
        let after = run.upperBound < words.count ? words[run.upperBound] : nil
        let model = run.isEmpty ? before ?? after : words[run.lowerBound]
        let weights = texts.map { max(1, $0.count) }
        let ranges: [TimeRange]
        if texts.count == run.count {
            ranges = words[run].map(\.range)
        } else if let first = words[run].first {
            let end = words[run].reduce(first.range.end) { max($0, $1.range.end) }
            ranges = TimeRange(start: first.range.start, end: end).shares(weights)
        } else {
            let start = before?.range.end ?? min(range.start, after?.range.start ?? range.start)
            let end = after?.range.start ?? range.end
            ranges = TimeRange(start: start, end: max(start, end)).shares(weights)
        }
        return zip(texts, ranges).enumerated().map { index, pair in
            let model = texts.count == run.count ? words[run.lowerBound + index] : model
            return Word(
                text: pair.0, range: pair.1, confidence: 1, speaker: model?.speaker,
                speakerMargin: model?.speakerMargin ?? 0, isOverlapped: model?.isOverlapped ?? false)
        }
    }
}

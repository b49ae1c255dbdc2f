import Transcript

extension ImportedTurn {
    /// Turns of up to this many seconds stay whole.
    private static var maxSeconds: Double { 60 }
    /// From this length on, in seconds, a longer turn is cut at the end of the next sentence.
    private static var usualSeconds: Double { 45 }
    /// Parts are no shorter than this where there is a choice.
    private static var minSeconds: Double { 15 }

    /// The turn in parts of up to about a minute, since nobody finds their place in a turn of an hour.
    ///
    /// It is cut after the first sentence that ends 45 s or more after the start of the part; where none does within a
    /// minute, after the last one before; where there is none, at the longest pause; else between any two words.
    func cut() -> [ImportedTurn] {
        var parts: [ImportedTurn] = []
        var start = words.startIndex
        while let first = words[start...].first, let last = words.last,
            last.range.end - first.range.start > Self.maxSeconds, let end = Self.end(of: words[start...])
        {
            parts.append(part(start..<end))
            start = end
        }
        guard !parts.isEmpty else { return [self] }
        return parts + [part(start..<words.endIndex)]
    }

    private func part(_ range: Range<Int>) -> ImportedTurn {
        ImportedTurn(speaker: speaker, channel: channel, words: Array(words[range]))
    }

    /// Where the next part begins; nil where there is one word only.
    private static func end(of words: ArraySlice<ImportedWord>) -> Int? {
        guard words.count > 1, let origin = words.first?.range.start else { return nil }
        var lastSentence: Int?
        var pause = (seconds: 0.0, place: Int?.none)
        var lastPossible = words.startIndex + 1
        for index in words.indices.dropLast() {
            let seconds = words[index].range.end - origin
            guard seconds <= maxSeconds else { break }
            let next = index + 1
            lastPossible = next
            guard seconds >= minSeconds else { continue }
            if words[index].endsSentence {
                if seconds >= usualSeconds { return next }
                lastSentence = next
            }
            let gap = words[next].range.start - words[index].range.end
            if gap > pause.seconds { pause = (gap, next) }
        }
        return lastSentence ?? pause.place ?? lastPossible
    }
}

import Transcript

/// Says whose words are, by who is heard longest while they are said.
struct SpanAttribution {
    /// For each speaker, by name, when they are heard: ordered spans that do not overlap.
    private let spans: [(speaker: String, ranges: [TimeRange])]

    /// - Parameter speech: Who speaks when, in any order.
    init(_ speech: [(speaker: String, range: TimeRange)]) {
        let bySpeaker = Dictionary(grouping: speech, by: \.speaker)
        spans = bySpeaker.sorted { $0.key < $1.key }.map { speaker, spans in
            (speaker, spans.map(\.range).union { $1 < $0 })
        }
    }

    /// The word with its speaker, if anybody is heard; the margin over the next one, as a share of the word, says how
    /// sure that is.
    func attributed(_ word: ImportedWord) -> ImportedWord {
        let heard = spans.map { ($0.speaker, Self.seconds(of: word.range, in: $0.ranges)) }.filter { $0.1 > 0 }
        let ranked = heard.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        guard let best = ranked.first else { return word }
        var word = word
        let second = ranked.dropFirst().first?.1 ?? 0
        let whole = word.range.duration > 0 ? word.range.duration : 1
        word.speaker = best.0
        word.speakerConfidence = min(1, max(0, (best.1 - second) / whole))
        word.isOverlapped = ranked.count > 1
        return word
    }

    /// Seconds of a word within spans; 1 for a word without length that is in one.
    private static func seconds(of word: TimeRange, in ranges: [TimeRange]) -> Double {
        // The first span that ends after the word has begun.
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].end > word.start { high = middle } else { low = middle + 1 }
        }
        guard word.duration > 0 else { return low < ranges.count && ranges[low].contains(word.start) ? 1 : 0 }
        return ranges[low...].prefix { $0.start < word.end }.reduce(0) { $0 + $1.overlap(with: word) }
    }
}

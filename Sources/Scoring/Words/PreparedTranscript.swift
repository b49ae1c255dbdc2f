import Transcript

/// A transcript ready to be compared: words normalised and numbered, segments in order of start.
struct PreparedTranscript {
    struct Segment {
        /// Index into `speakers`.
        var speaker: Int
        var range: TimeRange
        /// Word numbers, the same on both sides.
        var words: [Int32]
        /// When each word is spoken: as the file says, else the segment shared out by letters.
        var times: [TimeRange]
    }

    /// Names in order of first appearance; also of those who say no word.
    private(set) var speakers: [String] = []
    /// Ordered by start; segments that start together stay in the order of the file.
    private(set) var segments: [Segment] = []

    /// - Parameters:
    ///   - ignored: words whose middle lies in one of these spans are left out.
    ///   - vocabulary: gives the words their numbers.
    init(
        _ transcript: ScoredTranscript, normalization: TextNormalization, ignored: [TimeRange],
        vocabulary: inout Vocabulary
    ) {
        let ordered = transcript.segments.enumerated().sorted {
            ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
        }
        var indexOfSpeaker: [String: Int] = [:]
        for (_, segment) in ordered {
            let speaker = indexOfSpeaker[segment.speaker] ?? speakers.count
            if speaker == speakers.count {
                indexOfSpeaker[segment.speaker] = speaker
                speakers.append(segment.speaker)
            }
            let words = normalization.normalize(segment.words)
            let times = Self.times(of: words, in: segment)
            let kept = words.indices.filter { index in !ignored.contains { $0.contains(times[index].middle) } }
            segments.append(
                Segment(
                    speaker: speaker, range: segment.range,
                    words: kept.map { vocabulary.number(of: words[$0].text) }, times: kept.map { times[$0] }))
        }
    }

    /// All words in order of time: turns by start, then end. Where people overlap the earlier turn comes whole before
    /// the later one.
    var inOrder: (words: [Int32], speakers: [Int]) {
        let ordered = segments.enumerated().sorted {
            ($0.element.range.start, $0.element.range.end, $0.offset)
                < ($1.element.range.start, $1.element.range.end, $1.offset)
        }
        return (
            ordered.flatMap(\.element.words),
            ordered.flatMap { segment in segment.element.words.map { _ in segment.element.speaker } }
        )
    }

    /// The words of each speaker in order of time.
    var bySpeaker: [[Int32]] {
        segments.reduce(into: [[Int32]](repeating: [], count: speakers.count)) { $0[$1.speaker] += $1.words }
    }

    /// The times of the words of each speaker, in the order of `bySpeaker`.
    var timesBySpeaker: [[TimeRange]] {
        segments.reduce(into: [[TimeRange]](repeating: [], count: speakers.count)) { $0[$1.speaker] += $1.times }
    }

    /// Speakers who say at least one word.
    var speakersWithWords: Int { bySpeaker.count { !$0.isEmpty } }

    private static func times(of words: [NormalizedWord], in segment: ScoredSegment) -> [TimeRange] {
        guard let known = segment.wordRanges else { return share(segment.range, among: words[...]) }
        var times: [TimeRange] = []
        var from = 0
        while from < words.count {
            let sources = words[from].sources
            let to = words[from...].firstIndex { $0.sources != sources } ?? words.count
            let parts = known[sources]
            let start = parts.map(\.start).min() ?? segment.range.start
            let end = parts.map(\.end).max() ?? segment.range.end
            times += share(TimeRange(start: start, end: end), among: words[from..<to])
            from = to
        }
        return times
    }

    /// A span shared out in proportion to letters, as meeteval does (`character_based`).
    private static func share(_ range: TimeRange, among words: ArraySlice<NormalizedWord>) -> [TimeRange] {
        if words.count == 1 { return [range] }
        let lengths = words.map { $0.text.unicodeScalars.count }
        let letterSeconds = range.duration / Double(max(1, lengths.reduce(0, +)))
        var passed = 0
        return lengths.map { length in
            let start = range.start + letterSeconds * Double(passed)
            passed += length
            return TimeRange(start: start, end: max(start, range.start + letterSeconds * Double(passed)))
        }
    }
}

/// Numbers for words, the same for the same word.
struct Vocabulary {
    private var numbers: [String: Int32] = [:]
    private(set) var words: [String] = []

    /// The number of a word, a new one for a new word.
    mutating func number(of word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        numbers[word] = number
        words.append(word)
        return number
    }

    /// The word of a number.
    subscript(_ number: Int32) -> String { words[Int(number)] }
}

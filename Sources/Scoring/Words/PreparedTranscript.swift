import Transcript

/// A normalized word, numbered so that comparing is cheap.
struct PreparedWord: Hashable {
    /// The same on both sides for the same word.
    var number: Int32
    /// When it is spoken: as the file says, else the segment shared out by letters.
    var range: TimeRange
    /// Whether the file itself says when it starts.
    var isStartKnown: Bool
    /// Whether the file itself says when it ends.
    var isEndKnown: Bool
    /// Probability that it is right, 0…1: that of its least sure part, or nil where the file does not say.
    var confidence: Double?
}

/// A transcript ready to be compared: words normalized and numbered, segments in order of start.
struct PreparedTranscript {
    struct Segment {
        /// Index into `speakers`.
        var speaker: Int
        var range: TimeRange
        var spoken: [PreparedWord]

        /// Word numbers, the same on both sides.
        var words: [Int32] { spoken.map(\.number) }
        /// When each word is spoken.
        var times: [TimeRange] { spoken.map(\.range) }
    }

    /// Names in order of first appearance; also of those who say no word.
    private(set) var speakers: [String] = []
    /// Ordered by start; segments that start together stay in the order of the file.
    private(set) var segments: [Segment] = []

    /// - Parameters:
    ///   - keepsFillers: whether fillers count as words.
    ///   - ignored: words whose middle lies in one of these spans are left out.
    ///   - numbering: gives the words their numbers.
    init(
        _ transcript: ScoredTranscript, normalization: TextNormalization, keepsFillers: Bool = true,
        ignored: [TimeRange], numbering: inout WordNumbering
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
            let all = normalization.normalize(segment.words)
            let words = keepsFillers ? all : all.withoutFillers()
            let spoken = Self.prepared(words, in: segment, numbering: &numbering)
            segments.append(
                Segment(
                    speaker: speaker, range: segment.range,
                    spoken: spoken.filter { word in !ignored.contains { $0.contains(word.range.middle) } }))
        }
    }

    /// Segments as their words are read: by start, then end. Where people overlap the earlier turn comes whole before
    /// the later one.
    var inOrder: [Segment] {
        segments.enumerated().sorted {
            ($0.element.range.start, $0.element.range.end, $0.offset)
                < ($1.element.range.start, $1.element.range.end, $1.offset)
        }.map(\.element)
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

    private static func prepared(
        _ words: [NormalizedWord], in segment: ScoredSegment, numbering: inout WordNumbering
    ) -> [PreparedWord] {
        guard let known = segment.wordRanges else {
            // A filler that was left out may have stood at either end.
            var result = share(segment.range, among: words[...], in: segment, numbering: &numbering)
            if let first = words.first, first.sources.lowerBound > 0 { result[0].isStartKnown = false }
            if let last = words.last, last.sources.upperBound < segment.words.count {
                result[result.count - 1].isEndKnown = false
            }
            return result
        }
        var result: [PreparedWord] = []
        var from = 0
        while from < words.count {
            let sources = words[from].sources
            let to = words[from...].firstIndex { $0.sources != sources } ?? words.count
            let parts = known[sources]
            let start = parts.map(\.start).min() ?? segment.range.start
            let end = parts.map(\.end).max() ?? segment.range.end
            result += share(
                TimeRange(start: start, end: end), among: words[from..<to], in: segment, numbering: &numbering)
            from = to
        }
        return result
    }

    /// A span shared out in proportion to letters, as meeteval does (`character_based`). What is known is where the
    /// first word starts and where the last one ends.
    private static func share(
        _ range: TimeRange, among words: ArraySlice<NormalizedWord>, in segment: ScoredSegment,
        numbering: inout WordNumbering
    ) -> [PreparedWord] {
        let lengths = words.map { $0.text.unicodeScalars.count }
        return zip(words.indices, range.shares(lengths)).map { index, share in
            PreparedWord(
                number: numbering.number(of: words[index].text), range: share,
                isStartKnown: index == words.startIndex, isEndKnown: index == words.endIndex - 1,
                confidence: segment.confidences?[words[index].sources].min())
        }
    }
}

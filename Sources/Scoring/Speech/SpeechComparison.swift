public import Transcript

/// DER, JER and the number of speakers of one recording.
public struct SpeechComparison: Hashable, Sendable {
    /// Errors by time.
    public let diarization: DiarizationErrors
    /// Errors by speaker.
    public let jaccard: JaccardErrors
    /// Speakers who are heard within the evaluation map, collars and overlap included.
    public let speakers: SpeakerCount
    /// Who was taken for whom, in order of the reference's names.
    public let pairs: [SpeakerPair]

    /// Compares two sides of a recording.
    /// - Parameters:
    ///   - evaluated: spans that are scored, or nil for the extent that the convention says.
    public init(
        reference: SpeakerSegments, hypothesis: SpeakerSegments, evaluated: [TimeRange]?, rules: DiarizationRules
    ) {
        let left = SpeechSide(reference.segments)
        let right = SpeechSide(hypothesis.segments)
        let map: [Microseconds]
        if let evaluated {
            map = evaluated.map(Microseconds.init).combined
        } else {
            let spans = left.spans + (rules.convention == .mdEval ? [] : right.spans)
            let extent = (spans.map(\.start).min() ?? 0, spans.map(\.end).max() ?? 0)
            map = [Microseconds(start: extent.0, end: extent.1)].combined
        }
        let scored = map.subtracting(Self.unscored(reference, spans: left.spans, rules: rules))
        let all = CommonTime(left, right, within: map)
        let counted = CommonTime(left, right, within: scored)
        let mapping = rules.convention == .mdEval ? all.mapping : counted.mapping
        diarization = counted.errors(mapping: mapping)
        jaccard = counted.jaccardErrors(mapping: mapping)
        speakers = SpeakerCount(
            reference: all.referenceTime.count { $0 > 0 }, hypothesis: all.hypothesisTime.count { $0 > 0 })
        pairs = mapping.enumerated().map { row, column in
            SpeakerPair(reference: left.names[row], hypothesis: column.map { right.names[$0] })
        }
    }

    /// What is left out of the evaluation map.
    private static func unscored(
        _ reference: SpeakerSegments, spans: [Microseconds], rules: DiarizationRules
    ) -> [Microseconds] {
        var left = reference.ignored.map(Microseconds.init)
        let collar = Microseconds.rounded(rules.collarSeconds)
        if collar > 0 {
            left += spans.flatMap { span in
                [span.start, span.end].map { Microseconds(start: $0 - collar, end: $0 + collar) }
            }
        }
        return rules.scoresOverlap ? left : left + spans.overlaps()
    }
}

/// The speech of one side, speakers numbered in order of their names.
struct SpeechSide {
    let names: [String]
    let spans: [Microseconds]
    /// Speaker of each span.
    let speakers: [Int]

    init(_ segments: [SpeakerSegment]) {
        let bySpeaker = Dictionary(grouping: segments, by: \.speaker).sorted { $0.key < $1.key }
        names = bySpeaker.map(\.key)
        spans = bySpeaker.flatMap { $0.value.map { Microseconds($0.range) } }
        speakers = bySpeaker.enumerated().flatMap { number, entry in entry.value.map { _ in number } }
    }
}

/// How long every set of speakers of both sides is heard together, within some spans. Times are microseconds.
struct CommonTime {
    /// A time in which nobody starts or stops, with who speaks.
    private struct Stretch {
        var duration: Int
        var reference: [Int]
        var hypothesis: [Int]
    }

    private var stretches: [Stretch] = []
    /// Time of each speaker.
    private(set) var referenceTime: [Int]
    private(set) var hypothesisTime: [Int]
    /// Time that a speaker of the reference and one of the hypothesis share, row by row.
    private var shared: [Int]

    init(_ reference: SpeechSide, _ hypothesis: SpeechSide, within spans: [Microseconds]) {
        referenceTime = [Int](repeating: 0, count: reference.names.count)
        hypothesisTime = [Int](repeating: 0, count: hypothesis.names.count)
        shared = [Int](repeating: 0, count: referenceTime.count * hypothesisTime.count)
        sweep(reference, hypothesis, within: spans)
        for stretch in stretches {
            for row in stretch.reference {
                referenceTime[row] += stretch.duration
                for column in stretch.hypothesis {
                    shared[row * hypothesisTime.count + column] += stretch.duration
                }
            }
            for column in stretch.hypothesis { hypothesisTime[column] += stretch.duration }
        }
    }

    /// Goes through all boundaries in order. A speaker whose own spans overlap speaks once.
    private mutating func sweep(_ reference: SpeechSide, _ hypothesis: SpeechSide, within spans: [Microseconds]) {
        enum Party {
            case map
            case reference(Int)
            case hypothesis(Int)
        }
        var events: [(time: Int, change: Int, party: Party)] = []
        for span in spans { events += [(span.start, 1, .map), (span.end, -1, .map)] }
        for (span, speaker) in zip(reference.spans, reference.speakers) {
            events += [(span.start, 1, .reference(speaker)), (span.end, -1, .reference(speaker))]
        }
        for (span, speaker) in zip(hypothesis.spans, hypothesis.speakers) {
            events += [(span.start, 1, .hypothesis(speaker)), (span.end, -1, .hypothesis(speaker))]
        }
        events.sort { $0.time < $1.time }
        var isInMap = 0
        var left = [Int](repeating: 0, count: referenceTime.count)
        var right = [Int](repeating: 0, count: hypothesisTime.count)
        var reached = events.first?.time ?? 0
        for event in events {
            if event.time > reached {
                if isInMap > 0 {
                    let (one, other) = (left.indices.filter { left[$0] > 0 }, right.indices.filter { right[$0] > 0 })
                    if !one.isEmpty || !other.isEmpty {
                        stretches.append(
                            Stretch(duration: event.time - reached, reference: one, hypothesis: other))
                    }
                }
                reached = event.time
            }
            switch event.party {
            case .map: isInMap += event.change
            case .reference(let speaker): left[speaker] += event.change
            case .hypothesis(let speaker): right[speaker] += event.change
            }
        }
    }

    /// The hypothesis speaker of each reference speaker, so that the time they share is the most; nil for nobody.
    var mapping: [Int?] {
        Assignment.maximumGain(shared, rows: referenceTime.count, columns: hypothesisTime.count)
    }

    /// Miss, false alarm and confusion under a mapping.
    func errors(mapping: [Int?]) -> DiarizationErrors {
        var result = DiarizationErrors()
        for stretch in stretches {
            let (left, right) = (stretch.reference.count, stretch.hypothesis.count)
            let matched = stretch.reference.count { row in mapping[row].map(stretch.hypothesis.contains) ?? false }
            result.scored += stretch.duration * left
            result.miss += stretch.duration * max(0, left - right)
            result.falseAlarm += stretch.duration * max(0, right - left)
            result.confusion += stretch.duration * (min(left, right) - matched)
        }
        return result
    }

    /// The Jaccard errors under a mapping. A speaker whose partner shares no scored time with them has none.
    func jaccardErrors(mapping: [Int?]) -> JaccardErrors {
        var result = JaccardErrors()
        for (row, time) in referenceTime.enumerated() where time > 0 {
            result.speakers += 1
            let common = mapping[row].map { shared[row * hypothesisTime.count + $0] } ?? 0
            if let column = mapping[row], common > 0 {
                let union = time + hypothesisTime[column] - common
                result.errors += Double(union - common) / Double(union)
            } else {
                result.errors += 1
            }
        }
        return result
    }
}

import Transcript

/// How far instants of the hypothesis lie from those of the reference, in seconds; later is positive.
public struct TimeDifferences: Hashable, Sendable {
    /// One for each instant that both sides know.
    public var seconds: [Double]

    /// Makes a collection.
    public init(seconds: [Double] = []) { self.seconds = seconds }

    /// The mean without regard to sign; nil where there is nothing.
    public var meanAbsolute: Double? { Self.mean(seconds.map(abs)) }

    /// The mean: whether instants come too late (more than 0) or too early; nil where there is nothing.
    public var mean: Double? { Self.mean(seconds) }

    /// The middle one without regard to sign, which a few words paired wrongly do not move; nil where there is nothing.
    public var medianAbsolute: Double? {
        let ordered = seconds.map(abs).sorted()
        return ordered.isEmpty ? nil : 0.5 * (ordered[(ordered.count - 1) / 2] + ordered[ordered.count / 2])
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Both together.
    public static func + (left: TimeDifferences, right: TimeDifferences) -> TimeDifferences {
        TimeDifferences(seconds: left.seconds + right.seconds)
    }
}

/// Times of words against those of the reference.
///
/// Where a file times its words (CTM, the program's JSON and archive), the start and the end of each word count; where it
/// times turns (STM, SegLST), only the start of a turn's first word and the end of its last.
public struct TimeErrors: Hashable, Sendable {
    /// Differences between starts.
    public var starts: TimeDifferences
    /// Differences between ends.
    public var ends: TimeDifferences

    /// Makes a result; without arguments, of nothing.
    public init(starts: TimeDifferences = TimeDifferences(), ends: TimeDifferences = TimeDifferences()) {
        self.starts = starts
        self.ends = ends
    }

    /// Both together.
    public static func + (left: TimeErrors, right: TimeErrors) -> TimeErrors {
        TimeErrors(starts: left.starts + right.starts, ends: left.ends + right.ends)
    }

    /// Compares the words that are equal on both sides, whoever says them, in order of time.
    /// - Parameter collarSeconds: words are paired only if a word of the reference lies within this distance of the middle of
    ///   a word of the hypothesis; more than 0.
    init(_ reference: PreparedTranscript, _ hypothesis: PreparedTranscript, collarSeconds: Double) {
        let (left, right) = (Self.inOrder(reference), Self.inOrder(hypothesis))
        let table = TimeConstrainedDistance(
            reference: left.map(\.number), hypothesis: right.map(\.number), referenceTimes: left.map(\.range),
            hypothesisTimes: right.map {
                TimeRange(start: $0.range.middle - collarSeconds, end: $0.range.middle + collarSeconds)
            })
        self.init()
        for case .pair(let row, let column, true) in table.alignment {
            let (word, found) = (left[row], right[column])
            if word.isStartKnown && found.isStartKnown { starts.seconds.append(found.range.start - word.range.start) }
            if word.isEndKnown && found.isEndKnown { ends.seconds.append(found.range.end - word.range.end) }
        }
    }

    private static func inOrder(_ transcript: PreparedTranscript) -> [PreparedWord] {
        transcript.segments.flatMap(\.spoken).enumerated().sorted {
            ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
        }.map(\.element)
    }
}

/// A span of a recording in seconds from its beginning: `start ≤ t < end`.
public struct TimeRange: Hashable, Codable, Sendable {
    /// First instant, in seconds.
    public private(set) var start: Double
    /// First instant after the span, in seconds; never before `start`.
    public private(set) var end: Double

    /// Makes a span; `end` before `start` is a programmer's error.
    public init(start: Double, end: Double) {
        precondition(end >= start, "a time range must not end before it starts")
        self.start = start
        self.end = end
    }

    /// Makes a span of times that come from outside.
    ///
    /// Nil unless `0 ≤ start ≤ end ≤ maxSeconds`; so for NaN.
    public init?(checking start: Double, _ end: Double) {
        guard start >= 0, end >= start, end <= Self.maxSeconds else { return nil }
        self.start = start
        self.end = end
    }

    /// Reads a span.
    /// - Throws: `DecodingError.dataCorrupted` where it ends before it starts, or has a time that is no number.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let start = try values.decode(Double.self, forKey: .start)
        let end = try values.decode(Double.self, forKey: .end)
        guard end >= start else {
            throw DecodingError.dataCorruptedError(
                forKey: .end, in: values, debugDescription: "a span cannot go from \(start) to \(end) s")
        }
        self.start = start
        self.end = end
    }

    /// The latest time that a file may state, in seconds: about thirty years. Sums of such times stay exact to the
    /// microsecond, and fit into whole microseconds.
    public static let maxSeconds = 1e9

    /// Length in seconds.
    public var duration: Double { end - start }

    /// The instant half-way, in seconds.
    public var middle: Double { 0.5 * (start + end) }

    /// Seconds that this span shares with another; 0 when they do not meet.
    public func overlap(with other: TimeRange) -> Double {
        max(0, min(end, other.end) - max(start, other.start))
    }

    /// Whether the instant lies inside the span.
    public func contains(_ seconds: Double) -> Bool { start <= seconds && seconds < end }

    /// The shared part of both spans, or nil where they share nothing.
    public func intersection(_ other: TimeRange) -> TimeRange? {
        let from = max(start, other.start)
        let to = min(end, other.end)
        return to > from ? TimeRange(start: from, end: to) : nil
    }
}

/// A span of a recording in seconds from its beginning: `start ≤ t < end`.
public struct TimeRange: Hashable, Codable, Sendable {
    /// First instant, in seconds.
    public var start: Double
    /// First instant after the span, in seconds; never before `start`.
    public var end: Double

    /// Makes a span; `end` before `start` is a programmer's error.
    public init(start: Double, end: Double) {
        precondition(end >= start, "a time range must not end before it starts")
        self.start = start
        self.end = end
    }

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

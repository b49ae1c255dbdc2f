import Transcript

/// A span in whole microseconds: sums are exact, and a boundary that two files write alike is the same instant.
struct Microseconds: Hashable, Comparable, Interval {
    var start: Int
    var end: Int

    init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    init(_ range: TimeRange) {
        self.init(start: Self.rounded(range.start), end: Self.rounded(range.end))
    }

    /// Whole microseconds of a time in seconds; what no file may state (`TimeRange.maxSeconds`) would not fit.
    static func rounded(_ seconds: Double) -> Int { Int((seconds * 1e6).rounded()) }

    static func < (left: Microseconds, right: Microseconds) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}

extension [Microseconds] {
    /// The same time as spans in order that neither touch nor overlap; none of no length.
    var combined: [Microseconds] { filter { $0.end > $0.start }.union() }

    /// The time of these spans that is not in others.
    func subtracting(_ others: [Microseconds]) -> [Microseconds] {
        var result: [Microseconds] = []
        let holes = others.combined
        var first = 0
        for span in combined {
            var start = span.start
            while first < holes.count && holes[first].end <= start { first += 1 }
            var hole = first
            while hole < holes.count && holes[hole].start < span.end {
                if holes[hole].start > start { result.append(Microseconds(start: start, end: holes[hole].start)) }
                start = Swift.max(start, holes[hole].end)
                hole += 1
            }
            if start < span.end { result.append(Microseconds(start: start, end: span.end)) }
        }
        return result
    }

    /// The time that two or more of these spans share.
    func overlaps() -> [Microseconds] {
        var result: [Microseconds] = []
        var latestEnd = Int.min
        for span in sorted() where span.end > span.start {
            if span.start < latestEnd {
                result.append(Microseconds(start: span.start, end: Swift.min(latestEnd, span.end)))
            }
            latestEnd = Swift.max(latestEnd, span.end)
        }
        return result.combined
    }
}

/// A span between two instants, whatever their unit.
package protocol Interval {
    /// An instant.
    associatedtype Instant: Comparable & AdditiveArithmetic
    /// First instant.
    var start: Instant { get }
    /// First instant after the span, never before `start`.
    var end: Instant { get }
    /// Makes a span.
    init(start: Instant, end: Instant)
}

extension TimeRange: Interval {}

extension Sequence where Element: Interval {
    /// The spans in order, with one span wherever spans overlap, touch, or have a gap between them that is bridged.
    ///
    /// A span of no length stays, unless another one covers it. The work is that of sorting.
    /// - Parameter gap: Longest gap that is bridged, in the unit of the spans; 0 or more.
    package func union(gap: Element.Instant = .zero) -> [Element] { union { $1 <= $0 + gap } }

    /// The same where the caller says which gaps are bridged.
    /// - Parameter joins: Whether a span that ends at the first instant and one that starts at the second become one.
    package func union(joining joins: (Element.Instant, Element.Instant) -> Bool) -> [Element] {
        sorted { ($0.start, $0.end) < ($1.start, $1.end) }.reduce(into: []) { merged, span in
            guard let last = merged.last, joins(last.end, span.start) else { return merged.append(span) }
            merged[merged.count - 1] = Element(start: last.start, end: Swift.max(last.end, span.end))
        }
    }
}

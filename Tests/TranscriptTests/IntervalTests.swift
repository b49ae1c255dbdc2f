import Testing
import Transcript

@Suite struct IntervalTests {
    private func spans(_ ends: [(Double, Double)]) -> [TimeRange] { ends.map { TimeRange(start: $0.0, end: $0.1) } }

    @Test func spansThatTouchOrOverlapAreOne() {
        #expect(spans([(4, 5), (0, 1), (1, 2), (1.5, 1.75), (6, 6)]).union() == spans([(0, 2), (4, 5), (6, 6)]))
        #expect(spans([]).union() == [])
    }

    @Test func gapsAreBridgedUpToTheirLongest() {
        let heard = spans([(0, 1), (1.5, 2), (2.75, 3)])
        #expect(heard.union(gap: 0.5) == spans([(0, 2), (2.75, 3)]))
        #expect(heard.union(gap: 0.75) == spans([(0, 3)]))
        #expect(heard.union { $1 - $0 < 0.75 } == spans([(0, 2), (2.75, 3)]))
    }

    @Test func sharesFollowOneAnotherToTheEnd() {
        let span = TimeRange(start: 0.1, end: 0.7)
        let shares = span.shares([1, 0, 2, 4, 0])
        #expect(shares.count == 5 && shares[0].start == span.start && shares[3].end == span.end)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0.end == $1.start })
        #expect(abs(shares[2].duration - 2 * shares[0].duration) < 1e-12 && shares[1].duration == 0)
        #expect(span.shares([0, 0]).allSatisfy { $0 == TimeRange(start: 0.1, end: 0.1) })
        #expect(span.shares([3]) == [span])
    }
}

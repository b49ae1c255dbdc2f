import Testing
import Transcript

@testable import TranscriptImport

@Suite struct SpanFillingTests {
    private func filled(
        _ spans: [(Double?, Double?, String)], within whole: TimeRange? = nil
    ) -> (ranges: [[Double]], notes: [String]) {
        let notes = ImportNotes()
        let ranges = SpanFilling.ranges(
            spans.enumerated().map { index, span in
                StatedSpan(start: span.0, end: span.1, text: span.2[...], place: ".a[\(index)]")
            }, within: whole, notes)
        return (ranges.map { [$0.start, $0.end] }, notes.sentences)
    }

    @Test func statedTimesStay() {
        let (ranges, notes) = filled([(0, 1, "a"), (0.5, 0.5, "b"), (9, 12, "c")])
        #expect(ranges == [[0, 1], [0.5, 0.5], [9, 12]] && notes == [])
    }

    @Test func aMissingEndIsTheNextStartOrWhatTheTextTakes() {
        #expect(filled([(0, nil, "abcdefgh"), (0.25, 1, "b")]).ranges == [[0, 0.25], [0.25, 1]])
        #expect(filled([(0, nil, "abcdefghabcdefgh"), (9, 10, "b")]).ranges == [[0, 2], [9, 10]])
        #expect(filled([(3, nil, "a")]).ranges == [[3, 3.5]])
    }

    @Test func spansWithoutTimesShareWhatIsLeft() {
        let (ranges, notes) = filled(
            [(0, 1, "a"), (nil, nil, "abc"), (nil, nil, "a"), (5, 6, "b"), (nil, nil, "abcd")],
            within: TimeRange(start: 0, end: 8))
        #expect(ranges == [[0, 1], [1, 4], [4, 5], [5, 6], [6, 8]])
        #expect(notes.count == 1 && notes[0].hasPrefix("3 texts have no times of their own (the first: .a[1])"))
    }

    @Test func backwardSpansAreCounted() {
        let (ranges, notes) = filled([(5, 2, "abcdefgh"), (7, 6.5, "a"), (8, 9, "b")])
        #expect(ranges == [[5, 6], [7, 7.5], [8, 9]])
        #expect(
            notes == [
                "2 spans end before they start (the first: .a[0]); they keep their starts and end by the next one's start"
            ])
    }

    @Test func aMissingStartIsNotFarFromItsEnd() {
        #expect(filled([(0, 1, "a"), (nil, 9, "abcdefgh")]).ranges == [[0, 1], [8, 9]])
        #expect(filled([(0, 3, "a"), (nil, 2, "b")]).ranges == [[0, 3], [2, 2]])
    }
}

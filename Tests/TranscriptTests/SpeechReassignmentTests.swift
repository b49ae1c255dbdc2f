import TestSupport
import Testing
import Transcript

@Suite struct SpeechReassignmentTests {
    private func moved(
        _ spans: [(Int, Double, Double)], from: Int?, to: Int?, _ start: Double, _ end: Double,
        isExclusive: Bool = false
    ) -> [[Double]] {
        SpeechReassignment.moved(
            spans.map { SpeechSpan(speaker: $0.0, range: TimeRange(start: $0.1, end: $0.2)) },
            [SpeechReassignment.Move(from: from, to: to, range: TimeRange(start: start, end: end))],
            isExclusive: isExclusive
        ).map { [Double($0.speaker), $0.range.start, $0.range.end] }
    }

    @Test func theSpeechInATurnChangesHands() {
        #expect(moved([(0, 0, 10)], from: 0, to: 1, 4, 6) == [[0, 0, 4], [1, 4, 6], [0, 6, 10]])
        #expect(moved([(0, 0, 10), (2, 5, 6)], from: 0, to: 1, 0, 10) == [[1, 0, 10], [2, 5, 6]])
        #expect(moved([(0, 0, 10)], from: 1, to: 2, 4, 6) == [[0, 0, 10]])
        #expect(moved([(0, 0, 1), (0, 9, 10)], from: 0, to: 1, 4, 6) == [[0, 0, 1], [0, 9, 10]])
    }

    @Test func shortRestsGoAlong() {
        #expect(moved([(0, 0, 10)], from: 0, to: 1, 0.4, 9.6) == [[1, 0, 10]])
        #expect(moved([(0, 0, 10)], from: 0, to: 1, 0.5, 9.4) == [[0, 0, 0.5], [1, 0.5, 9.4], [0, 9.4, 10]])
    }

    @Test func spansOfTheNewSpeakerAreJoined() {
        #expect(moved([(0, 0, 4), (1, 4, 8), (1, 9, 10)], from: 0, to: 1, 0, 4) == [[1, 0, 8], [1, 9, 10]])
        #expect(moved([(0, 0, 4), (1, 3, 8)], from: 0, to: 1, 0, 4) == [[1, 0, 8]])
    }

    @Test func speechOfNobodyComesAndGoes() {
        #expect(moved([(0, 0, 4)], from: 0, to: nil, 1, 2) == [[0, 0, 1], [0, 2, 4]])
        #expect(moved([(0, 0, 4)], from: nil, to: 1, 3, 6) == [[0, 0, 4], [1, 3, 6]])
        #expect(moved([(0, 0, 4)], from: nil, to: 1, 3, 6, isExclusive: true) == [[0, 0, 4], [1, 4, 6]])
        #expect(
            moved([(0, 0, 4), (0, 5, 9)], from: nil, to: 1, 3, 6, isExclusive: true) == [
                [0, 0, 4], [1, 4, 5], [0, 5, 9],
            ])
        #expect(moved([(0, 0, 4)], from: nil, to: nil, 3, 6) == [[0, 0, 4]])
    }
}

import TestSupport
import Testing
import Transcript

@testable import TranscriptAnalysis

@Suite struct MeetingStatisticsTests {
    private func statistics(_ speech: [(Int, Double, Double)], duration: Double = 100) -> MeetingStatistics {
        MeetingStatistics(
            MeetingOutline(
                durationSeconds: duration, speakers: ["a", "b", "c"],
                speech: speech.map { SpeechSpan(speaker: $0.0, range: TimeRange(start: $0.1, end: $0.2)) }, turns: []))
    }

    @Test func aMeetingIsMeasured() throws {
        let statistics = MeetingStatistics(TranscriptFixtures.meeting.outline)
        #expect(statistics.speakers.map(\.label) == ["S1", "S2", nil])
        let first = try #require(statistics.speakers.first)
        #expect(first.talkSeconds == 3.75)
        #expect(first.overlapSeconds == 0.25)
        #expect(first.turnCount == 1)
        #expect(first.wordCount == 7)
        #expect(first.wordsPerMinute == 112)
        #expect(first.longestTurnSeconds == 3.5)
        #expect(statistics.speakers.map(\.interruptionCount) == [0, 1, 0])
        #expect(statistics.speakers.map(\.interruptedCount) == [1, 0, 0])
        let sums = statistics.sums
        #expect(abs(sums.speechSeconds - 7.25) < 1e-9)
        #expect(sums.overlapSeconds == 0.25)
        #expect(abs(sums.silenceSeconds - 13.25) < 1e-9)
        #expect([sums.turnCount, sums.wordCount, sums.interruptionCount] == [3, 14, 1])
    }

    @Test func silenceIsMeasuredToo() {
        let statistics = MeetingStatistics(TranscriptFixtures.silence.outline)
        #expect(statistics.speakers.isEmpty)
        #expect(statistics.sums.silenceSeconds == 3)
        #expect(statistics.sums.speechSeconds == 0)
    }

    @Test func timeOfSeveralIsCountedOnce() {
        let statistics = statistics([(0, 0, 10), (1, 5, 15), (2, 8, 9), (0, 20, 20)])
        #expect(statistics.sums.speechSeconds == 15)
        #expect(statistics.sums.overlapSeconds == 5)
        #expect(statistics.speakers.map(\.overlapSeconds) == [5, 5, 1])
        #expect(statistics.speakers.map(\.talkSeconds) == [10, 10, 1])
    }

    @Test(
        arguments: [
            // b begins while a speaks, and a stops first.
            ([(0, 0, 10), (1, 9, 20)], [0, 1, 0], [1, 0, 0]),
            // A remark within what a says.
            ([(0, 0, 10), (1, 4, 5)], [0, 0, 0], [0, 0, 0]),
            // Hardly at once.
            ([(0, 0, 10), (1, 9.9, 20)], [0, 0, 0], [0, 0, 0]),
            // One after the other.
            ([(0, 0, 10), (1, 10, 20)], [0, 0, 0], [0, 0, 0]),
            // Together from the start.
            ([(0, 0, 10), (1, 0, 20)], [0, 0, 0], [0, 0, 0]),
            // A breath does not make another beginning of what b says.
            ([(0, 0, 10), (1, 9, 9.5), (1, 9.8, 20)], [0, 1, 0], [1, 0, 0]),
            // The word goes round.
            ([(0, 0, 10), (1, 9, 20), (2, 19, 30), (0, 29, 40)], [1, 1, 1], [1, 1, 1]),
            // Who ends two at once interrupts once.
            ([(0, 0, 10), (1, 1, 10), (2, 9, 20)], [0, 0, 1], [0, 1, 0]),
        ] as [([(Int, Double, Double)], [Int], [Int])])
    func interruptionsAreCounted(speech: [(Int, Double, Double)], by: [Int], of: [Int]) {
        let statistics = statistics(speech)
        #expect(statistics.speakers.map(\.interruptionCount) == by)
        #expect(statistics.speakers.map(\.interruptedCount) == of)
    }

    @Test func meetingsAddUp() {
        let one = MeetingStatistics(TranscriptFixtures.meeting.outline)
        let sums = one.sums + one.sums
        #expect(sums.durationSeconds == 41)
        #expect(sums.wordCount == 28)
        let twice = one.speakers[0] + one.speakers[0]
        #expect(twice.talkSeconds == 7.5)
        #expect(twice.longestTurnSeconds == 3.5)
        #expect(twice.wordsPerMinute == 112)
    }

    @Test(arguments: 0..<20) func anyTranscriptIsMeasured(seed: UInt64) {
        let outline = TranscriptFixtures.random(seed: seed).outline
        let statistics = MeetingStatistics(outline)
        #expect(statistics.sums.overlapSeconds <= statistics.sums.speechSeconds + 1e-6)
        let longest = statistics.speakers.map(\.talkSeconds).max() ?? 0
        #expect(longest <= statistics.sums.speechSeconds + 1e-6)
        #expect(statistics.sums.wordCount == statistics.speakers.reduce(0) { $0 + $1.wordCount })
    }
}

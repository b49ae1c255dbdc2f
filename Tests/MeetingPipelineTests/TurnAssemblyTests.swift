import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct TurnAssemblyTests {
    private static func word(_ start: Double, _ end: Double, _ speaker: Int?) -> Word {
        Word(text: "w", range: TimeRange(start: start, end: end), confidence: 1, speaker: speaker)
    }

    @Test func aTurnEndsWhereTheSpeakerChanges() {
        let words = [
            Self.word(0, 1, 0), Self.word(1, 2, 0), Self.word(2, 3, 1), Self.word(3, 4, nil), Self.word(4, 5, nil),
            Self.word(5, 6, 0),
        ]
        let turns = TurnAssembly.turns(words)
        #expect(turns.map(\.speaker) == [0, 1, nil, 0])
        #expect(turns.map(\.words.count) == [2, 1, 2, 1])
        #expect(turns[0].range == TimeRange(start: 0, end: 2))
        #expect(turns.flatMap(\.words) == words)
    }

    @Test func aLongPauseEndsATurn() {
        let pause = TurnAssembly.pauseSeconds
        let words = [Self.word(0, 1, 0), Self.word(0.5 + pause, 3, 0), Self.word(3 + pause, 9, 0)]
        #expect(TurnAssembly.turns(words).map(\.words.count) == [2, 1])
    }

    @Test func aTurnLastsAsLongAsItsLongestWord() {
        let turns = TurnAssembly.turns([Self.word(0, 5, 0), Self.word(1, 2, 0)])
        #expect(turns.map(\.range) == [TimeRange(start: 0, end: 5)])
    }

    @Test func noWordsGiveNoTurns() { #expect(TurnAssembly.turns([]).isEmpty) }
}

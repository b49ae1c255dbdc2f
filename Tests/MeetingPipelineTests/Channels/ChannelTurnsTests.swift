import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChannelTurnsTests {
    private static func turns(_ tracks: [[(Double, Double)]]) -> [(channel: Int?, start: Double, words: Int)] {
        let words = tracks.enumerated().map { speaker, times in
            (channel: 2 * speaker + 1, words: times.map { ChannelScene.word($0.0, $0.1, speaker) })
        }
        let turns = ChannelTurns.turns(words)
        #expect(turns.allSatisfy { turn in turn.words.allSatisfy { $0.speaker == turn.speaker } })
        #expect(turns.allSatisfy { $0.channel == $0.speaker.map { 2 * $0 + 1 } })
        return turns.map { ($0.channel, $0.range.start, $0.words.count) }
    }

    @Test func whoTalksOnWhileOthersDoHasOneTurn() {
        let turns = Self.turns([
            [(0, 0.5), (0.6, 1), (1.1, 1.5), (1.8, 2)], [(0.7, 0.9), (1.02, 1.08), (1.5, 1.8), (2, 3)],
        ])
        #expect(turns.map(\.words) == [4, 4])
        #expect(turns.map(\.channel) == [1, 3] && turns.map(\.start) == [0, 0.7])
    }

    @Test func anAnswerInAPauseEndsATurn() {
        let turns = Self.turns([[(0, 0.5), (0.6, 1), (2, 2.5)], [(1.2, 1.6), (2.6, 3)]])
        #expect(turns.map(\.channel) == [1, 3, 1, 3])
        #expect(turns.map(\.words) == [2, 1, 1, 1])
    }

    @Test func aPauseIsOnlyLongAfterTwoSeconds() {
        #expect(Self.turns([[(0, 1), (2.9, 3)], []]).map(\.words) == [2])
        #expect(Self.turns([[(0, 1), (3, 4)], []]).map(\.words) == [1, 1])
        // Somebody else's word at the edge of the pause is not in it.
        #expect(Self.turns([[(0, 1), (2, 3)], [(0.5, 1.4), (1.9, 2.3)]]).map(\.words) == [2, 2])
    }

    @Test func whatBeginsTogetherGoesByChannel() {
        #expect(Self.turns([[(1, 2)], [(1, 2)], [(0, 1)]]).map(\.channel) == [5, 1, 3])
        #expect(Self.turns([]).isEmpty && Self.turns([[], []]).isEmpty)
    }
}

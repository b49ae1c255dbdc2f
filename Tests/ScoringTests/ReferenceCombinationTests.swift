import TestSupport
import Testing

@testable import Scoring

struct ReferenceCombinationTests {
    private func cost(_ turns: [[Int32]], _ streams: [[Int32]], _ assignment: [Int]) -> Int {
        streams.indices.reduce(0) { sum, stream in
            let given = zip(turns, assignment).filter { $0.1 == stream }.flatMap(\.0)
            return sum + EditDistance.distance(given, streams[stream])
        }
    }

    /// Every way to give the turns away is tried.
    @Test(arguments: 1...3) func exactSearchIsTheBestOfAllAndGreedyIsNotBetter(streamCount: Int) {
        var random = SeededGenerator(seed: UInt64(streamCount))
        for _ in 0..<30 {
            func words(_ most: Int) -> [Int32] {
                (0..<Int.random(in: 0...most, using: &random)).map { _ in Int32.random(in: 0..<5, using: &random) }
            }
            let turns = (0..<Int.random(in: 1...5, using: &random)).map { _ in words(4) }
            let streams = (0..<streamCount).map { _ in words(8) }
            var best = Int.max
            var ways = 1
            for _ in turns { ways *= streamCount }
            for way in 0..<ways {
                var rest = way
                let assignment = turns.map { _ in
                    defer { rest /= streamCount }
                    return rest % streamCount
                }
                best = min(best, cost(turns, streams, assignment))
            }
            let speakers = turns.indices.map { $0 % 2 }
            let errors = ReferenceCombination.errors(turns: turns, speakers: speakers, streams: streams)
            #expect(errors.errors == best && errors.isExact)
            let greedy = GreedyCombination.assignment(turns: turns, speakers: speakers, streams: streams)
            #expect(cost(turns, streams, greedy) >= best)
        }
    }

    @Test func longMeetingsGetAnUpperBoundThatIsMarked() {
        let turns = (0..<60).map { turn in (0..<20).map { Int32(20 * turn + $0) } }
        let streams = (0..<6).map { stream in (0..<10).flatMap { turns[6 * $0 + stream] } }
        let errors = ReferenceCombination.errors(
            turns: turns, speakers: turns.indices.map { $0 % 6 }, streams: streams.reversed())
        #expect(errors == WordErrors(referenceWords: 1200, isExact: false))
    }

    @Test func withoutHypothesisAllIsMissing() {
        #expect(
            ReferenceCombination.errors(turns: [[1, 2], [3]], speakers: [0, 1], streams: [])
                == WordErrors(deletions: 3, referenceWords: 3))
        #expect(
            ReferenceCombination.errors(turns: [], speakers: [], streams: [[1]])
                == WordErrors(insertions: 1, referenceWords: 0))
    }
}

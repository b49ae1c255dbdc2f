import TestSupport
import Testing

@testable import Scoring

struct AssignmentTests {
    private func permutations(_ size: Int) -> [[Int]] {
        if size == 0 { return [[]] }
        return permutations(size - 1).flatMap { shorter in
            (0..<size).map { place in
                var longer = shorter
                longer.insert(size - 1, at: place)
                return longer
            }
        }
    }

    /// Small costs make many ties: of all best answers it must be the first in order.
    @Test(arguments: 1...6) func isTheFirstOfTheBest(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        let all = permutations(size)
        for _ in 0..<100 {
            let costs = (0..<size * size).map { _ in Int.random(in: -2...3, using: &random) }
            func cost(_ columns: [Int]) -> Int {
                columns.enumerated().reduce(0) { $0 + costs[$1.offset * size + $1.element] }
            }
            let least = all.map(cost).min()
            let first = all.filter { cost($0) == least }.min { $0.lexicographicallyPrecedes($1) }
            #expect(Assignment.minimumCost(costs, size: size) == first)
        }
    }

    @Test func gainsLeaveOutPairsWithoutGain() {
        #expect(Assignment.maximumGain([5, 0, 0, 0, 0, 3], rows: 2, columns: 3) == [0, 2])
        #expect(Assignment.maximumGain([0, 0], rows: 1, columns: 2) == [nil])
        #expect(Assignment.maximumGain([1, 4, 2], rows: 3, columns: 1) == [nil, 0, nil])
        #expect(Assignment.maximumGain([], rows: 0, columns: 0) == [])
        #expect(Assignment.maximumGain([], rows: 2, columns: 0) == [nil, nil])
    }
}

import TestSupport
import Testing

@testable import Transcript

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
            let smallest = all.map(cost).min()
            let first = all.filter { cost($0) == smallest }.min { $0.lexicographicallyPrecedes($1) }
            #expect(Assignment.minimumCost(costs, size: size) == first)
        }
    }

    /// All ways to give rows columns of their own, with as many pairs as possible. A row tries its columns in the order
    /// of falling gain, then of their numbers, and no column last: the first of the best is the answer.
    private func firstByGreaterGain(_ gains: [Int], rows: Int, columns: Int) -> [Int?] {
        var best: (pairs: Int, gain: Int, columns: [Int?]) = (-1, 0, [])
        func extend(_ chosen: [Int?], _ pairs: Int, _ gain: Int) {
            let row = chosen.count
            guard row < rows else {
                if (pairs, gain) > (best.pairs, best.gain) { best = (pairs, gain, chosen) }
                return
            }
            let order = (0..<columns).sorted { (-gains[row * columns + $0], $0) < (-gains[row * columns + $1], $1) }
            for column in order where !chosen.contains(column) {
                extend(chosen + [column], pairs + 1, gain + gains[row * columns + column])
            }
            extend(chosen + [nil], pairs, gain)
        }
        extend([], 0, 0)
        return best.columns.enumerated().map { row, column in
            column.flatMap { gains[row * columns + $0] > 0 ? $0 : nil }
        }
    }

    @Test(arguments: 0...4, 0...5) func greaterGainsDecideTies(rows: Int, columns: Int) {
        var random = SeededGenerator(seed: UInt64(rows * 10 + columns))
        for _ in 0..<40 {
            let gains = (0..<rows * columns).map { _ in Int.random(in: 0...3, using: &random) }
            #expect(
                Assignment.maximumGain(gains, rows: rows, columns: columns, ties: .greaterGain)
                    == firstByGreaterGain(gains, rows: rows, columns: columns), "\(gains)")
        }
    }

    @Test func tieRulesDiffer() {
        // Both pairings gain 5.
        let gains = [2, 3, 2, 3]
        #expect(Assignment.maximumGain(gains, rows: 2, columns: 2, ties: .lowerColumn) == [0, 1])
        #expect(Assignment.maximumGain(gains, rows: 2, columns: 2, ties: .greaterGain) == [1, 0])
    }

    @Test(arguments: [Assignment.TieRule.lowerColumn, .greaterGain])
    func gainsLeaveOutPairsWithoutGain(ties: Assignment.TieRule) {
        func pairs(_ gains: [Int], _ rows: Int, _ columns: Int) -> [Int?] {
            Assignment.maximumGain(gains, rows: rows, columns: columns, ties: ties)
        }
        #expect(pairs([5, 0, 0, 0, 0, 3], 2, 3) == [0, 2])
        #expect(pairs([0, 0], 1, 2) == [nil])
        #expect(pairs([1, 4, 2], 3, 1) == [nil, 0, nil])
        #expect(pairs([], 0, 0) == [])
        #expect(pairs([], 2, 0) == [nil, nil])
    }

    /// The best sum, not the best pair, counts.
    @Test func aSmallerGainMayServeTheSum() {
        let gains = [5, 4, 0, 5, 1, 0, 1, 1, 1]
        for ties in [Assignment.TieRule.lowerColumn, .greaterGain] {
            #expect(Assignment.maximumGain(gains, rows: 3, columns: 3, ties: ties) == [1, 0, 2])
        }
        #expect(Assignment.maximumGain([1, 3, 2], rows: 3, columns: 1) == [nil, 0, nil])
        #expect(Assignment.maximumGain([], rows: 3, columns: 0) == [nil, nil, nil])
    }
}

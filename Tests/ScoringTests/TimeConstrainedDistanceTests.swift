import TestSupport
import Testing
import Transcript

@testable import Scoring

struct TimeConstrainedDistanceTests {
    private func plainDistance(
        _ reference: [Int32], _ hypothesis: [Int32], _ left: [TimeRange], _ right: [TimeRange]
    ) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: hypothesis.count + 1), count: reference.count + 1)
        for row in 0...reference.count {
            for column in 0...hypothesis.count {
                if row == 0 || column == 0 {
                    table[row][column] = row + column
                    continue
                }
                table[row][column] = min(table[row - 1][column], table[row][column - 1]) + 1
                if left[row - 1].start < right[column - 1].end && right[column - 1].start < left[row - 1].end {
                    let isEqual = reference[row - 1] == hypothesis[column - 1]
                    table[row][column] = min(table[row][column], table[row - 1][column - 1] + (isEqual ? 0 : 1))
                }
            }
        }
        return table[reference.count][hypothesis.count]
    }

    /// Also with times out of order, as they are where a speaker's own segments overlap.
    @Test(arguments: [0.0, 0.4, 2, 50], [false, true])
    func equalsTheWholeTable(collar: Double, isInOrder: Bool) {
        var random = SeededGenerator(seed: UInt64(collar * 10) + (isInOrder ? 1 : 0))
        func side(_ count: Int, widening: Double) -> ([Int32], [TimeRange]) {
            var starts = (0..<count).map { _ in Double.random(in: 0..<30, using: &random) }
            if isInOrder { starts.sort() }
            let ranges = starts.map {
                TimeRange(start: $0 - widening, end: $0 + widening + Double.random(in: 0..<1, using: &random))
            }
            return (starts.map { _ in Int32.random(in: 0..<4, using: &random) }, ranges)
        }
        for _ in 0..<60 {
            let (reference, left) = side(Int.random(in: 0..<25, using: &random), widening: 0)
            let (hypothesis, right) = side(Int.random(in: 0..<25, using: &random), widening: collar)
            let table = TimeConstrainedDistance(
                reference: reference, hypothesis: hypothesis, referenceTimes: left, hypothesisTimes: right)
            #expect(table.distance == plainDistance(reference, hypothesis, left, right))
            let errors = WordErrors(table.alignment, referenceWords: reference.count)
            #expect(errors.errors == table.distance)
            #expect(errors.insertions - errors.deletions == hypothesis.count - reference.count)
        }
    }
}

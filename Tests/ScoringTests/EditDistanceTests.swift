import TestSupport
import Testing

@testable import Scoring

struct EditDistanceTests {
    /// The textbook table, with the choice among equals that is promised.
    private func plainAlignment(_ reference: [Int32], _ hypothesis: [Int32]) -> (Int, [AlignmentStep]) {
        var table = [[Int]](repeating: [Int](repeating: 0, count: hypothesis.count + 1), count: reference.count + 1)
        for row in 0...reference.count {
            for column in 0...hypothesis.count {
                if row == 0 || column == 0 {
                    table[row][column] = row + column
                } else {
                    let pair = table[row - 1][column - 1] + (reference[row - 1] == hypothesis[column - 1] ? 0 : 1)
                    table[row][column] = min(pair, table[row - 1][column] + 1, table[row][column - 1] + 1)
                }
            }
        }
        var steps: [AlignmentStep] = []
        var (row, column) = (reference.count, hypothesis.count)
        while row > 0 || column > 0 {
            let deletion = row > 0 ? table[row - 1][column] : .max - 1
            let insertion = column > 0 ? table[row][column - 1] : .max - 1
            let isEqual = row > 0 && column > 0 && reference[row - 1] == hypothesis[column - 1]
            let pair = row > 0 && column > 0 ? table[row - 1][column - 1] + (isEqual ? 0 : 1) : .max
            if pair < min(deletion, insertion) + 1 {
                (row, column) = (row - 1, column - 1)
                steps.append(.pair(reference: row, hypothesis: column, isEqual: isEqual))
            } else if deletion < insertion {
                row -= 1
                steps.append(.deletion(reference: row))
            } else {
                column -= 1
                steps.append(.insertion(hypothesis: column))
            }
        }
        return (table[reference.count][hypothesis.count], steps.reversed())
    }

    /// Lengths on both sides of the 64 bits of a machine word, and few or many different words.
    @Test(arguments: [0, 1, 2, 63, 64, 65, 127, 128, 130, 200], [2, 6, 50])
    func equalsTheTextbookTable(length: Int, words: Int32) {
        var random = SeededGenerator(seed: UInt64(length) << 8 | UInt64(words))
        for _ in 0..<8 {
            let reference = (0..<length).map { _ in Int32.random(in: 0..<words, using: &random) }
            var hypothesis = reference.flatMap { word -> [Int32] in
                switch Int.random(in: 0..<10, using: &random) {
                case 0: []
                case 1: [word, Int32.random(in: 0..<words, using: &random)]
                case 2: [Int32.random(in: 0..<words + 1, using: &random)]
                default: [word]
                }
            }
            if Bool.random(using: &random) { hypothesis.shuffle(using: &random) }
            let (distance, steps) = plainAlignment(reference, hypothesis)
            #expect(EditDistance.distance(reference, hypothesis) == distance)
            #expect(EditDistance.align(reference, hypothesis) == steps)
            #expect(WordErrors(steps, referenceWords: length).errors == distance)
        }
    }

    @Test func nothingAgainstSomething() {
        #expect(EditDistance.distance([], []) == 0)
        #expect(EditDistance.align([], [1, 2]) == [.insertion(hypothesis: 0), .insertion(hypothesis: 1)])
        #expect(EditDistance.align([1], []) == [.deletion(reference: 0)])
    }
}

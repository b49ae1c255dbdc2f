import Features
import TensorKit
import TestSupport
import Testing

@Suite struct SlidingMeanTests {
    /// The definition: every mean is computed from its rows.
    private static func naive(_ matrix: Matrix, reach: Int, floor: Float) -> Matrix {
        var result = matrix
        for row in 0..<matrix.rows {
            let around = (max(0, row - reach)...min(matrix.rows - 1, row + reach))
                .filter { other in matrix[row: other].contains { $0 > floor } }
            for column in 0..<matrix.columns {
                let sum = around.reduce(0.0) { $0 + Double(matrix[$1, column]) }
                let mean = around.isEmpty ? matrix[row, column] : Float(sum / Double(around.count))
                result[row, column] -= mean
            }
        }
        return result
    }

    @Test(arguments: [0, 1, 3, 19, 20, 21, 500])
    func agreesWithTheDefinition(reach: Int) {
        let matrix = Matrix(rows: 20, columns: 3, values: Noise.floats(60, scale: 10))
        let found = SlidingMean.subtract(from: matrix, reach: reach, floor: -100)
        #expect(
            SignalComparison.largestDifference(found.values, Self.naive(matrix, reach: reach, floor: -100).values)
                < 1e-5)
        if reach == 0 { #expect(found.values.allSatisfy { abs($0) < 1e-6 }) }
    }

    @Test(arguments: [0, 2, 7, 40])
    func silentRowsDoNotCount(reach: Int) {
        var matrix = Matrix(rows: 40, columns: 2, values: Noise.floats(80, scale: 5))
        for row in [0, 3, 4, 39] + Array(12..<31) {
            for column in 0..<2 { matrix[row, column] = -15 }
        }
        let found = SlidingMean.subtract(from: matrix, reach: reach, floor: -15)
        #expect(
            SignalComparison.largestDifference(found.values, Self.naive(matrix, reach: reach, floor: -15).values) < 1e-5
        )
        if reach == 2 { #expect(Array(found[row: 20]) == [0, 0]) }
    }

    @Test func nothingButSilenceBecomesZeros() {
        let silence = Matrix(rows: 5, columns: 4, values: [Float](repeating: -15, count: 20))
        let found = SlidingMean.subtract(from: silence, reach: 2, floor: -15)
        #expect(found == Matrix(rows: 5, columns: 4))
    }

    @Test func anEmptyMatrixStaysEmpty() {
        let empty = Matrix(rows: 0, columns: 80)
        #expect(SlidingMean.subtract(from: empty, reach: 500, floor: 0) == empty)
    }
}

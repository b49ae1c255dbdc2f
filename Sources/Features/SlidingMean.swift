public import TensorKit

/// Mean subtraction over a window that slides with the frame.
public enum SlidingMean {
    /// Subtracts from every row the mean of the rows that are at most `reach` rows away.
    ///
    /// Rows of digital silence (every value at `floor`) do not count in a mean; their logarithm would make it far too
    /// low. A row with only digital silence around it becomes zeros.
    public static func subtract(from matrix: Matrix, reach: Int, floor: Float) -> Matrix {
        let (rows, columns) = (matrix.rows, matrix.columns)
        var result = matrix
        var sums = [Double](repeating: 0, count: columns)
        var counted = 0
        let counts = (0..<rows).map { row in matrix[row: row].contains { $0 > floor } }
        func add(_ row: Int, _ sign: Double) {
            guard counts[row] else { return }
            counted += sign > 0 ? 1 : -1
            for column in 0..<columns { sums[column] += sign * Double(matrix.values[row * columns + column]) }
        }
        for row in 0..<min(reach, rows) { add(row, 1) }
        for row in 0..<rows {
            if row + reach < rows { add(row + reach, 1) }
            if row - reach - 1 >= 0 { add(row - reach - 1, -1) }
            for column in 0..<columns {
                let mean = counted > 0 ? Float(sums[column] / Double(counted)) : matrix.values[row * columns + column]
                result.values[row * columns + column] -= mean
            }
        }
        return result
    }
}

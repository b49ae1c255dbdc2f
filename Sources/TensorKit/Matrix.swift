/// Rows of floats, one after the other, without gaps.
public struct Matrix: Hashable, Sendable {
    /// Number of rows.
    public let rows: Int
    /// Values in a row.
    public let columns: Int
    /// `rows * columns` values; row r begins at `r * columns`.
    public var values: [Float]

    /// Wraps values that are already in row order; a wrong count is a programmer's error.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "a \(rows) x \(columns) matrix needs that many values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
    }

    /// One value.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// A row.
    public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// A copy of some rows.
    public func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }
}

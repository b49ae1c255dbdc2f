/// A matrix of floats in row order: the rows lie one after the other, without gaps.
public struct Matrix: Hashable, Sendable {
    /// Number of rows.
    public let rows: Int
    /// Values in a row.
    public let columns: Int
    /// `rows * columns` values; row r begins at `r * columns`.
    public var values: [Float]

    /// Wraps values that are already in row order. A wrong number of values stops the program.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(
            values.count == rows * columns,
            "a \(rows) x \(columns) matrix needs \(rows * columns) values, not \(values.count)")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
    }

    /// The value in a row and a column, both from 0.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// The values of a row.
    public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// A copy of the rows in `range`.
    public func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }
}

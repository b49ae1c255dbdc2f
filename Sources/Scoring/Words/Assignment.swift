/// Pairs rows with columns one to one so that the sum of costs is the least.
enum Assignment {
    /// Solves the problem by shortest augmenting paths (Jonker and Volgenant), O(size³), in whole numbers: no rounding.
    ///
    /// Of equally good answers the first in order is taken: row 0 has the lowest column that it can, then row 1, and so
    /// on. So the answer does not depend on the order in which a search goes.
    /// - Parameters:
    ///   - costs: `size × size`, row by row.
    ///   - size: number of rows and of columns.
    /// - Returns: the column of each row.
    static func minimumCost(_ costs: [Int], size: Int) -> [Int] {
        precondition(costs.count == size * size, "the cost matrix must be square")
        // Row and column 0 are the solver's own; rows and columns count from 1.
        var rowPotential = [Int](repeating: 0, count: size + 1)
        var columnPotential = [Int](repeating: 0, count: size + 1)
        var rowOfColumn = [Int](repeating: 0, count: size + 1)
        for row in 0..<size {
            rowOfColumn[0] = row + 1
            var slack = [Int](repeating: .max, count: size + 1)
            var cameFrom = [Int](repeating: 0, count: size + 1)
            var isUsed = [Bool](repeating: false, count: size + 1)
            var column = 0
            repeat {
                isUsed[column] = true
                let current = rowOfColumn[column]
                var (step, next) = (Int.max, 0)
                for candidate in 1...size where !isUsed[candidate] {
                    let reduced =
                        costs[(current - 1) * size + candidate - 1] - rowPotential[current] - columnPotential[candidate]
                    if reduced < slack[candidate] {
                        slack[candidate] = reduced
                        cameFrom[candidate] = column
                    }
                    if slack[candidate] < step { (step, next) = (slack[candidate], candidate) }
                }
                for other in 0...size {
                    if isUsed[other] {
                        rowPotential[rowOfColumn[other]] += step
                        columnPotential[other] -= step
                    } else if slack[other] < .max {
                        slack[other] -= step
                    }
                }
                column = next
            } while rowOfColumn[column] != 0
            repeat {
                let previous = cameFrom[column]
                rowOfColumn[column] = rowOfColumn[previous]
                column = previous
            } while column != 0
        }
        var tight = [Bool](repeating: false, count: size * size)
        for row in 0..<size {
            for column in 0..<size {
                tight[row * size + column] =
                    costs[row * size + column] == rowPotential[row + 1] + columnPotential[column + 1]
            }
        }
        return firstInOrder(tight, size: size, rowOfColumn: rowOfColumn.dropFirst().map { $0 - 1 })
    }

    /// The pairs that make the sum of gains the greatest, none for a pair without gain.
    /// - Parameters:
    ///   - gains: `rows × columns`, row by row, 0 or more.
    /// - Returns: the column of each row, or nil.
    static func maximumGain(_ gains: [Int], rows: Int, columns: Int) -> [Int?] {
        let size = max(rows, columns)
        var costs = [Int](repeating: 0, count: size * size)
        for row in 0..<rows {
            for column in 0..<columns { costs[row * size + column] = -gains[row * columns + column] }
        }
        return minimumCost(costs, size: size).prefix(rows).enumerated().map { row, column in
            column < columns && gains[row * columns + column] > 0 ? column : nil
        }
    }

    /// Among the pairs without reduced cost, which are those of all best answers, moves each row to its first column.
    private static func firstInOrder(_ tight: [Bool], size: Int, rowOfColumn: [Int]) -> [Int] {
        var owner = rowOfColumn
        var columnOfRow = [Int](repeating: 0, count: size)
        for (column, row) in owner.enumerated() { columnOfRow[row] = column }

        /// Gives a row a column other than those that are taken for good; true where the others could make room.
        func place(_ row: Int, _ free: Int, _ visited: inout [Bool]) -> Bool {
            for column in 0..<size where tight[row * size + column] && !visited[column] {
                visited[column] = true
                if column == free || place(owner[column], free, &visited) {
                    owner[column] = row
                    columnOfRow[row] = column
                    return true
                }
            }
            return false
        }

        var isFixed = [Bool](repeating: false, count: size)
        for row in 0..<size {
            let current = columnOfRow[row]
            for column in 0..<current where tight[row * size + column] && !isFixed[column] {
                var visited = isFixed
                visited[column] = true
                if place(owner[column], current, &visited) {
                    owner[column] = row
                    columnOfRow[row] = column
                    break
                }
            }
            isFixed[columnOfRow[row]] = true
        }
        return columnOfRow
    }
}

/// Pairs rows with columns one to one so that the sum of the costs is the smallest, or the sum of the gains the
/// largest.
package enum Assignment {
    /// Which of several equally good answers is given. All rules go through the rows in order and give each row the
    /// first column, in an order that the rule defines, with which an optimal answer is still possible. So the answer
    /// never depends on the order in which the solver searches.
    package enum TieRule: Sendable {
        /// Each row prefers the lower column.
        case lowerColumn
        /// Each row prefers the column where it gains more, then the lower column.
        case greaterGain
    }

    /// Solves the problem by shortest augmenting paths (Jonker and Volgenant, 1987), in integers, so without rounding.
    ///
    /// Ties are decided by `TieRule.lowerColumn`.
    /// - Parameters:
    ///   - costs: `size × size`, row by row; a greater cost is worse, negative ones are allowed.
    ///   - size: number of rows and of columns.
    /// - Returns: the column of each row.
    /// - Complexity: O(size³) time, O(size²) memory.
    package static func minimumCost(_ costs: [Int], size: Int) -> [Int] {
        minimumCost(costs, size: size, order: { _ in Array(0..<size) })
    }

    /// The pairs that make the sum of the gains the largest.
    /// - Parameters:
    ///   - gains: `rows × columns`, row by row, 0 or more.
    ///   - ties: decides between equally good answers.
    /// - Returns: the column of each row; nil where no column is left for the row, and for a pair without gain.
    /// - Complexity: O(size³) time for the larger of the two numbers.
    package static func maximumGain(
        _ gains: [Int], rows: Int, columns: Int, ties: TieRule = .lowerColumn
    ) -> [Int?] {
        // The problem is filled up to a square with rows or columns that gain nothing.
        let size = max(rows, columns)
        var costs = [Int](repeating: 0, count: size * size)
        for row in 0..<rows {
            for column in 0..<columns { costs[row * size + column] = -gains[row * columns + column] }
        }
        let answer = minimumCost(costs, size: size) { row in
            switch ties {
            case .lowerColumn: Array(0..<size)
            case .greaterGain: (0..<size).sorted { (costs[row * size + $0], $0) < (costs[row * size + $1], $1) }
            }
        }
        return answer.prefix(rows).enumerated().map { row, column in
            column < columns && gains[row * columns + column] > 0 ? column : nil
        }
    }

    /// - Parameter order: all columns in the order in which a row prefers them among equally good answers.
    private static func minimumCost(_ costs: [Int], size: Int, order: (_ row: Int) -> [Int]) -> [Int] {
        precondition(costs.count == size * size, "the cost matrix must be square")
        // The solver keeps row 0 and column 0 for itself; rows and columns of the problem count from 1.
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
        return firstInOrder(tight, size: size, rowOfColumn: rowOfColumn.dropFirst().map { $0 - 1 }, order: order)
    }

    /// Moves each row, in order, to the first column that it prefers and that an optimal answer allows.
    /// - Parameters:
    ///   - tight: the pairs whose reduced cost is 0; the optimal answers consist of such pairs alone.
    ///   - rowOfColumn: one optimal answer.
    private static func firstInOrder(
        _ tight: [Bool], size: Int, rowOfColumn: [Int], order: (_ row: Int) -> [Int]
    ) -> [Int] {
        var owner = rowOfColumn
        var columnOfRow = [Int](repeating: 0, count: size)
        for (column, row) in owner.enumerated() { columnOfRow[row] = column }

        /// Gives a row another column, so that in the end only `free` is taken in addition. True where that is
        /// possible.
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
            for column in order(row).prefix(while: { $0 != current })
            where tight[row * size + column] && !isFixed[column] {
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

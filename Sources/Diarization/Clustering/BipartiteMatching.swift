/// The best one-to-one assignment of a window's few local speakers to clusters.
enum BipartiteMatching {
    /// For each row the column it gets, or nil where there are fewer columns than rows; the sum of scores is maximal.
    ///
    /// With three rows an optimal assignment uses only the three best columns of each row, so all of those are tried.
    static func assign(_ scores: [[Double]]) -> [Int?] {
        let candidates = scores.map { row in
            Array(row.indices.sorted { row[$0] > row[$1] || (row[$0] == row[$1] && $0 < $1) }.prefix(scores.count))
        }
        var best: (matched: Int, total: Double, columns: [Int?]) = (-1, -.infinity, [])
        func extend(_ columns: [Int?], _ matched: Int, _ total: Double) {
            let row = columns.count
            if row == scores.count {
                if (matched, total) > (best.matched, best.total) { best = (matched, total, columns) }
                return
            }
            for column in candidates[row] where !columns.contains(column) {
                extend(columns + [column], matched + 1, total + scores[row][column])
            }
            extend(columns + [nil], matched, total)
        }
        extend([], 0, 0)
        return best.columns
    }
}

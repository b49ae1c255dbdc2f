/// Columns of text under headings, as wide as they need to be.
struct TextTable {
    /// A column; the last one is never padded.
    struct Column {
        let heading: String
        let isNumber: Bool
    }

    let columns: [Column]
    let rows: [[String]]

    /// All lines, each with its end.
    var text: String {
        let lines = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { cells in
            cells.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - cells[column].count)
                if columns[column].isNumber { return padding + cells[column] }
                return column == cells.indices.last ? cells[column] : cells[column] + padding
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}

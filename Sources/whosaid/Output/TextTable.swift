import TranscriptFormats

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
        let widths = columns.indices.map { column in lines.map { TextWidth.columns($0[column]) }.max() ?? 0 }
        return lines.map { cells in
            cells.indices.map { column in
                let isLast = column == cells.indices.last && !columns[column].isNumber
                guard !isLast else { return cells[column] }
                return TextWidth.padded(cells[column], to: widths[column], isLeading: columns[column].isNumber)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}

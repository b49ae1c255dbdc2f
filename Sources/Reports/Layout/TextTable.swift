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
        let layout = TableLayout(columns: columns, fitting: rows)
        return layout.headings + rows.map(layout.line).joined()
    }
}

/// How wide the columns of a table are.
struct TableLayout {
    private let columns: [TextTable.Column]
    private let widths: [Int]

    /// Columns as wide as their headings and the cells of some rows need; wider cells of other rows stand out.
    init(columns: [TextTable.Column], fitting rows: [[String]]) {
        self.columns = columns
        widths = columns.indices.map { column in
            rows.reduce(TextWidth.columns(columns[column].heading)) { max($0, TextWidth.columns($1[column])) }
        }
    }

    /// The line of headings with its end.
    var headings: String { line(columns.map(\.heading)) }

    /// The line of a row with its end.
    func line(_ cells: [String]) -> String {
        cells.indices.map { column in
            let isLast = column == cells.indices.last && !columns[column].isNumber
            guard !isLast else { return cells[column] }
            return TextWidth.padded(cells[column], to: widths[column], isLeading: columns[column].isNumber)
        }.joined(separator: "  ") + "\n"
    }
}

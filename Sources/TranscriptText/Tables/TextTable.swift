/// Columns of text under headings, as wide as they need to be.
public struct TextTable {
    /// A column; the last one is never padded.
    public struct Column {
        public let heading: String
        public let isNumber: Bool

        public init(heading: String, isNumber: Bool) {
            self.heading = heading
            self.isNumber = isNumber
        }

        /// A column that is aligned to the left.
        public static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }

        /// A column that is aligned to the right.
        public static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    public let columns: [Column]
    public let rows: [[String]]

    /// - Parameter rows: As many cells in each as there are columns.
    public init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// All lines, each with its end.
    public var text: String {
        let layout = TableLayout(columns: columns, fitting: rows)
        return layout.headings + rows.map(layout.line).joined()
    }
}

/// How wide the columns of a table are.
public struct TableLayout {
    private let columns: [TextTable.Column]
    private let widths: [Int]

    /// Columns as wide as their headings and the cells of some rows need; wider cells of other rows stand out.
    public init(columns: [TextTable.Column], fitting rows: [[String]]) {
        self.columns = columns
        widths = columns.indices.map { column in
            rows.reduce(TextWidth.columns(columns[column].heading)) { max($0, TextWidth.columns($1[column])) }
        }
    }

    /// The line of headings with its end.
    public var headings: String { line(columns.map(\.heading)) }

    /// The line of a row with its end.
    public func line(_ cells: [String]) -> String {
        cells.indices.map { column in
            let isLast = column == cells.indices.last && !columns[column].isNumber
            guard !isLast else { return cells[column] }
            return TextWidth.padded(cells[column], to: widths[column], isLeading: columns[column].isNumber)
        }.joined(separator: "  ") + "\n"
    }
}

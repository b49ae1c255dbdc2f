/// Columns of text under headings, as wide as their cells need.
public struct TextTable {
    /// A column. The last column is not padded on the right.
    public struct Column {
        /// The text above the column.
        public let heading: String
        /// Whether cells are aligned to the right.
        public let isNumber: Bool

        /// A column with a heading.
        public init(heading: String, isNumber: Bool) {
            self.heading = heading
            self.isNumber = isNumber
        }

        /// A column that is aligned to the left.
        public static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }

        /// A column that is aligned to the right.
        public static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    /// From left to right.
    public let columns: [Column]
    /// The cells of each row, one for each column.
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

    /// The lines with dashes under the headings, each with its end.
    package var ruled: String {
        let layout = TableLayout(columns: columns, fitting: rows)
        return layout.headings + layout.rule + rows.map(layout.line).joined()
    }

    /// The table in Markdown, each line with its end.
    package var markdown: String {
        let layout = TableLayout(columns: columns, fitting: rows)
        return ([columns.map(\.heading)] + rows).map(layout.markdownLine).inserting(layout.markdownRule)
    }
}

extension [String] {
    /// All lines, with one more after the first.
    fileprivate func inserting(_ rule: String) -> String { prefix(1).joined() + rule + dropFirst().joined() }
}

/// The widths of the columns of a table.
public struct TableLayout {
    private let columns: [TextTable.Column]
    private let widths: [Int]

    /// Columns as wide as their headings and the cells of some rows need; wider cells of other rows are not cut.
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

    /// Dashes under each column, as wide as it is, with the end of the line.
    package var rule: String { widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n" }

    /// The line of a row in Markdown with its end.
    package func markdownLine(_ cells: [String]) -> String {
        let padded = cells.indices.map { column in
            TextWidth.padded(cells[column], to: widths[column], isLeading: columns[column].isNumber)
        }
        return "| " + padded.joined(separator: " | ") + " |\n"
    }

    /// The line under the headings in Markdown, which says how the columns are aligned, with its end.
    package var markdownRule: String {
        let rules = zip(columns, widths).map { column, width in
            String(repeating: "-", count: max(3, width) - (column.isNumber ? 1 : 0)) + (column.isNumber ? ":" : "")
        }
        return "| " + rules.joined(separator: " | ") + " |\n"
    }
}

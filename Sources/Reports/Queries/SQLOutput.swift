public import ArchiveCore
import TranscriptText

/// Formats the rows of a query as they arrive and hands each piece of text on, so that no result is held in memory.
public struct SQLOutput: SQLReceiver {
    /// How rows are formatted.
    public enum Form {
        /// Columns under their names, numbers aligned to the right. NULL is empty, bytes are hexadecimal digits.
        case table
        /// A heading and a record for each row.
        case csv
        /// In the shape of `sql.schema.json`.
        case json
    }

    /// The number of rows of a table that set the widths of its columns. They are held until then.
    public static let fittedRows = 1000

    private let form: Form
    private let write: (String) throws -> Void
    private var columns: [String] = []
    private var rowCount = 0
    private var held: [[SQLValue]] = []
    private var layout: TableLayout?

    /// - Parameter write: Takes the text, in order, in pieces of any length.
    public init(_ form: Form, write: @escaping (String) throws -> Void) {
        self.form = form
        self.write = write
    }

    /// Begins with the names of the columns.
    public mutating func begin(columns: [String]) throws {
        self.columns = columns
        switch form {
        case .table: break
        case .csv: try write(DelimitedRecords.plainCSV.text([columns]))
        case .json:
            let names = JSONValue.array(columns.map(JSONValue.string)).pretty
            try write(
                """
                {
                  "format": "whosaid-sql",
                  "version": 1,
                  "columns": \(names),
                  "rows": [
                """)
        }
    }

    /// Takes the next row, with a value for each column.
    public mutating func receive(_ row: [SQLValue]) throws {
        switch form {
        case .table:
            if let layout { return try write(layout.line(Self.cells(row))) }
            held.append(row)
            if held.count == Self.fittedRows { try writeHeld() }
        case .csv:
            try write(
                DelimitedRecords.plainCSV.text([
                    row.map { if case .text(let text) = $0 { DelimitedRecords.inert(text) } else { Self.plain($0) } }
                ]))
        case .json:
            try write((rowCount > 0 ? "," : "") + "\n    " + JSONValue.array(row.map(Self.json)).pretty)
        }
        rowCount += 1
    }

    /// Writes the end of the document. Call it once, after the last row.
    public mutating func end() throws {
        switch form {
        case .table: if layout == nil { try writeHeld() }
        case .csv: break
        case .json: try write((rowCount > 0 ? "\n  " : "") + "]\n}\n")
        }
    }

    private mutating func writeHeld() throws {
        let rows = held.map(Self.cells)
        let columns = columns.enumerated().map { index, name in
            TextTable.Column(heading: InertText.line(name), isNumber: isNumeric(index))
        }
        let layout = TableLayout(columns: columns, fitting: rows)
        try write(layout.headings)
        for row in rows { try write(layout.line(row)) }
        self.layout = layout
        held = []
    }

    private func isNumeric(_ column: Int) -> Bool {
        let values = held.map { $0[column] }.filter { $0 != .null }
        return !values.isEmpty
            && values.allSatisfy {
                switch $0 {
                case .integer, .real: true
                case .null, .text, .blob: false
                }
            }
    }

    private static func cells(_ row: [SQLValue]) -> [String] { row.map { InertText.line(plain($0)) } }

    private static func plain(_ value: SQLValue) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): number.description
        case .text(let text): text
        case .blob(let bytes): hexadecimal(bytes)
        }
    }

    private static func json(_ value: SQLValue) -> JSONValue {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): number.isFinite ? .number(number) : .string(number.description)
        case .text(let text): .string(text)
        case .blob(let bytes): .string(hexadecimal(bytes))
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

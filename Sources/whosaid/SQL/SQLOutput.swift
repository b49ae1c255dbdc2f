import TranscriptStore
import TranscriptText

/// Writes the rows of a query as they come, as people and programs read them.
struct SQLOutput: SQLReceiver {
    /// What is written.
    enum Form {
        /// Columns under their names; numbers to the right. NULL is empty, bytes are hexadecimal digits.
        case table
        /// A heading and a record for each row.
        case csv
        /// In the shape of `sql.schema.json`.
        case json
    }

    /// So many rows of a table are held to see how wide the columns have to be.
    static let fittedRows = 1000

    private let form: Form
    private var output = BufferedOutput()
    private var columns: [String] = []
    private var rowCount = 0
    private var held: [[SQLValue]] = []
    private var layout: TableLayout?

    init(_ form: Form) { self.form = form }

    mutating func begin(columns: [String]) throws {
        self.columns = columns
        switch form {
        case .table: break
        case .csv: try output.write(DelimitedRecords.plainCSV.text([columns]))
        case .json:
            let names = JSONValue.array(columns.map(JSONValue.string)).pretty
            try output.write(
                """
                {
                  "format": "whosaid-sql",
                  "version": 1,
                  "columns": \(names),
                  "rows": [
                """)
        }
    }

    mutating func receive(_ row: [SQLValue]) throws {
        switch form {
        case .table:
            if let layout { return try output.write(layout.line(Self.cells(row))) }
            held.append(row)
            if held.count == Self.fittedRows { try writeHeld() }
        case .csv:
            try output.write(
                DelimitedRecords.plainCSV.text([
                    row.map { if case .text(let text) = $0 { DelimitedRecords.inert(text) } else { Self.plain($0) } }
                ]))
        case .json:
            try output.write((rowCount > 0 ? "," : "") + "\n    " + JSONValue.array(row.map(Self.json)).pretty)
        }
        rowCount += 1
    }

    /// Writes the end, after the last row.
    mutating func end() throws {
        switch form {
        case .table: if layout == nil { try writeHeld() }
        case .csv: break
        case .json: try output.write((rowCount > 0 ? "\n  " : "") + "]\n}\n")
        }
        try output.flush()
    }

    private mutating func writeHeld() throws {
        let rows = held.map(Self.cells)
        let columns = columns.enumerated().map { index, name in
            TextTable.Column(heading: InertText.line(name), isNumber: isNumeric(index))
        }
        let layout = TableLayout(columns: columns, fitting: rows)
        try output.write(layout.headings)
        for row in rows { try output.write(layout.line(row)) }
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

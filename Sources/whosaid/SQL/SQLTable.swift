import TranscriptFormats
import TranscriptStore

/// The result of a query as people and programs read it.
struct SQLTable {
    private let result: SQLResult

    init(_ result: SQLResult) { self.result = result }

    /// Columns under their names; numbers to the right. NULL is empty, bytes are hexadecimal digits.
    var text: String {
        TextTable(
            columns: result.columns.enumerated().map { index, name in
                .init(heading: InertText.line(name), isNumber: isNumeric(index))
            },
            rows: result.rows.map { $0.map { InertText.line(Self.plain($0)) } }
        ).text
    }

    /// A heading and a record for each row, each with CR and LF at its end.
    var csv: String {
        DelimitedRecords.csv.text(
            [result.columns]
                + result.rows.map { row in
                    row.map { if case .text(let text) = $0 { DelimitedRecords.inert(text) } else { Self.plain($0) } }
                })
    }

    /// In the shape of `sql.schema.json`.
    var document: JSONValue {
        .object([
            ("format", .string("whosaid-sql")),
            ("version", .integer(1)),
            ("columns", .array(result.columns.map(JSONValue.string))),
            ("rows", .array(result.rows.map { .array($0.map(Self.json)) })),
        ])
    }

    private func isNumeric(_ column: Int) -> Bool {
        let values = result.rows.map { $0[column] }.filter { $0 != .null }
        return !values.isEmpty
            && values.allSatisfy {
                switch $0 {
                case .integer, .real: true
                case .null, .text, .blob: false
                }
            }
    }

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

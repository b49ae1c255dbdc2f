import ArchiveCore
import Reports
import Schemas
import TestSupport
import Testing

@Suite struct SQLOutputTests {
    private let columns = ["n", "name"]
    private let rows: [[SQLValue]] = [
        [.integer(1), .text("é")], [.null, .text("b\nc")], [.real(0.5), .text("=1+1")],
    ]

    private func text(_ form: SQLOutput.Form, _ rows: [[SQLValue]]) throws -> String {
        var text = ""
        var output = SQLOutput(form) { text += $0 }
        try output.begin(columns: columns)
        for row in rows { try output.receive(row) }
        try output.end()
        return text
    }

    @Test func numbersOfATableAreAlignedToTheRight() throws {
        #expect(try text(.table, rows) == "  n  name\n  1  é\n     b c\n0.5  =1+1\n")
        #expect(try text(.table, []) == "n  name\n")
    }

    @Test func spreadsheetsEvaluateNoCell() throws {
        #expect(try text(.csv, rows) == "n,name\n1,é\n,\"b\nc\"\n0.5,'=1+1\n")
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let schema = try JSONSchemaValidator(schema: try #require(Schemas.json(named: "sql")).text)
        #expect(try schema.problems(in: try text(.json, rows)) == [])
        #expect(try schema.problems(in: try text(.json, [])) == [])
        let document = try JSONDocument(text: try text(.json, rows))
        #expect(document["rows"]?[1]?[0] == .null)
        #expect(document["rows"]?[2]?[1] == .string("=1+1"))
    }

    /// The widths of a long table are set by its first rows, and all rows are printed.
    @Test func aLongTableKeepsItsRows() throws {
        let many = (0..<SQLOutput.fittedRows + 5).map { [SQLValue.integer(Int64($0)), .text("x")] }
        let lines = try text(.table, many).split(separator: "\n")
        #expect(lines.count == many.count + 1)
        #expect(lines.last == "1004  x")
    }

    /// A failure of the output is an error of the query.
    @Test func aFullDiskEndsTheOutput() throws {
        struct Full: Error {}
        var output = SQLOutput(.csv) { _ in throw Full() }
        #expect(throws: Full.self) { try output.begin(columns: columns) }
    }
}

import ArchiveCore
import ArgumentParser
import Reports

/// `whosaid sql`: read-only SQL queries.
struct SQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Query the archive with SQL.",
        discussion: """
            Query the views whose names begin with v_: new versions of the program keep their columns. Without a \
            statement, the views are listed. Statements cannot change the archive. Rows are printed as they arrive; \
            the first \(SQLOutput.fittedRows) rows set the widths of the columns.

            Examples:
              whosaid sql
                  List the views and their columns.
              whosaid sql 'SELECT speaker, sum(talk_seconds) FROM v_talk_time GROUP BY 1 ORDER BY 2 DESC'
                  Print the speakers by talk time.
              whosaid sql --csv 'SELECT * FROM v_words'
                  Print all words as comma-separated values.
            """)

    @Argument(help: "One SELECT statement.")
    var statement: String?

    @Flag(help: "Print JSON, as in `whosaid schema sql`.")
    var json = false

    @Flag(help: "Print comma-separated values. Text that a spreadsheet would evaluate begins with an apostrophe.")
    var csv = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        if json && csv { throw ValidationError("--json and --csv exclude each other") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        guard let statement else { return try StandardOutput.write(Self.list(try archive.views())) }
        var buffer = BufferedOutput()
        var output = SQLOutput(json ? .json : csv ? .csv : .table) { try buffer.write($0) }
        try archive.query(statement, into: &output)
        try output.end()
        try buffer.flush()
    }

    private static func list(_ views: [SQLView]) -> String {
        views.map { "\($0.name)\n" + $0.columns.map { "    \($0)\n" }.joined() }.joined()
    }
}

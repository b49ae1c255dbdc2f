import ArchiveCore
import ArgumentParser
import Reports

/// `whosaid sql`: a query of the user's own.
struct SQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Ask the archive a question in SQL.",
        discussion: """
            Ask the views whose names begin with v_: their columns keep their meaning from one version to the next. \
            Without a statement they are listed. Nothing can be changed. Rows are printed as they come; the columns of a \
            table are as wide as its first \(SQLOutput.fittedRows) rows need.

              whosaid sql 'SELECT speaker, sum(talk_seconds) FROM v_talk_time GROUP BY 1 ORDER BY 2 DESC'
            """)

    @Argument(help: "One SELECT statement.")
    var statement: String?

    @Flag(help: "Print JSON, as in `whosaid schema sql`.")
    var json = false

    @Flag(help: "Print comma-separated values; a text that a spreadsheet would compute gets an apostrophe.")
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

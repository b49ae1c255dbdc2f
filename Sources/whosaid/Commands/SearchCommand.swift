import ArgumentParser
import Transcript
import TranscriptFormats
import TranscriptStore

/// `whosaid search`: turns in which something is said.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find what was said in all recordings.",
        discussion: """
            A query is words that must all be in one turn, in any order. Letter case and accents do not matter.

              "next week"        the words one after the other
              plan*              words that begin so
              budget OR cost     either
              budget NOT cost    the first without the second
              (a OR b) c         grouped

            In a shell, put the query in single quotes.
            """)

    @Argument(help: "What to look for.")
    var query: String

    @Option(help: ArgumentHelp("Only what this speaker says.", valueName: "name"))
    var speaker: String?

    @Option(help: ArgumentHelp("Only in this recording: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Greatest number of turns.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print JSON, as in `whosaid schema search`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let recordingID = try recording.map { try archive.recording($0).id }
        let hits = try archive.search(
            SearchRequest(query: query, speaker: speaker, recordingID: recordingID, limit: limit))
        if json {
            try StandardOutput.write(Self.document(query: query, hits).pretty + "\n")
        } else {
            if hits.isEmpty { Messages.write("nobody says that") }
            let style = TerminalStyle.standardOutput
            try StandardOutput.write(hits.map { Self.line($0, style) + "\n" }.joined())
        }
    }

    /// For example `2 budget.flac [00:12.3] S1: the [budget] of next year`; the first number is the recording's id.
    static func line(_ hit: SearchHit, _ style: TerminalStyle) -> String {
        let time = ClockTime.tenths(hit.range.start, withHours: hit.durationSeconds >= 3600)
        let file = InertText.line(hit.path.split(separator: "/").last.map(String.init) ?? hit.path)
        let place = style.faint("\(hit.recordingID) \(file) [\(time)]")
        let text = hit.snippet.map { piece in
            let text = InertText.part(piece.text)
            return piece.isMatch ? style.match(text) : text
        }.joined()
        return "\(place) \(InertText.line(hit.speaker ?? "?")): \(text)"
    }

    static func document(query: String, _ hits: [SearchHit]) -> JSONValue {
        .object([
            ("format", .string("whosaid-search")),
            ("version", .integer(1)),
            ("query", .string(query)),
            (
                "hits",
                .array(
                    hits.map { hit in
                        .object([
                            ("recording_id", .integer(hit.recordingID)),
                            ("path", .string(hit.path)),
                            ("turn", .integer(Int64(hit.turn))),
                            ("speaker", .optional(hit.speaker)),
                            ("start", .seconds(hit.range.start)),
                            ("end", .seconds(hit.range.end)),
                            ("score", .decimal(hit.score, digits: 6)),
                            ("text", .string(hit.text)),
                            (
                                "snippet",
                                .array(
                                    hit.snippet.map {
                                        .object([("text", .string($0.text)), ("match", .bool($0.isMatch))])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }
}

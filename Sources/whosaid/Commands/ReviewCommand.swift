import ArgumentParser
import Transcript
import TranscriptAnalysis
import TranscriptStore
import TranscriptText

/// `whosaid review`: where a human ear is needed most.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "List the spans of a recording most worth a human ear, the worst first.",
        discussion: """
            Listed are words that are likely to be wrong, words whose speaker is in doubt, words at which several people \
            talk, and sound of which no words came. The score is about how many mistakes a listener would mend there: \
            each word counts by its confidence and by the margin of its speaker, half a word more where people talk at \
            once; a span without words counts 1 for each second, 5 at most.
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: ArgumentHelp("Greatest number of spans.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print JSON, as in `whosaid schema review`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let transcript = try archive.transcript(recordingID: summary.id)
        let spans = Array(TranscriptReview.spans(transcript).prefix(limit))
        if json {
            try StandardOutput.write(Self.document(spans, of: transcript, summary).pretty + "\n")
        } else if spans.isEmpty {
            Messages.writeLine("nothing in \(summary.path) stands out")
        } else {
            try StandardOutput.write(Self.table(spans, of: transcript).text)
        }
    }

    static func table(_ spans: [ReviewSpan], of transcript: MeetingTranscript) -> TextTable {
        let withHours = transcript.recording.durationSeconds >= 3600
        return TextTable(
            columns: [
                .init(heading: "SCORE", isNumber: true), .init(heading: "FROM", isNumber: true),
                .init(heading: "TO", isNumber: true), .init(heading: "SPEAKER", isNumber: false),
                .init(heading: "WHY", isNumber: false), .init(heading: "TEXT", isNumber: false),
            ],
            rows: spans.map { span in
                let reasons = span.reasons.map(\.rawValue) + [span.dropReason].compactMap(\.self)
                return [
                    FixedDecimal.text(span.score, digits: 1), ClockTime.tenths(span.range.start, withHours: withHours),
                    ClockTime.tenths(span.range.end, withHours: withHours),
                    span.words.isEmpty ? "" : transcript.displayName(of: span.speaker),
                    InertText.line(reasons.joined(separator: ", ")), InertText.line(span.text),
                ]
            })
    }

    static func document(
        _ spans: [ReviewSpan], of transcript: MeetingTranscript, _ summary: RecordingSummary
    ) -> JSONValue {
        .object([
            ("format", .string("whosaid-review")),
            ("version", .integer(1)),
            ("recording_id", .integer(summary.id)),
            ("path", .string(summary.path)),
            (
                "spans",
                .array(
                    spans.map { span in
                        .object([
                            ("start", .seconds(span.range.start)),
                            ("end", .seconds(span.range.end)),
                            ("speaker", .optional(span.speaker.map { transcript.speakers[$0].label })),
                            ("name", span.speaker.flatMap { transcript.speakers[$0].name }.map(JSONValue.string)),
                            ("text", .string(span.text)),
                            ("reasons", .array(span.reasons.map { .string($0.rawValue) })),
                            ("drop_reason", span.dropReason.map(JSONValue.string)),
                            ("score", .decimal(span.score, digits: 4)),
                        ])
                    })
            ),
        ])
    }
}

public import Transcript
public import TranscriptAnalysis
public import TranscriptText

/// The spans of a transcript that are most worth checking, in the order given.
public enum ReviewReport {
    /// A row for each span.
    public static func table(_ spans: [ReviewSpan], of transcript: MeetingTranscript) -> TextTable {
        let withHours = transcript.recording.durationSeconds >= 3600
        return TextTable(
            columns: [.number("SCORE"), .number("FROM"), .number("TO"), .text("SPEAKER"), .text("WHY"), .text("TEXT")],
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

    /// The spans in the shape of `review.schema.json`.
    public static func document(
        _ spans: [ReviewSpan], of transcript: MeetingTranscript, recordingID: Int64, path: String
    ) -> JSONValue {
        .object([
            ("format", .string("whosaid-review")),
            ("version", .integer(1)),
            ("recording_id", .integer(recordingID)),
            ("path", .string(path)),
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

public import ArchiveEdits
import Transcript
public import TranscriptText

/// The corrections of a recording, as a table and in the shape of `edits.schema.json`.
public enum EditHistory {
    /// A row for each correction.
    public static func table(_ edits: [TurnEditRecord]) -> TextTable {
        TextTable(
            columns: [.number("NO"), .text("MADE"), .number("TURN AT"), .text("STATE"), .text("CORRECTION")],
            rows: edits.map { edit in
                [
                    String(edit.id), InertText.line(edit.madeAt),
                    ClockTime.tenths(edit.range.start, withHours: edit.range.start >= 3600), state(edit.state),
                    InertText.line(correction(edit)),
                ]
            })
    }

    /// The document.
    public static func document(_ recordingID: Int64, _ edits: [TurnEditRecord]) -> JSONValue {
        .object([
            ("format", .string("whosaid-edits")),
            ("version", .integer(1)),
            ("recording_id", .integer(recordingID)),
            ("edits", .array(edits.map(value))),
        ])
    }

    private static func value(_ edit: TurnEditRecord) -> JSONValue {
        var members: [(name: String, value: JSONValue?)] = [
            ("id", .integer(edit.id)),
            ("made_at", .string(edit.madeAt)),
            ("start", .seconds(edit.range.start)),
            ("end", .seconds(edit.range.end)),
            ("original_text", .string(edit.originalText)),
            ("original_speaker", .optional(edit.originalSpeaker)),
        ]
        switch edit.edit {
        case .text(let text): members += [("kind", .string("text")), ("text", .string(text))]
        case .speaker(let name): members += [("kind", .string("speaker")), ("speaker", .optional(name))]
        }
        switch edit.state {
        case .applied: members += [("state", .string("applied"))]
        case .undone(let date): members += [("state", .string("undone")), ("undone_at", .string(date))]
        case .notApplied(let reason):
            members += [("state", .string("not applied")), ("reason", .string(reason))]
        }
        return .object(members)
    }

    private static func state(_ state: TurnEditState) -> String {
        switch state {
        case .applied: "applied"
        case .undone: "undone"
        case .notApplied(let reason): "not applied: \(InertText.line(reason))"
        }
    }

    private static func correction(_ edit: TurnEditRecord) -> String {
        switch edit.edit {
        case .text(let text): "\(edit.originalText) → \(text)"
        case .speaker(let name): "\(edit.originalSpeaker ?? "?") → \(name ?? "?"): \(edit.originalText)"
        }
    }
}

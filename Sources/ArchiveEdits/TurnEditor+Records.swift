import ArchiveCore
import GRDB
import Transcript

extension TurnEditor {
    /// One correction.
    func record(_ id: Int64) throws -> TurnEditRecord {
        let found = try records("edits.id = ?", [id]).first
        guard let found else { throw DamagedRow(description: "correction \(id) is missing") }
        return found
    }

    /// All corrections of the recording, in the order in which they were made.
    func records() throws -> [TurnEditRecord] { try records("recording_id = ?", [recordingID]) }

    /// Corrections that fulfil a condition.
    private func records(_ condition: String, _ arguments: StatementArguments) throws -> [TurnEditRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT edits.*, edit_results.edit_id IS NOT NULL AS has_result, problem
                FROM edits LEFT JOIN edit_results ON edit_results.edit_id = edits.id AND edit_results.run_id = ?
                WHERE \(condition) ORDER BY edits.id
                """, arguments: [runID] + arguments
        ).map { row in
            let words = try row.json("original_words", [String].self)
            let isText = try row.optional("words", String.self) != nil
            let edit =
                isText
                ? TurnEdit.text(try row.json("words", [String].self).joined(separator: " "))
                : .speaker(try row.optional("speaker"))
            return TurnEditRecord(
                id: try row.value("id"), madeAt: try row.value("made_at"),
                range: try row.range(),
                originalText: words.joined(separator: " "), originalSpeaker: try row.optional("original_speaker"),
                edit: edit, state: try state(row))
        }
    }

    /// The state of a correction in the current run.
    private func state(_ row: Row) throws -> TurnEditState {
        if let date = try row.optional("undone_at", String.self) { return .undone(at: date) }
        if let problem = try row.optional("problem", String.self) { return .notApplied(reason: problem) }
        // Corrections are not repeated in a run that somebody has made current by SQL.
        return try row.value("has_result") ? .applied : .notApplied(reason: "the transcript was made without it")
    }
}

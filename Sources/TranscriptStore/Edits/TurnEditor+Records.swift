import GRDB
import Transcript

extension TurnEditor {
    /// One correction.
    func record(_ id: Int64) throws -> TurnEditRecord {
        let found = try records("edits.id = ?", [id]).first
        guard let found else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "edit \(id) is missing") }
        return found
    }

    /// All corrections of the recording, in the order in which they were made.
    func records() throws -> [TurnEditRecord] { try records("recording_id = ?", [recordingID]) }

    private func records(_ condition: String, _ arguments: StatementArguments) throws -> [TurnEditRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT edits.*, edit_results.edit_id IS NOT NULL AS has_result, problem
                FROM edits LEFT JOIN edit_results ON edit_results.edit_id = edits.id AND edit_results.run_id = ?
                WHERE \(condition) ORDER BY edits.id
                """, arguments: [runID] + arguments
        ).map { row in
            let words = try JSONColumn.decode([String].self, row["original_words"])
            let texts = try (row["words"] as String?).map { try JSONColumn.decode([String].self, $0) }
            return TurnEditRecord(
                id: row["id"], madeAt: row["made_at"],
                range: TimeRange(start: row["start_seconds"], end: row["end_seconds"]),
                originalText: words.joined(separator: " "), originalSpeaker: row["original_speaker"],
                edit: texts.map { .text($0.joined(separator: " ")) } ?? .speaker(row["speaker"]), state: state(row))
        }
    }

    private func state(_ row: Row) -> TurnEditState {
        if let date = row["undone_at"] as String? { return .undone(at: date) }
        if let problem = row["problem"] as String? { return .notApplied(reason: problem) }
        // A run that was made current by hand has not been looked at.
        return row["has_result"] ? .applied : .notApplied(reason: "the transcript was made without it")
    }
}

package import GRDB
package import Transcript

/// Rows of the table `speech`: when each speaker is heard in a run.
package enum SpeechRows {
    /// Inserts a row.
    /// - Parameters:
    ///   - speakerID: Row id of the speaker.
    ///   - ordinal: The place among the rows of the run that have the same `isExclusive`.
    ///   - isExclusive: Whether the row is one of those of which no two overlap.
    package static func insert(
        speakerID: Int64, _ range: TimeRange, ordinal: Int, isExclusive: Bool, runID: Int64, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO speech (run_id, is_exclusive, ordinal, speaker_id, start_seconds, end_seconds)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [runID, isExclusive, ordinal, speakerID, range.start, range.end])
    }
}

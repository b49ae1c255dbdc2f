package import GRDB
package import Transcript

/// A turn with its words as the tables have it, speakers by the ids of their rows.
package struct StoredTurn: Codable, Hashable {
    /// Row id of the speaker; nil where it is not known.
    package var speakerID: Int64?
    /// When the turn is spoken.
    package var range: TimeRange
    /// The words in order.
    package var words: [StoredWord]

    /// A word as the table has it.
    package struct StoredWord: Codable, Hashable {
        /// The word with its punctuation.
        package var text: String
        /// When the word is spoken.
        package var range: TimeRange
        /// How certain the text is, 0…1.
        package var confidence: Double
        /// Row id of the speaker; nil where it is not known.
        package var speakerID: Int64?
        /// How certain the speaker is, 0…1.
        package var speakerMargin: Double
        /// Whether somebody else speaks at the same time.
        package var isOverlapped: Bool

        /// Makes a word; see the properties.
        package init(
            text: String, range: TimeRange, confidence: Double, speakerID: Int64?, speakerMargin: Double,
            isOverlapped: Bool
        ) {
            self.text = text
            self.range = range
            self.confidence = confidence
            self.speakerID = speakerID
            self.speakerMargin = speakerMargin
            self.isOverlapped = isOverlapped
        }
    }

    /// Texts of the words.
    package var texts: [String] { words.map(\.text) }

}

extension StoredTurn {
    /// Reads a turn.
    /// - Throws: `DamagedRow` where there is none.
    package init(_ db: Database, id: Int64) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT speaker_id, start_seconds, end_seconds FROM turns WHERE id = ?", arguments: [id])
        guard let row else { throw DamagedRow(description: "turn \(id) is missing") }
        speakerID = try row.optional("speaker_id")
        range = try row.range()
        words = try Self.words(db, turnID: id)
    }

    /// Reads the words of a turn.
    package static func words(_ db: Database, turnID: Int64) throws -> [StoredWord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CAST(text AS BLOB) AS text, start_seconds, end_seconds, confidence, speaker_id, speaker_margin,
                    is_overlapped FROM words WHERE turn_id = ? ORDER BY ordinal
                """)
        return try Row.fetchAll(statement, arguments: [turnID]).map { row in
            StoredWord(
                text: try row.exactText("text"), range: try row.range(), confidence: try row.share("confidence"),
                speakerID: try row.optional("speaker_id"), speakerMargin: try row.share("speaker_margin"),
                isOverlapped: try row.value("is_overlapped"))
        }
    }

    /// Puts the turn in the place of the one of that id, and so into the full-text index.
    package func write(_ db: Database, id: Int64) throws {
        let text = texts.joined(separator: " ")
        let confidence = words.isEmpty ? 0 : words.reduce(0) { $0 + $1.confidence } / Double(words.count)
        try db.execute(
            sql: """
                UPDATE turns SET speaker_id = ?, start_seconds = ?, end_seconds = ?, text = CAST(? AS TEXT),
                    search_text = CAST(? AS TEXT), confidence = ? WHERE id = ?
                """,
            arguments: [
                speakerID, range.start, range.end, ExactText(text), SearchText.indexed(text).map(ExactText.init),
                confidence, id,
            ])
        try db.execute(sql: "DELETE FROM words WHERE turn_id = ?", arguments: [id])
        try Self.insertWords(words, db, turnID: id)
    }

    /// Inserts the words of a turn that has none.
    static func insertWords(_ words: [StoredWord], _ db: Database, turnID: Int64) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO words (turn_id, ordinal, text, start_seconds, end_seconds, confidence, speaker_id,
                    speaker_margin, is_overlapped)
                VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
                """)
        for (ordinal, word) in words.enumerated() {
            try statement.execute(
                arguments: [
                    turnID, ordinal, ExactText(word.text), word.range.start, word.range.end, word.confidence,
                    word.speakerID, word.speakerMargin, word.isOverlapped,
                ])
        }
    }

    /// Reads a turn from a column of JSON.
    /// - Throws: `DamagedRow`, also for numbers that no column for them may hold.
    package init(_ row: Row, _ column: String) throws {
        self = try row.json(column)
        let ranges = [range] + words.map(\.range)
        guard
            ranges.allSatisfy({
                Row.allowedSeconds.contains($0.start) && Row.allowedSeconds.contains($0.end) && $0.end >= $0.start
            }),
            words.allSatisfy({
                Row.allowedShares.contains($0.confidence) && Row.allowedShares.contains($0.speakerMargin)
            })
        else { throw row.damage(column) }
    }
}

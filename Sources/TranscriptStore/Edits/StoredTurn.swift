import Foundation
import GRDB
import Transcript

/// A turn with its words as the tables have it, speakers by the ids of their rows.
struct StoredTurn: Codable, Hashable {
    var speakerID: Int64?
    var range: TimeRange
    var words: [StoredWord]

    struct StoredWord: Codable, Hashable {
        var text: String
        var range: TimeRange
        var confidence: Double
        var speakerID: Int64?
        var speakerMargin: Double
        var isOverlapped: Bool
    }

    /// Texts of the words.
    var texts: [String] { words.map(\.text) }

    /// The same turn with other words, which keep what is known of those that stay.
    func revised(_ texts: [String]) -> StoredTurn {
        // Indices stand in for ids while the words are worked on.
        let ids = words.map(\.speakerID)
        let plain = words.enumerated().map { index, word in
            Word(
                text: word.text, range: word.range, confidence: word.confidence, speaker: index,
                speakerMargin: word.speakerMargin, isOverlapped: word.isOverlapped)
        }
        var turn = self
        turn.words = WordRevision.revised(plain, texts: texts, within: range).map { word in
            StoredWord(
                text: word.text, range: word.range, confidence: word.confidence,
                speakerID: word.speaker.flatMap { ids[$0] }, speakerMargin: word.speakerMargin,
                isOverlapped: word.isOverlapped)
        }
        return turn
    }

    /// The same turn said by somebody else, which is certain, as a person has said so.
    func spoken(by speakerID: Int64?) -> StoredTurn {
        var turn = self
        turn.speakerID = speakerID
        for index in turn.words.indices {
            turn.words[index].speakerID = speakerID
            turn.words[index].speakerMargin = speakerID == nil ? 0 : 1
        }
        return turn
    }
}

extension StoredTurn {
    /// Reads a turn.
    /// - Throws: `DamagedRow` where there is none.
    init(_ db: Database, id: Int64) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT speaker_id, start_seconds, end_seconds FROM turns WHERE id = ?", arguments: [id])
        guard let row else { throw DamagedRow(description: "turn \(id) is missing") }
        speakerID = try row.optional("speaker_id")
        range = try row.range()
        words = try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(text AS BLOB) AS text, start_seconds, end_seconds, confidence, speaker_id, speaker_margin,
                    is_overlapped FROM words WHERE turn_id = ? ORDER BY ordinal
                """, arguments: [id]
        ).map { row in
            StoredWord(
                text: try row.exactText("text"), range: try row.range(), confidence: try row.share("confidence"),
                speakerID: try row.optional("speaker_id"), speakerMargin: try row.share("speaker_margin"),
                isOverlapped: try row.value("is_overlapped"))
        }
    }

    /// Puts the turn in the place of the one of that id, and so into the full-text index.
    func write(_ db: Database, id: Int64) throws {
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
        for (ordinal, word) in words.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO words (turn_id, ordinal, text, start_seconds, end_seconds, confidence, speaker_id,
                        speaker_margin, is_overlapped)
                    VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, ordinal, ExactText(word.text), word.range.start, word.range.end, word.confidence,
                    word.speakerID, word.speakerMargin, word.isOverlapped,
                ])
        }
    }

    /// Reads a turn from a column of JSON.
    /// - Throws: `DamagedRow`, also for numbers that no column for them may hold.
    init(_ row: Row, _ column: String) throws {
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

/// Values in columns of JSON; `Row.json` reads them.
enum JSONColumn {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

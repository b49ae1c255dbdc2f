import Foundation
import GRDB
import Transcript

extension Archive {
    /// Marks of a match in FTS5's snippets: control characters, which have no other use in a transcript.
    private static let openingMark = "\u{2}"
    private static let closingMark = "\u{3}"

    /// Finds turns of the current transcripts, best first; equally good ones in the order of the archive.
    /// - Throws: `ArchiveError.badQuery` with the query and what is wrong with it.
    public func search(_ request: SearchRequest) throws -> [SearchHit] {
        let expression: String
        do {
            expression = try SearchQuery(request.query).expression
        } catch {
            throw ArchiveError.badQuery(query: request.query, problem: error)
        }
        return try explaining {
            try pool.read { db in
                do {
                    return try Self.hits(db, expression, request, archive: path)
                } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                    // For example brackets nested deeper than FTS5 allows.
                    let reason = error.message ?? "SQLite cannot make sense of it"
                    throw ArchiveError.badQuery(query: request.query, problem: .refused(reason))
                }
            }
        }
    }

    private static func hits(
        _ db: Database, _ expression: String, _ request: SearchRequest, archive: String
    ) throws -> [SearchHit] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT run.recording_id, r.duration_seconds, turns.ordinal, speakers.label, turns.start_seconds,
                    turns.end_seconds, CAST(turns.text AS BLOB) AS text, -bm25(turns_fts) AS score,
                    CAST(snippet(turns_fts, 0, :open, :close, '…', 24) AS BLOB) AS snippet,
                    (SELECT path FROM recording_paths p WHERE p.recording_id = run.recording_id
                     ORDER BY is_current DESC, id DESC LIMIT 1) AS path
                FROM turns_fts
                JOIN turns ON turns.id = turns_fts.rowid
                JOIN runs run ON run.id = turns.run_id AND run.is_current = 1
                JOIN recordings r ON r.id = run.recording_id
                LEFT JOIN speakers ON speakers.id = turns.speaker_id
                WHERE turns_fts MATCH :expression
                    AND (:speaker IS NULL OR speakers.label = :speaker COLLATE swiftCaseInsensitiveCompare)
                    AND (:recording IS NULL OR run.recording_id = :recording)
                ORDER BY score DESC, run.recording_id, turns.ordinal LIMIT :limit
                """,
            arguments: [
                "open": openingMark, "close": closingMark, "expression": expression, "speaker": request.speaker,
                "recording": request.recordingID, "limit": request.limit,
            ])
        return try rows.map { row in
            let start = row["start_seconds"] as Double
            let end = row["end_seconds"] as Double
            guard end >= start else {
                throw ArchiveError.damaged(path: archive, detail: "a turn ends before it starts")
            }
            return SearchHit(
                recordingID: row["recording_id"], path: row["path"], durationSeconds: row["duration_seconds"],
                turn: row["ordinal"], speaker: row["label"], range: TimeRange(start: start, end: end),
                text: (row["text"] as ExactText).string, snippet: pieces((row["snippet"] as ExactText).string),
                score: row["score"])
        }
    }

    private static func pieces(_ marked: String) -> [SnippetPiece] {
        var pieces: [SnippetPiece] = []
        var current = String.UnicodeScalarView()
        func finish(isMatch: Bool) {
            if !current.isEmpty { pieces.append(SnippetPiece(text: String(current), isMatch: isMatch)) }
            current = String.UnicodeScalarView()
        }
        for scalar in marked.unicodeScalars {
            switch String(scalar) {
            case openingMark: finish(isMatch: false)
            case closingMark: finish(isMatch: true)
            default: current.append(scalar)
            }
        }
        finish(isMatch: false)
        return pieces
    }
}

import ArchiveCore
import ArchiveEdits
import ArchivePeople
import ArchiveSearch
import Foundation
import GRDB
import RecordingStorage
import Transcript
import TranscriptAnalysis
import TranscriptImport

extension FuzzTarget {
    /// Queries of users, and rows that the program has not written so.
    static let archiveTargets = [search, sql, rows]

    /// Makes an archive of a few transcripts, one of them with an import beside its own.
    private static func fill(_ path: String) throws -> Archive {
        let archive = try Archive(path: path)
        for (number, text) in ["We plan the budget for next week.", "Nobody plans; the café's budget is spent"]
            .enumerated()
        {
            var meeting = transcript(saying: text)
            meeting.recording.contentHash = String(repeating: "\(number)", count: 64)
            meeting.recording.path = "/meetings/\(number).wav"
            meeting.speakers[0].embedding = (0..<256).map { sin(Float($0 * (number + 1))) }
            try archive.save(meeting)
        }
        let now = "2024-05-06T07:08:09Z"
        _ = try archive.name(SpeakerReference(recordingID: 1, name: "S1"), "Ann", at: now)
        _ = try archive.edit(recordingID: 1, turn: 1, .text("We plan the Budget for next week, Ann."), at: now)
        return archive
    }

    private static let search = FuzzTarget(
        name: "search", share: 0.5,
        tokens: [
            "\"", "(", ")", "NEAR(", " AND ", " OR ", " NOT ", "*", ", 5)", ", 9223372036854775808)", "\u{2018}",
            "\u{201C}", "\u{0}", "\u{2}1\u{3}", "日本", "^", ":", "{", "+",
        ].map { Array($0.utf8) },
        corpus: { _ in
            [
                "budget", "\"next week\"", "plan*", "NEAR(budget week, 5)", "(plan OR budget) NOT spent",
                "café's AND x",
            ].map { Array($0.utf8) }
        },
        reader: { scratch in
            let archive = try fill(scratch.file("archive.db"))
            return { input in
                let query = String(decoding: input.prefix(20_000), as: UTF8.self)
                for order in [SearchOrder.relevance, .time] {
                    let result = try archive.search(
                        SearchRequest(
                            query: query, limit: 50, order: order, contextTurns: 2,
                            otherSpellings: ["budget": ["bud get", query]]))
                    for hit in result.hits {
                        let length = hit.turn.text.unicodeScalars.count
                        try Broken.unless(
                            hit.matches.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= length },
                            "a match outside the turn")
                        _ = SnippetPiece.pieces(of: hit.turn.text, matches: hit.matches, wordCount: 3)
                    }
                }
            }
        })

    private static let sql = FuzzTarget(
        name: "sql", share: 0.25,
        tokens: [
            "SELECT ", " FROM ", "v_turns", "v_words", "ATTACH ':memory:' AS a", "PRAGMA ", "; ", "zeroblob(100)",
            "1e999",
            "-9223372036854775808", "x'00'", "char(0)", "WITH RECURSIVE ", "--", "/*",
        ].map { Array($0.utf8) },
        corpus: { _ in
            [
                "SELECT * FROM v_turns", "SELECT text, count(*) AS n FROM v_words GROUP BY text ORDER BY n LIMIT 3",
                "SELECT 1, 1.5, NULL, 'a', x'0102', -9223372036854775808", "EXPLAIN SELECT 1",
            ].map { Array($0.utf8) }
        },
        reader: { scratch in
            let archive = try fill(scratch.file("archive.db"))
            return { input in
                let text = String(decoding: input.prefix(2_000), as: UTF8.self)
                // A query that never ends, or makes gigabytes, is the user's own.
                let lower = text.lowercased()
                guard !["recursive", "blob", "printf", "format", "replace", "hex"].contains(where: lower.contains)
                else {
                    return
                }
                var rows = CountedRows()
                try archive.query(text, into: &rows)
            }
        })

    /// Columns that hold numbers or JSON, each with a value that the program may have written.
    private static let columns = [
        "recordings.duration_seconds=3.5", "recordings.sample_rate=16000", "recordings.channel_count=2",
        "recordings.recorded_at='2024-05-06T07:08:09Z'", "runs.settings='{\"speakers\": \"2\"}'",
        "runs.models='{}'", "runs.started_at='2024-05-06T07:08:09Z'", "speakers.ordinal=0",
        "speakers.embedding=x'0000803F'",
        "speech.start_seconds=0.5", "speech.end_seconds=2.5", "turns.ordinal=0", "turns.start_seconds=0.25",
        "turns.end_seconds=4.5", "turns.channel=1", "words.ordinal=0", "words.start_seconds=0.5",
        "words.end_seconds=1.5",
        "words.confidence=0.5", "words.speaker_margin=0.5", "stage_timings.seconds=0.5",
        "ledger_entries.start_seconds=0", "ledger_entries.end_seconds=1", "edits.start_seconds=0.5",
        "edits.end_seconds=1.5", "edits.original_words='[\"a\"]'", "edits.words='[\"a\"]'", "edited_turns.ordinal=0",
        "original_speech.start_seconds=0.5", "original_speech.end_seconds=1.5", "voices.embedding=x'0000803F0000803F'",
        "voices.clean_seconds=2.5", "people_events.score=0.5", "people_event_voices.clean_seconds=1.5",
    ]

    /// An archive in which another program, or a bad disk, has changed values.
    private static let rows = FuzzTarget(
        name: "archive-rows", share: 0.08,
        tokens: ["\n", "=", "NULL", "''", "x''", "9e999", "'[]'", "'{'"].map { Array($0.utf8) },
        corpus: { _ in columns.map { Array($0.utf8) } + [Array(columns.joined(separator: "\n").utf8)] },
        reader: { scratch in
            _ = try fill(scratch.file("filled.db"))
            try DatabaseQueue(path: scratch.file("filled.db")).writeWithoutTransaction { db in
                _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            let filled = try scratch.bytes(of: "filled.db")
            return { input in
                for suffix in ["-wal", "-shm", "-workers"] {
                    let path = scratch.file("changed.db" + suffix)
                    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
                }
                let path = try scratch.write(filled, to: "changed.db")
                var changes = 0
                do {
                    let database = try DatabaseQueue(path: path)
                    try database.writeWithoutTransaction { db in
                        try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
                        for line in String(decoding: input, as: UTF8.self).split(separator: "\n").prefix(40) {
                            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                            let names = (parts.first ?? "").split(separator: ".").map {
                                $0.filter { $0.isLetter || $0 == "_" }
                            }
                            guard parts.count == 2, names.count == 2, !parts[1].contains(";") else { continue }
                            do {
                                try db.execute(sql: "UPDATE \(names[0]) SET \(names[1]) = \(parts[1])")
                                changes += 1
                            } catch is DatabaseError {
                                // Most lines are no SQL, or break a rule of the table that cannot be turned off.
                                continue
                            }
                        }
                    }
                    try database.close()
                }
                guard changes > 0 else { throw ImportError.unknownFormat(file: "nothing was changed") }
                try readAll(Archive(path: path))
            }
        })

    /// Reads whatever commands read; each may refuse for itself.
    private static func readAll(_ archive: Archive) throws {
        var last: (any Error)?
        func attempt(_ body: () throws -> Void) {
            do { try body() } catch { last = error }
        }
        for id in [Int64(1), 2] {
            attempt { try show(archive.transcript(recordingID: id)) }
            attempt { try show(archive.originalTranscript(recordingID: id)) }
            attempt { _ = try MeetingStatistics(archive.outline(recordingID: id)) }
            attempt { _ = try archive.runs(recordingID: id) }
            attempt { _ = try archive.edits(recordingID: id) }
            attempt { _ = try archive.edit(recordingID: id, turn: 1, .text("plain words"), at: "2024-05-06T07:08:09Z") }
            attempt { _ = try archive.undoEdit(recordingID: id, at: "2024-05-06T07:08:09Z") }
        }
        attempt { _ = try archive.recordings() }
        attempt { _ = try archive.people() }
        attempt { _ = try archive.person("1") }
        attempt { _ = try archive.voiceSuggestions() }
        attempt { _ = try archive.peopleEvents() }
        attempt { _ = try archive.search(SearchRequest(query: "budget", order: .relevance, contextTurns: 1)) }
        attempt { _ = try archive.search(SearchRequest(query: "plan*", order: .time, contextTurns: 1)) }
        attempt { _ = try archive.undoPeople(at: "2024-05-06T07:08:09Z") }
        if let last { throw last }
    }
}

/// Looks at the rows of a query and keeps nothing of them.
private struct CountedRows: SQLReceiver {
    private(set) var count = 0

    mutating func begin(columns: [String]) {}

    mutating func receive(_ row: [SQLValue]) { count += row.count }
}

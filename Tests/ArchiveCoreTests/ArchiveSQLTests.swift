import ArchiveTestSupport
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

@Suite struct ArchiveSQLTests {
    private let folder: ScratchFolder
    private let archive: Archive

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
        try archive.save(TranscriptFixtures.meeting)
    }

    @Test func aQueryGivesColumnsAndValues() throws {
        #expect(
            try archive.query("SELECT 1 AS a, 2.5 AS b, 'x' AS a, NULL, x'00ff' ;")
                == QueryResult(
                    columns: ["a", "b", "a", "NULL", "x'00ff'"],
                    rows: [[.integer(1), .real(2.5), .text("x"), .null, .blob([0, 255])]]))
        #expect(try archive.query("SELECT 1 WHERE 0").rows.isEmpty)
        #expect(try archive.query("-- only\nWITH a AS (SELECT 1) SELECT * FROM a").rows == [[.integer(1)]])
    }

    /// A query with more rows than any machine could hold.
    @Test func rowsComeOneByOne() throws {
        struct Enough: Error {}
        struct Counter: SQLReceiver {
            var count = 0
            mutating func begin(columns: [String]) { count = 0 }
            mutating func receive(_ row: [SQLValue]) throws {
                count += 1
                if count == 100_000 { throw Enough() }
            }
        }
        var counter = Counter()
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        #expect(throws: Enough.self) { try archive.query(sql, into: &counter) }
        #expect(counter.count == 100_000)
    }

    @Test func theViewsAreThere() throws {
        #expect(try archive.views().map(\.name) == ["v_people", "v_recordings", "v_talk_time", "v_turns", "v_words"])
        for view in try archive.views() {
            #expect(try archive.query("SELECT * FROM \(view.name)").columns == view.columns)
            #expect(!view.columns.isEmpty)
        }
    }

    @Test func theViewsShowTheCurrentTranscript() throws {
        var again = TranscriptFixtures.meeting
        again.run.startedAt = "2025-01-01T00:00:00Z"
        try archive.save(again)
        #expect(
            try archive.query(
                """
                SELECT recording_id, recording, recorded_at, transcribed_at, speaker_count, turn_count
                FROM v_recordings
                """
            ).rows == [
                [
                    .integer(1), .text("2024 budget.flac"), .text("2024-05-06T07:08:09Z"),
                    .text("2025-01-01T00:00:00Z"), .integer(2), .integer(3),
                ]
            ])
        #expect(
            try archive.query(
                "SELECT turn, speaker, start_seconds, duration_seconds, word_count, text FROM v_turns"
            ).rows
                == [
                    [
                        .integer(1), .text("S1"), .real(0.5), .real(3.5), .integer(7),
                        .text("Good morning. Let's discuss the café's budget."),
                    ],
                    [
                        .integer(2), .text("S2"), .real(4), .real(3), .integer(6),
                        .text("The state-of-the-art one? I don't know."),
                    ],
                    [.integer(3), .null, .real(12.345), .real(0.25), .integer(1), .text("Yes.")],
                ])
        #expect(
            try archive.query("SELECT turn, word, text, end_seconds FROM v_words WHERE is_overlapped").rows
                == [[.integer(2), .integer(1), .text("The"), .real(4.5)]])
        #expect(
            try archive.query(
                """
                SELECT speaker, talk_seconds, turn_count, word_count, longest_turn_seconds, words_per_minute
                FROM v_talk_time
                """
            ).rows == [
                [.text("S1"), .real(3.75), .integer(1), .integer(7), .real(3.5), .real(112)],
                [.text("S2"), .real(3.5), .integer(1), .integer(6), .real(3), .real(6 * 60 / 3.5)],
            ])
    }

    @Test(arguments: [
        "DELETE FROM turns", "INSERT INTO runs DEFAULT VALUES", "UPDATE turns SET text = ''", "DROP TABLE turns",
        "CREATE TABLE x (y)", "VACUUM", "VACUUM INTO 'copy.db'", "ATTACH 'other.db' AS other",
        "PRAGMA user_version = 7",
        "PRAGMA query_only = 0", "BEGIN IMMEDIATE", "REINDEX", "PRAGMA journal_mode = DELETE",
        "INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')", "DELETE FROM turns RETURNING id",
    ])
    func nothingCanBeChanged(sql: String) throws {
        #expect {
            try archive.query(sql)
        } throws: { error in
            guard case ArchiveError.badSQL(sql, let problem) = error else { return false }
            return [.changesSomething, .givesNoRows].contains(problem)
        }
        #expect(try archive.transcript(recordingID: 1) == TranscriptFixtures.meeting)
        #expect(try archive.integrityProblems().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.hasPrefix("archive") })
    }

    @Test(
        arguments: [
            ("", .empty), (" ;; \n", .empty), ("-- nothing", .empty),
            ("SELECT 1; SELECT 2", .severalStatements), ("SELECT 1; DROP TABLE turns", .severalStatements),
            ("SELECT 1; what", .severalStatements),
        ] as [(String, SQLProblem)])
    func oneStatementIsNeeded(sql: String, problem: SQLProblem) {
        #expect(throws: ArchiveError.badSQL(sql: sql, problem: problem)) { try archive.query(sql) }
    }

    @Test(arguments: [
        ("SELEC 1", "near \"SELEC\": syntax error"), ("SELECT * FROM nowhere", "no such table: nowhere"),
        ("SELECT x FROM turns", "no such column: x"), ("SELECT ?", ""), ("SELECT load_extension('x')", ""),
        ("SELECT abs(-9223372036854775808)", "integer overflow"),
    ])
    func mistakesAreExplained(sql: String, message: String) {
        #expect {
            try archive.query(sql)
        } throws: { error in
            guard case ArchiveError.badSQL(sql, .refused(let found)) = error else { return false }
            return message.isEmpty || found == message
        }
    }

    @Test(arguments: TranscriptFixtures.hostileTexts)
    func hostileTextIsNoQuery(text: String) throws {
        #expect(throws: ArchiveError.self) { try archive.query(text) }
    }
}

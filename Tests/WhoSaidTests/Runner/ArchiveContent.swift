import ArchiveCore
import Foundation
import GRDB

/// Everything in an archive that must not depend on crashes and on who did what when: no ids, times and attempts.
struct ArchiveContent: Equatable {
    /// Rows of all tables in an order of their own.
    let rows: [String]

    /// Reads an archive and checks that it is sound.
    init(_ path: String) throws {
        let problems = try Archive(path: path).integrityProblems()
        guard problems.isEmpty else { throw Unsound(problems: problems) }
        rows = try DatabaseQueue(path: path).read { db in
            try Self.queries.flatMap { table, sql in
                try Row.fetchAll(db, sql: sql).map { "\(table) \($0)" }
            }
        }
    }

    /// Rows of a table.
    func rows(of table: String) -> [String] { rows.filter { $0.hasPrefix(table + " ") } }

    struct Unsound: Error {
        let problems: [String]
    }

    private static let run = "FROM runs run JOIN recordings r ON r.id = run.recording_id"

    private static let queries: KeyValuePairs = [
        "recording": """
        SELECT content_hash, duration_seconds, sample_rate, channel_count, format FROM recordings
        ORDER BY content_hash
        """,
        "path": """
        SELECT content_hash, path, is_current FROM recording_paths p JOIN recordings r ON r.id = p.recording_id
        ORDER BY content_hash, path
        """,
        "run": """
        SELECT content_hash, program_version, settings, models, word_count, is_current \(run)
        ORDER BY content_hash, run.id
        """,
        "speaker": """
        SELECT content_hash, s.ordinal, label, hex(embedding) \(run) JOIN speakers s ON s.run_id = run.id
        ORDER BY content_hash, run.id, s.ordinal
        """,
        "speech": """
        SELECT content_hash, is_exclusive, s.ordinal, label, start_seconds, end_seconds \(run)
        JOIN speech s ON s.run_id = run.id JOIN speakers ON speakers.id = s.speaker_id
        ORDER BY content_hash, run.id, is_exclusive, s.ordinal
        """,
        "turn": """
        SELECT content_hash, t.ordinal, label, start_seconds, end_seconds, text, confidence \(run)
        JOIN turns t ON t.run_id = run.id LEFT JOIN speakers ON speakers.id = t.speaker_id
        ORDER BY content_hash, run.id, t.ordinal
        """,
        "word": """
        SELECT content_hash, t.ordinal, w.ordinal, w.text, w.start_seconds, w.end_seconds, w.confidence,
            label, speaker_margin, is_overlapped \(run)
        JOIN turns t ON t.run_id = run.id JOIN words w ON w.turn_id = t.id
        LEFT JOIN speakers ON speakers.id = w.speaker_id ORDER BY content_hash, run.id, t.ordinal, w.ordinal
        """,
        "ledger": """
        SELECT content_hash, l.ordinal, start_seconds, end_seconds, kind, reason \(run)
        JOIN ledger_entries l ON l.run_id = run.id ORDER BY content_hash, run.id, l.ordinal
        """,
        "found": "SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'ever'",
        "job": """
        SELECT content_hash, settings, models, program_version, state, failure_kind, failure_stage, failure_reason,
            failure_advice FROM jobs ORDER BY content_hash, id
        """,
        "job-path": """
        SELECT content_hash, path FROM job_paths p JOIN jobs ON jobs.id = p.job_id ORDER BY content_hash, path
        """,
    ]
}

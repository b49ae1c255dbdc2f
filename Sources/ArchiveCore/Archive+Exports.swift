import GRDB

extension Archive {
    /// Whether bytes are the beginning of an archive: a SQLite database with this program's mark.
    /// - Parameter start: At least the first 72 bytes of a file.
    public static func isMarked(_ start: [UInt8]) -> Bool {
        guard start.count >= 72, start.starts(with: "SQLite format 3\u{0}".utf8) else { return false }
        return start[68..<72].reduce(0) { $0 << 8 | Int($1) } == applicationID
    }

    /// SHA-256 of what an export has last written to a path, or nil where none has.
    /// - Parameter path: Absolute, without symbolic links.
    public func exportedHash(path: String) throws -> String? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT content_hash FROM exports WHERE path = ?", arguments: [path])
        }
    }

    /// Keeps what an export has written, so that a later one may replace it.
    /// - Parameters:
    ///   - path: Absolute, without symbolic links.
    ///   - contentHash: SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
    ///   - recordingID: The exported recording; the row is deleted together with it.
    ///   - date: ISO 8601 in UTC.
    /// - Throws: `ArchiveError.readOnly` where the archive may only be read.
    public func keepExport(path: String, contentHash: String, recordingID: Int64, at date: String) throws {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO exports (path, content_hash, recording_id, written_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (path) DO UPDATE SET content_hash = excluded.content_hash,
                        recording_id = excluded.recording_id, written_at = excluded.written_at
                    """,
                arguments: [path, contentHash, recordingID, date])
        }
    }

    /// Whether a recording was ever seen at a path.
    /// - Parameter path: As `RecordingPath` spells it.
    public func hasRecording(at path: String) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM recording_paths WHERE path = ?)", arguments: [path]) ?? false
        }
    }

    /// All paths at which recordings were ever seen.
    public func recordingPaths() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT DISTINCT path FROM recording_paths ORDER BY path") }
    }
}

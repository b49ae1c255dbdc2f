import GRDB

extension Archive {
    /// Version of the SQLite library in use, for example `3.40.1`.
    public static func sqliteVersion() throws -> String {
        try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") } ?? ""
    }

    /// Identifiers of the migrations that the archive has, in order.
    public func migrations() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier") }
    }

    /// Looks for damage in every page and index; where the archive can be written, also in the full-text index. Reads
    /// the whole file.
    /// - Returns: The complaints of SQLite; empty for a sound archive.
    public func integrityProblems() throws -> [String] {
        try writeWithoutTransaction { db in
            let problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            // FTS5 checks an index on request only, and a request is an INSERT.
            guard !isReadOnly else { return problems }
            try db.execute(sql: "INSERT INTO turns_fts (turns_fts, rank) VALUES ('integrity-check', 1)")
            return problems
        }
    }

    /// Writes the file and its full-text index anew, so that no byte of what was deleted is left in it or in its log.
    /// - Throws: `ArchiveError.busy` where another process uses the archive.
    public func eraseFreeSpace() throws {
        let isBusy = try writeWithoutTransaction { db in
            // The index keeps the words of turns that are gone until it is merged.
            try db.execute(sql: "INSERT INTO turns_fts (turns_fts) VALUES ('optimize')")
            try db.execute(sql: "VACUUM")
            return try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        guard isBusy == false else { throw ArchiveError.busy(path: path) }
    }
}

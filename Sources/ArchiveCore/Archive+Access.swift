package import GRDB

/// An error that is thrown within a transaction, where nothing knows the path of the archive. `Archive.read` and
/// `Archive.write` translate it into the error that names the archive.
package protocol PathlessError: Error {
    /// The error for callers of the archive at a path.
    func error(archive path: String) -> any Error
}

extension Archive {
    /// Runs a closure on one snapshot of the database and translates errors.
    ///
    /// Each function that reads the archive calls this function or one of the two below, and nothing else opens a
    /// transaction on it.
    /// - Throws: `ArchiveError` for errors of SQLite, damaged rows and `PathlessError`; any other error as it is.
    package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translatingErrors { try pool.read(body) }
    }

    /// Runs a closure in one transaction that is rolled back if the closure throws, and translates errors as `read`.
    package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translatingErrors { try pool.write(body) }
    }

    /// Runs a closure on the connection that writes, for statements that SQLite refuses within a transaction, and
    /// translates errors as `read`.
    package func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translatingErrors { try pool.writeWithoutTransaction(body) }
    }

    /// Runs an access to the database, translates its errors, and checks that a file which SQLite does not lock has
    /// not changed.
    func translatingErrors<Value>(_ access: () throws -> Value) throws -> Value {
        do {
            let value = try Self.translatingErrors(path, access)
            try readOnly?.checkUnchanged()
            return value
        } catch ArchiveError.damaged(let path, let detail) {
            // What looks like damage may be two states of a file that its owner has just changed.
            try readOnly?.checkUnchanged()
            throw ArchiveError.damaged(path: path, detail: detail)
        }
    }

    /// Runs an access to the database at a path and translates its errors.
    static func translatingErrors<Value>(_ path: String, _ access: () throws -> Value) throws -> Value {
        do {
            return try access()
        } catch let error as DatabaseError {
            throw ArchiveError(error, path: path)
        } catch let error as any PathlessError {
            throw error.error(archive: path)
        } catch let error as RowDecodingError {
            throw ArchiveError.damaged(path: path, detail: error.description)
        }
    }
}

extension ArchiveError {
    /// The archive's error for one of SQLite.
    init(_ error: DatabaseError, path: String) {
        let detail = error.message ?? error.resultCode.description
        switch error.extendedResultCode {
        // Without room for the index of the log, SQLite complains of the index and not of the disk.
        case .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
        // Another process has removed or changed a row that this change had looked up.
        case .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY,
            .SQLITE_CONSTRAINT_ROWID:
            self = .changedMeanwhile(path: path, detail: detail)
        default: self.init(primaryCode: error.resultCode, detail: detail, path: path)
        }
    }

    private init(primaryCode: ResultCode, detail: String, path: String) {
        switch primaryCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, detail: detail)
        case .SQLITE_CONSTRAINT: self = .refusedValue(path: path, detail: detail)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_FULL: self = .diskFull(path: path)
        default: self = .failed(path: path, detail: detail)
        }
    }
}

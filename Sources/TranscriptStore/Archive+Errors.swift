import GRDB

extension Archive {
    /// Runs an access to the database and turns SQLite's errors into the archive's.
    func explaining<Value>(_ access: () throws -> Value) throws -> Value {
        do {
            let value = try Self.explaining(path, access)
            try readOnly?.checkUnchanged()
            return value
        } catch ArchiveError.damaged(let path, let detail) {
            // What looks like damage may be two states of a file that its owner has just changed.
            try readOnly?.checkUnchanged()
            throw ArchiveError.damaged(path: path, detail: detail)
        }
    }

    /// Runs an access to the database at a path and turns SQLite's errors into the archive's.
    static func explaining<Value>(_ path: String, _ access: () throws -> Value) throws -> Value {
        do {
            return try access()
        } catch let error as DatabaseError {
            throw explanation(of: error, path: path)
        } catch let damage as DamagedRow {
            throw ArchiveError.damaged(path: path, detail: damage.description)
        } catch let error as RowDecodingError {
            throw ArchiveError.damaged(path: path, detail: error.description)
        }
    }

    /// The archive's error for one of SQLite.
    static func explanation(of error: DatabaseError, path: String) -> ArchiveError {
        let detail = error.message ?? error.resultCode.description
        switch error.extendedResultCode {
        // Without room for the index of the log, SQLite complains of the index and not of the disk.
        case .SQLITE_IOERR_SHMSIZE: return .diskFull(path: path)
        // What a change rests on was looked up before it, and another process has changed it in between.
        case .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY,
            .SQLITE_CONSTRAINT_ROWID:
            return .changedMeanwhile(path: path, detail: detail)
        default: break
        }
        return switch error.resultCode {
        case .SQLITE_NOTADB: .notADatabase(path: path)
        case .SQLITE_CORRUPT: .damaged(path: path, detail: detail)
        case .SQLITE_CONSTRAINT: .refusedValue(path: path, detail: detail)
        case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
        case .SQLITE_CANTOPEN: .cannotOpen(path: path, reason: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
        case .SQLITE_FULL: .diskFull(path: path)
        default: .failed(path: path, detail: detail)
        }
    }
}

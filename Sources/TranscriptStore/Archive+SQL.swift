import Foundation
import GRDB

extension Archive {
    /// Runs a query of a user on a connection that cannot write.
    ///
    /// The file is opened for reading only, SQLite refuses changes on the connection as well, and a statement that is
    /// no mere query is not begun: not even one that would write another file.
    /// - Parameter sql: One statement that gives rows.
    /// - Throws: `ArchiveError.badSQL`.
    public func query(_ sql: String) throws -> SQLResult {
        guard sql.contains(where: { !$0.isWhitespace && $0 != ";" }) else {
            throw ArchiveError.badSQL(sql: sql, problem: .empty)
        }
        return try explaining {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = 1") }
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                do {
                    return try Self.result(db, sql)
                } catch let problem as SQLProblem {
                    throw ArchiveError.badSQL(sql: sql, problem: problem)
                } catch let error as DatabaseError where Self.isMistakeOfTheUser(error) {
                    throw ArchiveError.badSQL(
                        sql: sql, problem: .refused(error.message ?? error.resultCode.description))
                }
            }
        }
    }

    /// The views for everybody, in order of name.
    public func views() throws -> [SQLView] {
        try explaining {
            try pool.read { db in
                let names = try String.fetchAll(
                    db, sql: "SELECT name FROM sqlite_master WHERE type = 'view' AND name GLOB 'v_*' ORDER BY name")
                return try names.map { name in
                    SQLView(
                        name: name,
                        columns: try String.fetchAll(
                            db, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid", arguments: [name]))
                }
            }
        }
    }

    private static func result(_ db: Database, _ sql: String) throws -> SQLResult {
        let statements = try db.allStatements(sql: sql)
        guard let statement = try statements.next() else { throw SQLProblem.empty }
        guard statement.isReadonly else { throw SQLProblem.changesSomething }
        guard statement.columnCount > 0 else { throw SQLProblem.givesNoRows }
        do {
            guard try statements.next() == nil else { throw SQLProblem.severalStatements }
        } catch is DatabaseError {
            // What follows is not even SQL.
            throw SQLProblem.severalStatements
        }
        return SQLResult(
            columns: statement.columnNames,
            rows: try Row.fetchAll(statement).map { $0.databaseValues.map(value) })
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .blob(Array(data))
        }
    }

    /// Rather than of the archive.
    private static func isMistakeOfTheUser(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_MISUSE, .SQLITE_AUTH,
            .SQLITE_READONLY:
            true
        default: false
        }
    }
}

import Foundation
import GRDB

extension Archive {
    /// Runs a query of a user on a connection that cannot write.
    ///
    /// The file is opened for reading only, SQLite refuses changes on the connection as well, and a statement that is
    /// no mere query is not begun: not even one that would write another file.
    /// - Parameters:
    ///   - sql: One statement that gives rows.
    ///   - receiver: Takes the rows one by one. It is not called for statements that SQLite refuses; a query may still
    ///     fail at a later row.
    /// - Throws: `ArchiveError.badSQL`, and what the receiver throws.
    public func query(_ sql: String, into receiver: inout some SQLReceiver) throws {
        guard sql.contains(where: { !$0.isWhitespace && $0 != ";" }) else {
            throw ArchiveError.badSQL(sql: sql, problem: .empty)
        }
        try translatingErrors {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = 1") }
            // A private copy is open for reading only, and has no name any more.
            let reader: any DatabaseReader =
                if let readOnly, readOnly.name == nil {
                    pool
                } else {
                    try DatabaseQueue(path: readOnly?.name ?? path, configuration: configuration)
                }
            try reader.read { db in
                do {
                    try Self.run(db, sql, into: &receiver)
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
        try read { db in
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

    private static func run(_ db: Database, _ sql: String, into receiver: inout some SQLReceiver) throws {
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
        let rows = try Row.fetchCursor(statement)
        var next = try rows.next()
        try receiver.begin(columns: statement.columnNames)
        while let row = next {
            try receiver.receive(row.databaseValues.map(value))
            next = try rows.next()
        }
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

    /// Whether the statement is wrong, and not the archive.
    private static func isMistakeOfTheUser(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_MISUSE, .SQLITE_AUTH,
            .SQLITE_READONLY:
            true
        default: false
        }
    }
}

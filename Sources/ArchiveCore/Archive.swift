internal import FileSystem
import Foundation
import GRDB
import Glibc
import Schemas

/// The SQLite database of all transcripts.
///
/// Any number of processes may use one archive at once: readers never wait, writers wait for one another for up to
/// ten seconds. A change survives a crash and a power cut as soon as the function that makes it has returned.
///
/// This module opens the file, keeps its schema, and reads and inserts transcripts. Modules of their own add search
/// (`ArchiveSearch`), corrections (`ArchiveEdits`), people (`ArchivePeople`), jobs (`JobQueue`), and the transactions in
/// which several of them take part (`RecordingStorage`).
///
/// - warning: SQLite's write-ahead log does not work over network file systems; keep the archive on a local disk.
public final class Archive: Sendable {
    /// Absolute path of the database file.
    public let path: String
    let pool: any DatabaseWriter
    /// How the file is read where this process cannot write it; nil where it can.
    let readOnly: ReadOnlyDatabase?

    /// Whether the archive can only be read, as this process may not write the file or into its folder.
    public var isReadOnly: Bool { readOnly != nil }

    /// Whether reads go to a private copy of a read-only archive of an earlier version of the program, in which the
    /// migrations that the file lacks were made.
    public let isMigratedCopy: Bool

    /// How long to wait for other processes.
    private static let busySeconds = 10.0

    /// "WhoS", written into the header of the file by the first migration.
    static let applicationID = 1_466_462_035

    /// Opens an archive and brings its schema up to date.
    /// - Parameters:
    ///   - path: The database file. A missing file is made, private to the user, and so are missing folders.
    ///   - mustExist: Throw `ArchiveError.missing` instead of making a file.
    ///   - mayBeReadOnly: Do not throw `ArchiveError.readOnly` where the file or its folder cannot be written. Functions
    ///     that write throw it then.
    ///   - allowsNetwork: Do not throw `ArchiveError.networkFileSystem` where the file lies on another machine.
    /// - Throws: `ArchiveError`; a file that is no archive is never changed.
    public init(
        path: String, mustExist: Bool = false, mayBeReadOnly: Bool = false, allowsNetwork: Bool = false
    ) throws {
        let absolutePath = RecordingPath.canonical(path)
        self.path = absolutePath
        if !allowsNetwork, let kind = try NetworkFileSystem.kind(at: absolutePath) {
            throw ArchiveError.networkFileSystem(path: absolutePath, kind: kind)
        }
        try Self.prepareFile(absolutePath, mustExist: mustExist)
        if ReadOnlyDatabase.isAllThereIs(absolutePath) {
            guard mayBeReadOnly else { throw ArchiveError.readOnly(path: absolutePath) }
            let database = try ReadOnlyDatabase(path: absolutePath)
            let opened = try Self.translatingErrors(absolutePath) { try Self.open(database) }
            readOnly = opened.database
            pool = opened.queue
            isMigratedCopy = opened.isMigrated
            return
        }
        readOnly = nil
        isMigratedCopy = false
        pool = try Self.translatingErrors(absolutePath) { try Self.openPatiently(absolutePath) }
    }

    /// Opens the database, and tries again while other processes lock it.
    ///
    /// SQLite does not wait where waiting could last for ever: if several processes turn on the log of a new database at
    /// once, it refuses all but one immediately.
    private static func openPatiently(_ path: String) throws -> DatabasePool {
        let deadline = ContinuousClock.now + .seconds(busySeconds)
        while true {
            do {
                return try open(path)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
            {
                usleep(20_000)
            }
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration(path: path))
        // GRDB has just chosen NORMAL for the log; a result that was announced must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try migrate(pool, path: path)
        return pool
    }

    private static func prepareFile(_ path: String, mustExist: Bool) throws {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            guard !isDirectory.boolValue else { throw ArchiveError.isFolder(path: path) }
            return
        }
        guard !mustExist else {
            // A folder that may not be entered does not show whether the file exists.
            guard access(path, F_OK) == 0 || errno == ENOENT || errno == ENOTDIR else {
                throw ArchiveError.cannotOpen(path: path, reason: SystemError.text(errno))
            }
            throw ArchiveError.missing(path: path)
        }
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ArchiveError.cannotCreateFolder(path: folder, reason: SystemError.text(of: error))
        }
        // Transcripts are private. SQLite gives its log files the permissions of the database.
        do throws(SystemError) {
            _ = try FileDescriptor(path, .updateOrCreate)
        } catch {
            guard ![EACCES, EROFS, EPERM].contains(error.code) else { throw ArchiveError.readOnly(path: path) }
            throw ArchiveError.cannotOpen(path: path, reason: error.text)
        }
    }

    static func configuration(path: String) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        // With the default, which is to fail at once, SQLite refuses most of several concurrent processes.
        configuration.busyMode = .timeout(busySeconds)
        configuration.label = "archive"
        configuration.prepareDatabase { db in
            // This check must come before the journal mode is set, so that the database of another program is not changed.
            func isArchive() throws -> Bool {
                try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID
            }
            if try isArchive() { return }
            let foreign = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
            // Another process may have made the tables between the two looks; it has marked the file with them.
            guard try foreign == 0 || isArchive() else { throw ArchiveError.notAnArchive(path: path) }
        }
        configuration.prepareDatabase(TurnRanking.register)
        return configuration
    }

    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in Schemas.migrations {
            migrator.registerMigration(migration.identifier) { db in
                try db.execute(sql: migration.sql)
                if migration.identifier == Schemas.searchTextMigration { try writeSearchTexts(db) }
            }
        }
        return migrator
    }

    /// Stores for turns of an older archive the text to be indexed, where it differs from the text of the turn.
    private static func writeSearchTexts(_ db: Database) throws {
        let next = try db.makeStatement(
            sql: """
                SELECT id, CAST(text AS BLOB) AS text FROM turns WHERE id > ? AND text GLOB ? ORDER BY id LIMIT 1000
                """)
        let update = try db.makeStatement(sql: "UPDATE turns SET search_text = CAST(? AS TEXT) WHERE id = ?")
        var last = Int64.min
        while true {
            let turns = try Row.fetchAll(next, arguments: [last, SearchText.pattern])
            for turn in turns {
                last = try turn.value("id")
                guard let text = SearchText.indexed(try turn.exactText("text")) else { continue }
                try update.execute(arguments: [ExactText(text), last])
            }
            if turns.isEmpty { return }
        }
    }

    private static func migrate(_ pool: DatabasePool, path: String) throws {
        let migrator = migrator()
        while true {
            let applied = try pool.read(migrator.appliedIdentifiers)
            let unknown = applied.subtracting(migrator.migrations)
            guard unknown.isEmpty else {
                throw ArchiveError.newerSchema(path: path, unknownMigrations: unknown.sorted())
            }
            guard applied.count < migrator.migrations.count else { return }
            do {
                try migrator.migrate(pool)
            } catch let error as DatabaseError {
                // If two processes open a new archive at once, the slower one finds that the tables exist.
                guard try pool.read(migrator.appliedIdentifiers).count > applied.count else { throw error }
            }
        }
    }
}

import GRDB

extension Archive {
    /// Opens a database that can only be read: where it lies, or a private copy of it where it has a log that cannot be
    /// read there, or where an earlier version of the program has written it.
    /// - Returns: What is open, and whether it is a copy with migrations that the file lacks.
    static func open(
        _ database: ReadOnlyDatabase
    ) throws -> (database: ReadOnlyDatabase, queue: DatabaseQueue, isMigrated: Bool) {
        if let queue = try database.open(configuration(path: database.path)) {
            if try isUpToDate(queue, path: database.path) { return (database, queue, false) }
            try queue.close()
        }
        let copy = try PrivateCopy(of: database.path)
        do {
            let (queue, isMigrated) = try open(copy, of: database)
            // Its file is open; nothing is left behind however the process ends.
            try copy.remove()
            return (database.copied, queue, isMigrated)
        } catch {
            try copy.remove()
            throw error
        }
    }

    private static func open(
        _ copy: PrivateCopy, of database: ReadOnlyDatabase
    ) throws -> (queue: DatabaseQueue, isMigrated: Bool) {
        var configuration = configuration(path: database.path)
        // Takes over what is in the log.
        let writer = try DatabaseQueue(path: copy.path, configuration: configuration)
        let isMigrated = try !isUpToDate(writer, path: database.path)
        if isMigrated { try migrator().migrate(writer) }
        // A database without a log is one file, which can be read when its name is gone.
        try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try writer.close()
        configuration.readonly = true
        return (try DatabaseQueue(path: copy.path, configuration: configuration), isMigrated)
    }

    private static func isUpToDate(_ queue: DatabaseQueue, path: String) throws -> Bool {
        let migrator = migrator()
        let applied = try queue.read(migrator.appliedIdentifiers)
        let unknown = applied.subtracting(migrator.migrations)
        guard unknown.isEmpty else {
            throw ArchiveError.newerSchema(path: path, unknownMigrations: unknown.sorted())
        }
        guard !applied.isEmpty else { throw ArchiveError.notAnArchive(path: path) }
        return applied.count == migrator.migrations.count
    }
}

import Foundation
import GRDB
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

/// Files that SQLite cannot write. The tests may run as root, so that permissions alone do not make them read-only.
@Suite struct ReadOnlyDatabaseTests {
    private let folder: ScratchFolder
    private let path: String

    init() throws {
        folder = try ScratchFolder()
        path = folder.file("an archive?#%.db")
        let archive = try Archive(path: path)
        try archive.save(TranscriptFixtures.meeting)
        try archive.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try archive.pool.close()
    }

    private func open() throws -> DatabaseQueue {
        try #require(try ReadOnlyDatabase(path: path).open(Configuration()))
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func aFileAloneIsReadWithoutWritingBesideIt() throws {
        try FileManager.default.removeItem(atPath: path + "-wal")
        try FileManager.default.removeItem(atPath: path + "-shm")
        let before = try files()
        #expect(try ReadOnlyDatabase(path: path).name?.hasSuffix("/an%20archive%3F%23%25.db?immutable=1") == true)
        let count = try open().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM turns") }
        #expect(count == 3)
        #expect(try files() == before)
        #expect(throws: DatabaseError.self) { try open().write { try $0.execute(sql: "DELETE FROM turns") } }
    }

    @Test func whatIsInTheLogIsRead() throws {
        let writer = try Archive(path: path)
        try writer.save(TranscriptFixtures.silence)
        // Log and index exist because another process has the archive open.
        #expect(try ReadOnlyDatabase(path: path).name == path)
        let count = try open().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recordings") }
        #expect(count == 2)
        _ = writer
    }

    @Test func aJournalThatCannotBeReadIsNoSilentlyOldArchive() throws {
        for other in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + other) }
        try Data("something".utf8).write(to: URL(fileURLWithPath: path + "-journal"))
        let error = #expect(throws: ArchiveError.unreadLog(path: path, log: path + "-journal")) {
            try ReadOnlyDatabase(path: path)
        }
        #expect(error?.description.contains("copy both") == true)
    }

    /// A process that was killed leaves its log behind, without an index.
    @Test func aLogWithoutIndexIsReadByWayOfACopy() throws {
        let writer = try Archive(path: path)
        try writer.save(TranscriptFixtures.silence)
        let left = try ScratchFolder()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: left.file("left.db" + suffix))
        }
        let opened = try Archive.open(ReadOnlyDatabase(path: left.file("left.db")))
        #expect(try opened.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recordings") } == 2)
        #expect(!opened.isMigrated)
        #expect(throws: DatabaseError.self) { try opened.queue.write { try $0.execute(sql: "DELETE FROM turns") } }
        #expect(try FileManager.default.contentsOfDirectory(atPath: left.path).sorted() == ["left.db", "left.db-wal"])
        // SQLite ignores a log without a valid header.
        try Data("something".utf8).write(to: URL(fileURLWithPath: left.file("left.db-wal")))
        let bare = try Archive.open(ReadOnlyDatabase(path: left.file("left.db")))
        #expect(try bare.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recordings") } == 1)
        _ = writer
    }

    @Test func anEarlierSchemaIsReadByWayOfAMigratedCopy() throws {
        for count in 1..<Schemas.migrations.count {
            let path = folder.file("earlier\(count).db")
            let queue = try DatabaseQueue(path: path)
            try queue.write { db in
                try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                for migration in Schemas.migrations.prefix(count) {
                    try db.execute(sql: migration.sql)
                    try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [migration.identifier])
                }
            }
            try queue.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let opened = try Archive.open(ReadOnlyDatabase(path: path))
            #expect(opened.isMigrated)
            #expect(
                try opened.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations") }
                    == Schemas.migrations.count)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func aChangeWhileReadingIsTold() throws {
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + suffix) }
        let database = try ReadOnlyDatabase(path: path)
        try database.checkUnchanged()
        let writer = try Archive(path: path)
        try writer.save(TranscriptFixtures.silence)
        try writer.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        #expect(throws: ArchiveError.changedWhileRead(path: path)) { try database.checkUnchanged() }
    }
}

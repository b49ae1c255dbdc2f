import Foundation
import GRDB
import TestSupport
import Testing
import Transcript

@testable import TranscriptStore

/// A file that cannot be written, as far as SQLite is concerned: the tests may run as a user whom nothing is forbidden.
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

    private func open() throws -> DatabaseQueue { try ReadOnlyDatabase(path: path).open(Configuration()) }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func aFileAloneIsReadWithoutWritingBesideIt() throws {
        try FileManager.default.removeItem(atPath: path + "-wal")
        try FileManager.default.removeItem(atPath: path + "-shm")
        let before = try files()
        #expect(try ReadOnlyDatabase(path: path).name.hasSuffix("/an%20archive%3F%23%25.db?immutable=1"))
        let count = try open().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM turns") }
        #expect(count == 3)
        #expect(try files() == before)
        #expect(throws: DatabaseError.self) { try open().write { try $0.execute(sql: "DELETE FROM turns") } }
    }

    @Test func whatIsInTheLogIsRead() throws {
        let writer = try Archive(path: path)
        try writer.save(TranscriptFixtures.silence)
        // The log is there, and its index, as another process has the archive open.
        #expect(try ReadOnlyDatabase(path: path).name == path)
        let count = try open().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recordings") }
        #expect(count == 2)
        _ = writer
    }

    @Test(arguments: ["-wal", "-journal"])
    func aLogThatCannotBeReadIsNoSilentlyOldArchive(suffix: String) throws {
        for other in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + other) }
        try Data("something".utf8).write(to: URL(fileURLWithPath: path + suffix))
        let error = #expect(throws: ArchiveError.unreadLog(path: path, log: path + suffix)) {
            try ReadOnlyDatabase(path: path)
        }
        #expect(error?.description.contains("copy both") == true)
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

import ArchiveSearch
import Foundation
import GRDB
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

@Suite struct ArchiveTests {
    private let folder: ScratchFolder
    private let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init() throws { folder = try ScratchFolder() }

    @Test func aMissingFileIsMadeWithItsFoldersAndPrivate() throws {
        let path = folder.file("a/b c/archive.db")
        let archive = try Archive(path: path)
        #expect(archive.path == path)
        #expect(try archive.recordings().isEmpty)
        #expect(try permissions(path) == 0o600)
        #expect(try permissions(path + "-wal") == 0o600)
        #expect(try permissions(folder.file("a/b c")) == 0o700)
    }

    @Test func connectionsAreSetUpToKeepWhatWasSaved() throws {
        let archive = try Archive(path: folder.file("archive.db"))
        try archive.pool.writeWithoutTransaction { (db: Database) throws -> Void in
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2)
            #expect(try Int.fetchOne(db, sql: "PRAGMA foreign_keys") == 1)
            #expect(try Int.fetchOne(db, sql: "PRAGMA busy_timeout") == 10_000)
        }
        #expect(try archive.pool.read { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 10_000)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func theSchemaIsTheGoldenOne() throws {
        let archive = try Archive(path: folder.file("archive.db"))
        let statements = try archive.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
                        AND name NOT IN ('grdb_migrations', 'sqlite_sequence') ORDER BY type, name
                    """)
        }
        let golden = repository.appendingPathComponent("Tests/Fixtures/archive_schema.sql")
        #expect(statements.map { $0 + ";\n" }.joined() == (try String(contentsOf: golden, encoding: .utf8)))
        #expect(try archive.migrations() == Schemas.migrations.map(\.identifier))
        let applicationID = try archive.pool.read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
        #expect(applicationID == Archive.applicationID)
    }

    @Test func theFilesOfSchemasAreTheRegisteredOnes() throws {
        let sql = try FileManager.default.contentsOfDirectory(
            atPath: repository.appendingPathComponent("Schemas/sql").path)
        #expect(sql.sorted() == Schemas.migrations.map { $0.identifier + ".sql" })
        let json = try FileManager.default.contentsOfDirectory(
            atPath: repository.appendingPathComponent("Schemas/json").path)
        #expect(json.sorted() == Schemas.json.map { $0.name + ".schema.json" })
        for migration in Schemas.migrations {
            let file = repository.appendingPathComponent("Schemas/sql/\(migration.identifier).sql")
            #expect(try String(contentsOf: file, encoding: .utf8) == migration.sql)
            #expect(migration.identifier.wholeMatch(of: /v\d{4}_[a-z_]+/) != nil)
        }
        for schema in Schemas.json {
            let file = repository.appendingPathComponent("Schemas/json/\(schema.name).schema.json")
            #expect(try String(contentsOf: file, encoding: .utf8) == schema.text)
        }
    }

    /// A transcript in the tables of the first version.
    private static let firstRows = """
        INSERT INTO recordings (content_hash, duration_seconds, sample_rate, channel_count, format)
        VALUES ('\(String(repeating: "a", count: 64))', 2, 16000, 1, 'wav');
        INSERT INTO recording_paths (recording_id, path, is_current) VALUES (1, '/meetings/old.wav', 1);
        INSERT INTO runs (recording_id, path, program_version, settings, models, started_at, word_count, is_current)
        VALUES (1, '/meetings/old.wav', '0.1.0', '{}', '{}', '2025-01-01T00:00:00Z', 1, 1);
        INSERT INTO speakers (run_id, ordinal, label, embedding) VALUES (1, 0, 'S1', x'');
        INSERT INTO turns (run_id, ordinal, speaker_id, start_seconds, end_seconds, text, confidence)
        VALUES (1, 0, 1, 0, 1, 'Hello', 0.9), (1, 1, 1, 1, 2, '讨论预算', 0.9);
        INSERT INTO words (turn_id, ordinal, text, start_seconds, end_seconds, confidence, speaker_id, speaker_margin,
            is_overlapped)
        VALUES (1, 0, 'Hello', 0, 1, 0.9, 1, 1, 0);
        """

    @Test func anArchiveOfAnyEarlierVersionIsBroughtUpToDate() throws {
        for count in 1..<Schemas.migrations.count {
            let path = folder.file("archive\(count).db")
            try DatabasePool(path: path).write { db in
                try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                for migration in Schemas.migrations.prefix(count) {
                    try db.execute(sql: migration.sql)
                    try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [migration.identifier])
                }
                try db.execute(sql: Self.firstRows)
            }
            let archive = try Archive(path: path)
            #expect(try archive.migrations() == Schemas.migrations.map(\.identifier))
            let transcript = try archive.transcript(recordingID: 1)
            #expect(
                transcript.words.map(\.text) == ["Hello"] && transcript.label(of: transcript.turns[0].speaker) == "S1")
            #expect(try archive.search(SearchRequest(query: "hello")).hits.count == 1)
            let isOlder = !Schemas.migrations.prefix(count).map(\.identifier).contains(Schemas.searchTextMigration)
            #expect(try archive.search(SearchRequest(query: "预算")).hits.map(\.turn.number) == (isOlder ? [2] : []))
            #expect(try archive.integrityProblems().isEmpty)
        }
    }

    /// Removing a row must not read the whole of another table.
    @Test func everyForeignKeyHasAnIndex() throws {
        let archive = try Archive(path: folder.file("archive.db"))
        let missing = try archive.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name, f."from" AS child FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
                    WHERE t.type = 'table' AND NOT EXISTS (
                        SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = f."from" AND c.pk = 1
                    ) AND NOT EXISTS (
                        SELECT 1 FROM pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
                        WHERE c.seqno = 0 AND c.name = f."from"
                    )
                    """
            ).map { "\($0["name"] as String).\($0["child"] as String)" }
        }
        #expect(missing == [])
    }

    @Test func openingTwiceChangesNothing() throws {
        let path = folder.file("archive.db")
        try Archive(path: path).save(TranscriptFixtures.meeting)
        #expect(try Archive(path: path, mustExist: true).recordings().count == 1)
    }

    @Test func anEmptyFileBecomesAnArchive() throws {
        let path = try folder.write("", to: "archive.db")
        try Archive(path: path).save(TranscriptFixtures.meeting)
        #expect(try Archive(path: path).recordings().count == 1)
    }

    @Test func aMissingFileIsNotMadeWhereItMustExist() throws {
        let path = folder.file("none/archive.db")
        #expect(throws: ArchiveError.missing(path: path)) { try Archive(path: path, mustExist: true) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    }

    @Test func aFolderIsRefused() throws {
        #expect(throws: ArchiveError.isFolder(path: folder.path)) { try Archive(path: folder.path) }
    }

    @Test func aFileInPlaceOfAFolderIsRefused() throws {
        let file = try folder.write("text", to: "file")
        #expect {
            try Archive(path: file + "/archive.db")
        } throws: { error in
            guard case ArchiveError.cannotCreateFolder(let path, _) = error else { return false }
            return path == file
        }
    }

    @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
        let text = String(repeating: "not a database. ", count: 100)
        let path = try folder.write(text, to: "notes.txt")
        #expect(throws: ArchiveError.notADatabase(path: path)) { try Archive(path: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test func theDatabaseOfAnotherProgramIsLeftAlone() throws {
        let path = folder.file("places.sqlite")
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: ArchiveError.notAnArchive(path: path)) { try Archive(path: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["places.sqlite"])
    }

    @Test func anArchiveOfANewerVersionIsRefused() throws {
        let path = folder.file("archive.db")
        try Archive(path: path).pool.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('v9999_from_the_future')")
        }
        #expect(throws: ArchiveError.newerSchema(path: path, unknownMigrations: ["v9999_from_the_future"])) {
            try Archive(path: path)
        }
    }

    @Test func damageIsReported() throws {
        let path = folder.file("archive.db")
        let archive = try Archive(path: path)
        try archive.save(TranscriptFixtures.meeting)
        try archive.pool.write {
            try $0.execute(sql: "DROP TRIGGER turns_index_insert; DROP TRIGGER turns_index_delete")
        }
        try archive.pool.write { try $0.execute(sql: "DELETE FROM turns WHERE ordinal = 0") }
        #expect {
            try archive.integrityProblems()
        } throws: { error in
            guard case ArchiveError.damaged(path, _) = error else { return false }
            return true
        }
    }

    @Test(arguments: [
        (ResultCode.SQLITE_READONLY, ArchiveError.readOnly(path: "/a")),
        (.SQLITE_READONLY_DBMOVED, .readOnly(path: "/a")),
        (.SQLITE_BUSY, .busy(path: "/a")),
        (.SQLITE_FULL, .diskFull(path: "/a")),
        (.SQLITE_CORRUPT, .damaged(path: "/a", detail: "text")),
        (.SQLITE_CONSTRAINT_FOREIGNKEY, .changedMeanwhile(path: "/a", detail: "text")),
        (.SQLITE_CONSTRAINT_UNIQUE, .changedMeanwhile(path: "/a", detail: "text")),
        (.SQLITE_CONSTRAINT_PRIMARYKEY, .changedMeanwhile(path: "/a", detail: "text")),
        (.SQLITE_CONSTRAINT_CHECK, .refusedValue(path: "/a", detail: "text")),
        (.SQLITE_CONSTRAINT_NOTNULL, .refusedValue(path: "/a", detail: "text")),
        (.SQLITE_NOTADB, .notADatabase(path: "/a")),
        (.SQLITE_CANTOPEN, .cannotOpen(path: "/a", reason: "text")),
        (.SQLITE_IOERR, .failed(path: "/a", detail: "text")),
    ])
    func everyErrorOfSQLiteHasAnExplanation(code: ResultCode, expected: ArchiveError) {
        let error = DatabaseError(resultCode: code, message: "text")
        #expect(ArchiveError(error, path: "/a") == expected)
        #expect(expected.description.contains("/a"))
    }

    @Test func theVersionOfSQLiteIsKnown() throws {
        #expect(try Archive.sqliteVersion().wholeMatch(of: /3\.\d+\.\d+/) != nil)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}

import ArchiveEdits
import ArchivePeople
import ArchiveSearch
import ArchiveTestSupport
import FileSystem
import Foundation
import GRDB
import JobQueue
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import RecordingStorage

/// Every column of every table gets values that the archive cannot have written. Each function that reads or writes then
/// returns a result or throws an error of the archive, and never ends the process.
@Suite struct DamagedRowsTests {
    /// Values as SQL writes them.
    static let values = [
        "NULL", "-1", "9e999", "9223372036854775807", "-9223372036854775808", "'x'", "x'ff00'",
        "'{\"range\":{\"start\":2,\"end\":1},\"words\":[]}'",
    ]

    private let folder: ScratchFolder
    private let sound: String

    init() throws {
        folder = try ScratchFolder()
        sound = folder.file("sound.db")
        try Self.fill(sound)
        try Self.loosen(sound)
    }

    static func tables() throws -> [String] {
        let folder = try ScratchFolder()
        let archive = try Archive(path: folder.file("archive.db"))
        return try archive.pool.read {
            try String.fetchAll(
                $0,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
                        AND name NOT GLOB 'turns_fts*' AND name <> 'grdb_migrations' ORDER BY name
                    """)
        }
    }

    @Test func theArchiveHasRowsInEveryTable() throws {
        let database = try DatabaseQueue(path: sound)
        for table in try Self.tables() {
            let count = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
            #expect((count ?? 0) > 0, "\(table)")
        }
    }

    @Test(arguments: try DamagedRowsTests.tables())
    func noValueEndsTheProcess(table: String) throws {
        let columns = try DatabaseQueue(path: sound).read { try $0.columns(in: table).map(\.name) }
        for column in columns {
            for value in Self.values {
                let path = folder.file("\(table).\(column).db")
                try FileManager.default.copyItem(atPath: sound, toPath: path)
                try Self.damage(path, "UPDATE OR IGNORE \(table) SET \(column) = \(value)")
                try Self.useAll(path, "\(table).\(column) = \(value)")
                for suffix in ["", "-wal", "-shm", "-workers"]
                where FileManager.default.fileExists(atPath: path + suffix) {
                    try FileManager.default.removeItem(atPath: path + suffix)
                }
            }
        }
    }

    @Test(arguments: [
        ("turns", "start_seconds = -1", "start_seconds cannot be -1.0 (in the row with id 1"),
        ("words", "end_seconds = 9e999", "end_seconds cannot be inf"),
        ("words", "confidence = 7", "confidence cannot be 7.0"),
        ("turns", "channel = 0", "channel cannot be 0"),
        ("recordings", "sample_rate = 0", "sample_rate cannot be 0"),
        ("speakers", "embedding = x'000000'", "embedding cannot be 3 bytes"),
        ("runs", "settings = '[1]'", "settings cannot be '[1]'"),
        ("turns", "start_seconds = 9, end_seconds = 8", "a span ends before it starts"),
    ])
    func theMessageSaysWhatAndWhere(table: String, change: String, part: String) throws {
        try Self.damage(sound, "UPDATE \(table) SET \(change)")
        let archive = try Archive(path: sound)
        #expect {
            try archive.transcript(recordingID: 1)
        } throws: { error in
            "\(error)".hasPrefix("the archive \(sound) is damaged (") && "\(error)".contains(part)
        }
    }

    // MARK: Archives

    /// Makes an archive with something in every table.
    private static func fill(_ path: String) throws {
        let now = "2024-06-01T00:00:00Z"
        let archive = try Archive(path: path)
        var meeting = TranscriptFixtures.meeting
        for index in meeting.turns.indices { meeting.turns[index].channel = 1 }
        try archive.save(meeting)
        var other = TranscriptFixtures.meeting
        other.run.system = "other"
        other.alternatives = [
            Alternative(range: TimeRange(start: 0, end: 1), channel: 1, rank: 2, text: "Hm", confidence: 0.5)
        ]
        try archive.addImport(other)
        try archive.edit(recordingID: 1, turn: 1, .text("Good evening."), at: now)
        try archive.edit(recordingID: 1, turn: 2, .speaker("S1"), at: now)
        try archive.name(SpeakerReference(recordingID: 1, name: "S1"), "Ann", at: now)
        try archive.name(SpeakerReference(recordingID: 1, name: "S2"), "Bea", at: now)
        try archive.enrol("Ann", [VoiceSample(file: "/a.wav", embedding: [1, 0, 0], cleanSeconds: 10)], at: now)
        try archive.renamePerson("Bea", "Bo", at: now)
        try archive.assign(SpeakerReference(recordingID: 1, name: "S2"), to: "Ann", at: now)
        try archive.splitPerson("Ann", into: "Cy", [SpeakerReference(recordingID: 1, name: "S2")], at: now)
        try archive.mergePeople("Ann", with: "Bo", at: now)
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        _ = try archive.enqueue([request(7), request(8)], now: date)
        let worker = try archive.registerWorker(programVersion: "1", now: date)
        _ = try archive.claimJob(
            .all, worker: worker, leaseSeconds: 60, attemptLimit: 3, abandoned: failure, now: date)
        try archive.quarantineJob(id: 2, failure, now: date)
        try archive.keepExport(path: "/a.txt", contentHash: TranscriptFixtures.hash(9), recordingID: 1, at: now)
    }

    private static let failure = JobFailure(kind: .inputOutput, stage: "decoding", reason: "r", advice: "a")

    private static func request(_ number: UInt64) -> JobRequest {
        JobRequest(
            contentHash: TranscriptFixtures.hash(number), path: "/\(number).wav",
            stamp: FileStamp(
                identity: FileIdentity(device: 1, number: 1), byteCount: 2, modifiedNanoseconds: 3,
                changedNanoseconds: 4),
            settings: ["a": "b"], models: ["c": "d"], programVersion: "1", resultKey: "words 1")
    }

    /// Removes the constraints that keep other programs from writing impossible values.
    private static func loosen(_ path: String) throws {
        try unchecked(path) { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_master SET sql = replace(replace(replace(replace(replace(replace(
                        sql, ') STRICT, WITHOUT ROWID', ') WITHOUT ROWID'), ') STRICT', ')'),
                        'TEXT NOT NULL', 'TEXT'), 'REAL NOT NULL', 'REAL'), 'INTEGER NOT NULL', 'INTEGER'),
                        'BLOB NOT NULL', 'BLOB')
                    WHERE type = 'table' AND name NOT GLOB 'turns_fts*';
                    PRAGMA writable_schema = RESET;
                    """)
        }
    }

    private static func damage(_ path: String, _ sql: String) throws {
        try unchecked(path) { db in
            do {
                try db.execute(sql: sql)
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_MISMATCH || error.resultCode == .SQLITE_CONSTRAINT
            {
                // Rowids take whole numbers only, and keys of tables without them no NULL.
            }
        }
    }

    private static func unchecked(_ path: String, _ change: (Database) throws -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try change(db)
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try database.close()
    }

    // MARK: Readers and writers

    private static func useAll(_ path: String, _ what: String) throws {
        var archives: [Archive] = []
        expectAnswer(what) { archives = [try Archive(path: path)] }
        guard let archive = archives.first else { return }
        for use in readers(archive) + writers(archive) { expectAnswer(what, use) }
    }

    private static func expectAnswer(_ what: String, _ use: () throws -> Void) {
        do {
            try use()
        } catch {
            let isOfTheArchive =
                error is ArchiveError || error is SearchQueryError || error is TurnEditError || error is PeopleProblem
                || error is JobQueueError
            #expect(isOfTheArchive, "\(what): \(error)")
        }
    }

    private static func readers(_ archive: Archive) -> [() throws -> Void] {
        let requests = SearchOrder.allCases.flatMap { order in
            [
                SearchRequest(query: "evening OR the", order: order, contextTurns: 2),
                SearchRequest(
                    query: "yes", speaker: "Ann", recordingID: 1, recordedFrom: "2000", minConfidence: 0.1,
                    order: order),
            ]
        }
        return [
            { _ = try archive.recordings() }, { _ = try archive.recording("1") },
            { _ = try archive.recording("/meetings/2024 budget.flac") },
            { _ = try archive.holdings(recordingIDs: [1]) },
            { _ = try archive.outline(recordingID: 1) }, { _ = try archive.transcript(recordingID: 1) },
            { _ = try archive.originalTranscript(recordingID: 1) }, { _ = try archive.run(recordingID: 1) },
            { _ = try archive.runs(recordingID: 1) }, { _ = try archive.transcript(recordingID: 1, runID: 2) },
            { _ = try archive.edits(recordingID: 1) }, { _ = try archive.people() }, { _ = try archive.person("Ann") },
            { _ = try archive.person("Cy") }, { _ = try archive.voiceSuggestions() },
            { _ = try archive.peopleEvents() }, { _ = try archive.decidedSpeakers() }, { _ = try archive.jobs() },
            { _ = try archive.jobCounts() }, { _ = try archive.job(id: 1) }, { _ = try archive.views() },
            { _ = try archive.exportedHash(path: "/a.txt") }, { _ = try archive.recordingPaths() },
            { _ = try archive.query("SELECT * FROM v_words") }, { _ = try archive.query("SELECT * FROM v_talk_time") },
        ] + requests.map { request in { _ = try archive.search(request) } }
    }

    private static func writers(_ archive: Archive) -> [() throws -> Void] {
        let now = "2024-07-01T00:00:00Z"
        let date = Date(timeIntervalSince1970: 1_700_000_100)
        return [
            { _ = try archive.enqueue([request(7), request(9)], now: date) },
            { _ = try archive.retryJob(id: 2, now: date) },
            { _ = try archive.cancelJob(id: 1, now: date) },
            { _ = try archive.name(SpeakerReference(recordingID: 1, name: "S2"), "Dee", at: now) },
            { _ = try archive.undoPeople(at: now) },
            { _ = try archive.edit(recordingID: 1, turn: 3, .text("No."), at: now) },
            { _ = try archive.save(TranscriptFixtures.meeting) },
            { _ = try archive.undoEdit(recordingID: 1, at: now) },
            { _ = try archive.removeRecordings([1]) },
        ]
    }
}

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

@Suite struct ArchiveRemovalTests {
    private let queue: QueueFixture
    private var archive: Archive { queue.archive }
    private let now = "2024-06-01T00:00:00Z"

    /// Two voices in each of three recordings, of which the second was transcribed twice.
    init() throws {
        queue = try QueueFixture()
        for number in [1, 2, 3, 2] as [UInt64] {
            try queue.archive.save(
                VoiceFixtures.meeting(
                    number, [1, 2].map { (VoiceFixtures.voice($0, deviation: 0.3, take: number), 20) }))
        }
    }

    /// All rows of all tables but those of the full-text index, and the hits of a search.
    private func contents() throws -> [String] {
        let tables = try archive.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'turns_fts*'
                        AND name <> 'sqlite_sequence' ORDER BY name
                    """)
        }
        #expect(tables.count > 15)
        return try tables.flatMap { table in try queue.dump("SELECT * FROM \(table)").map { table + $0 } }
            + archive.search(SearchRequest(query: "words", limit: 100)).hits.map { "\($0)" }
    }

    @Test func nothingOfARecordingIsLeft() throws {
        let before = try contents()
        let added = try archive.save(TranscriptFixtures.meeting)
        try archive.edit(recordingID: added, turn: 3, .text("No."), at: now)
        try archive.edit(recordingID: added, turn: 3, .speaker("S2"), at: now)
        try archive.addImport(TranscriptFixtures.meeting, recordingID: added)
        _ = try archive.enqueue(
            [
                JobRequest(
                    contentHash: TranscriptFixtures.hash(1), path: "/copies/budget.flac",
                    stamp: FileStamp(
                        identity: FileIdentity(device: 1, number: 1), byteCount: 2, modifiedNanoseconds: 3,
                        changedNanoseconds: 4),
                    settings: [:], models: [:], programVersion: "9", resultKey: "words 9")
            ], now: JobFixtures.date(0))
        #expect(try contents() != before)
        let holdings = try archive.holdings(recordingIDs: [added])
        #expect(
            holdings == [
                RecordingHoldings(
                    recording: try archive.recording("\(added)"), runCount: 2, turnCount: 6, voiceCount: 4,
                    editCount: 2, jobCount: 1)
            ])
        #expect(try archive.removeRecordings([added]) == holdings)
        #expect(try contents() == before)
        #expect(try archive.search(SearchRequest(query: "budget OR no")).hits.isEmpty)
        #expect(try archive.integrityProblems().isEmpty)
        // Its number is not used again.
        #expect(try archive.save(TranscriptFixtures.meeting) == added + 1)
    }

    @Test func peopleStayAndTheirProfilesAreWithoutItsVoices() throws {
        func profiles() throws -> [String] { try queue.dump("SELECT * FROM people ORDER BY id") }
        try archive.removeRecordings([2, 3])
        try archive.name(SpeakerReference(recordingID: 1, name: "S1"), "Ann", at: now)
        let alone = try profiles()
        // The same voices, to the last bit, as if the other recordings had never been stored.
        let others = try ([2, 3] as [UInt64]).map { number in
            try archive.save(
                VoiceFixtures.meeting(
                    number, [1, 2].map { (VoiceFixtures.voice($0, deviation: 0.3, take: number), 20) }))
        }
        #expect(try archive.person("Ann").speakers.map(\.recordingID) == [1] + others)
        #expect(try profiles() != alone)
        try archive.removeRecordings(others)
        #expect(try profiles() == alone)
        #expect(try archive.person("Ann").speakers.map(\.recordingID) == [1])
        // A person without any voice left keeps the name.
        try archive.removeRecordings([1])
        #expect(try archive.people().map(\.name) == ["Ann"])
        #expect(try archive.people().map(\.profileSeconds) == [0])
        #expect(try archive.peopleEvents().count == 1)
        #expect(try archive.recordings().isEmpty)
        #expect(try archive.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM speakers") } == 0)
        #expect(try archive.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM voices") } == 0)
    }

    @Test func whatAWorkerBringsOfItIsRefused() throws {
        try queue.enqueue(8)
        let worker = try queue.worker()
        let claim = try #require(try queue.handout(worker, at: 0).claim)
        let id = try archive.save(queue.transcript(claim))
        try archive.removeRecordings([id])
        #expect(throws: JobQueueError.leaseLost(jobID: claim.job.id, archive: archive.path)) {
            try archive.renew(claim, leaseSeconds: 60, now: JobFixtures.date(1))
        }
        #expect(try archive.jobs().isEmpty)
    }

    @Test func allGoOrNone() throws {
        let before = try contents()
        #expect(throws: ArchiveError.noSuchRecording(reference: "9", archive: archive.path)) {
            try archive.removeRecordings([1, 9])
        }
        #expect(try contents() == before)
        #expect(throws: ArchiveError.noSuchRecording(reference: "9", archive: archive.path)) {
            try archive.holdings(recordingIDs: [9])
        }
    }

    @Test func theFileWrittenAnewHasNoneOfItsWords() throws {
        let id = try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "Xylophone zanzibar.")
            ]))
        func isOnDisk(_ text: String) throws -> Bool {
            try ["", "-wal"].contains { suffix in
                let file = URL(fileURLWithPath: archive.path + suffix)
                return try Data(contentsOf: file).range(of: Data(text.utf8)) != nil
            }
        }
        #expect(try isOnDisk("Xylophone") && isOnDisk("anzibar"))
        try archive.removeRecordings([id])
        try archive.eraseFreeSpace()
        // The index has words in lower case, each without the beginning that it shares with the word before.
        for text in ["Xylophone", "lophone", "anzibar"] { #expect(try !isOnDisk(text)) }
        #expect(try archive.search(SearchRequest(query: "words", limit: 100)).hits.count == 6)
        #expect(try archive.integrityProblems().isEmpty)
    }
}

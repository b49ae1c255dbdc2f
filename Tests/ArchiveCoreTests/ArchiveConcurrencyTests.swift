import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore

/// Every `Archive` has connections of its own, as every process has.
@Suite struct ArchiveConcurrencyTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func manyMayOpenANewArchiveAtOnce() async throws {
        for round in 0..<6 {
            let path = folder.file("archive\(round).db")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        var transcript = TranscriptFixtures.meeting
                        transcript.recording.contentHash = TranscriptFixtures.hash(UInt64(number))
                        transcript.recording.path = "/meetings/\(number).wav"
                        try Archive(path: path).save(transcript)
                    }
                }
                try await group.waitForAll()
            }
            let archive = try Archive(path: path)
            #expect(try archive.recordings().count == 6)
            #expect(try archive.integrityProblems().isEmpty)
        }
    }

    @Test func twoMayWriteAtOnce() async throws {
        let path = folder.file("archive.db")
        let perWriter = 40
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    let archive = try Archive(path: path)
                    for number in 0..<perWriter {
                        var transcript = TranscriptFixtures.meeting
                        // Half of the recordings are those of the other writer as well.
                        let content = number % 2 == 0 ? number : number + 1000 * writer
                        transcript.recording.contentHash = TranscriptFixtures.hash(UInt64(content))
                        transcript.recording.path = "/meetings/\(content).wav"
                        try archive.save(transcript)
                    }
                }
            }
            group.addTask {
                let archive = try Archive(path: path)
                for _ in 0..<perWriter {
                    for recording in try archive.recordings() {
                        let transcript = try archive.transcript(recordingID: recording.id)
                        #expect(transcript.turns == TranscriptFixtures.meeting.turns)
                    }
                }
            }
            try await group.waitForAll()
        }
        let archive = try Archive(path: path)
        #expect(try archive.recordings().count == perWriter + perWriter / 2)
        #expect(try archive.integrityProblems().isEmpty)
        let runs = try archive.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT count(*) AS all_runs, sum(is_current) AS current_runs FROM runs")
        }
        #expect(runs.first?["all_runs"] == 2 * perWriter)
        #expect(runs.first?["current_runs"] == perWriter + perWriter / 2)
    }
}

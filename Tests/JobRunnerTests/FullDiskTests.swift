import GRDB
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import JobRunner

/// What the runner does while there is no room for a transcript.
@Suite struct FullDiskTests {
    private let fixture: RunnerFixture
    private let work: ScriptedWork

    /// One job, whose transcript does not fit into the archive as it is when the work is done.
    init() throws {
        fixture = try RunnerFixture()
        try fixture.enqueue(1)
        let turns = (0..<400).map {
            TranscriptFixtures.turn(0, start: Double($0), wordSeconds: 0.1, "Many words fill many pages of a file.")
        }
        work = ScriptedWork({ [archive = fixture.archive] _, _ in try archive.limit(hasRoom: false) }, turns: turns)
    }

    @Test func theTranscriptIsKeptUntilThereIsRoom() async throws {
        let clock = HastyClock { [archive = fixture.archive] number in
            if number == 3 { try archive.limit(hasRoom: true) }
        }
        try await fixture.run(fixture.runner(work, retries: RetryPolicy(writePatienceSeconds: 30), clock: clock))
        #expect(fixture.told == ["finished 1"])
        #expect(clock.allWaits == [1, 2, 4])
        #expect(work.attempts.count == 1)
        #expect(try fixture.archive.transcript(recordingID: 1).turns.count == 400)
    }

    @Test func afterItsPatienceTheRunStopsAndTheJobIsThereForTheNextOne() async throws {
        await #expect(throws: ArchiveError.diskFull(path: fixture.archive.path)) {
            try await fixture.run(fixture.runner(work, retries: RetryPolicy(writePatienceSeconds: 3)))
        }
        #expect(fixture.clock.allWaits == [1, 2])
        #expect(try fixture.archive.recordings().isEmpty)
        #expect(try fixture.archive.integrityProblems().isEmpty)
        try fixture.archive.limit(hasRoom: true)
        try await fixture.run(fixture.runner(ScriptedWork()))
        #expect(fixture.told.last == "finished 1")
    }
}

extension Archive {
    /// Lets the file grow, or not.
    fileprivate func limit(hasRoom: Bool) throws {
        try pool.writeWithoutTransaction { db in
            let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(hasRoom ? 1_000_000_000 : count)")
        }
    }
}

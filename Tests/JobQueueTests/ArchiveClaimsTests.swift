import ArchiveTestSupport
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import JobQueue

/// Two `Archive` objects share nothing but the file, as two processes do. The tests set the time.
@Suite struct ArchiveClaimsTests {
    private let queue: QueueFixture

    init() throws { queue = try QueueFixture() }

    private func states() throws -> [JobState] { try queue.archive.jobs().map(\.state) }

    @Test func jobsAreClaimedInOrderAndOnce() throws {
        try queue.enqueue(1, 2)
        let worker = try queue.worker()
        let first = try #require(try queue.handout(worker, at: 1).claim)
        let second = try #require(try queue.handout(worker, at: 1).claim)
        #expect([first.job.path, second.job.path] == ["/in/1.wav", "/in/2.wav"])
        #expect(first.job.state == .running && first.job.attemptCount == 1 && first.job.workerID == worker.id)
        #expect(first.job.leaseExpiresAt == JobFixtures.date(61))
        #expect(try queue.handout(worker, at: 1).claim == nil)
    }

    @Test func manyWorkersShareTheJobsWithoutQuarrel() async throws {
        let count = 60
        _ = try queue.archive.enqueue((0..<UInt64(count)).map { queue.request($0) }, now: JobFixtures.date(0))
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for _ in 0..<4 {
                group.addTask { [queue] in
                    let archive = try queue.another()
                    let worker = try queue.worker(of: archive)
                    var taken: [Int64] = []
                    while let claim = try queue.handout(worker, at: 1, of: archive).claim {
                        taken.append(claim.job.id)
                        try archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(1))
                    }
                    return taken
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == count && Set(taken).count == count)
        #expect(try queue.archive.recordings().count == count)
        #expect(try queue.archive.jobCounts() == [.done: count])
        #expect(try queue.archive.integrityProblems().isEmpty)
    }

    @Test func aScopeLimitsWhatIsClaimed() throws {
        try queue.enqueue(1, 2)
        let worker = try queue.worker()
        #expect(try queue.handout(worker, at: 1, scope: .only([2])).claim?.job.id == 2)
        #expect(try queue.handout(worker, at: 1, scope: .only([2])).claim == nil)
        #expect(try queue.handout(worker, at: 1, scope: .only([])).claim == nil)
        #expect(try queue.archive.hasClaimableJob(.all, worker: worker, now: JobFixtures.date(1)))
    }

    @Test func resultAndStateChangeTogetherOrNotAtAll() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let before = try queue.everything()
        struct Interruption: Error {}
        #expect(throws: Interruption.self) {
            try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2)) {
                throw Interruption()
            }
        }
        #expect(try queue.everything() == before)
        let id = try queue.archive.complete(
            claim, with: queue.transcript(claim), stageReport: #"[{"stage":"listening"}]"#, now: JobFixtures.date(3))
        let job = try queue.archive.job(id: claim.job.id)
        #expect(job.state == .done && job.recordingID == id && job.workerID == nil && job.leaseExpiresAt == nil)
        #expect(job.stageReport == #"[{"stage":"listening"}]"#)
        #expect(try queue.archive.transcript(recordingID: id).turns == TranscriptFixtures.meeting.turns)
    }

    @Test func aLeaseIsSafeUntilItRunsOutAndCanBeRenewed() throws {
        try queue.enqueue(1)
        let worker = try queue.worker()
        let claim = try #require(try queue.handout(worker, at: 0).claim)
        let other = try queue.another()
        let rival = try queue.worker(of: other)
        #expect(try queue.handout(rival, at: 59, of: other).claim == nil)
        try queue.archive.renew(claim, leaseSeconds: 60, now: JobFixtures.date(59))
        #expect(try queue.handout(rival, at: 118, of: other).claim == nil)
        let takeover = try #require(try queue.handout(rival, at: 119, of: other).claim)
        #expect(takeover.job.id == claim.job.id && takeover.token == claim.token + 1)
        #expect(takeover.job.attemptCount == 2)
        // The first worker must live until here, so that its lease is what counts.
        withExtendedLifetime(worker) {}
    }

    @Test(arguments: [false, true])
    func aWorkerThatWakesTooLateChangesNothing(successorIsDone: Bool) throws {
        try queue.enqueue(1)
        let late = try #require(try queue.handout(queue.worker(), at: 0).claim)
        let other = try queue.another()
        let claim = try #require(try queue.handout(queue.worker(of: other), at: 60, of: other).claim)
        if successorIsDone {
            try other.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(61))
        }
        let before = try queue.everything()
        let refusal = JobQueueError.leaseLost(jobID: late.job.id, archive: queue.archive.path)
        var transcript = queue.transcript(late)
        transcript.turns = []
        let now = JobFixtures.date(62)
        #expect(throws: refusal) { try queue.archive.complete(late, with: transcript, now: now) }
        #expect(throws: refusal) { try queue.archive.fail(late, QueueFixture.damage, retryAt: nil, now: now) }
        #expect(throws: refusal) { try queue.archive.release(late, now: now) }
        #expect(throws: refusal) { try queue.archive.renew(late, leaseSeconds: 60, now: now) }
        #expect(try queue.everything() == before)
    }

    @Test func aWorkerThatSleptDoesNotTakeItsOwnJobOver() throws {
        try queue.enqueue(1)
        let worker = try queue.worker()
        let claim = try #require(try queue.handout(worker, at: 0).claim)
        #expect(try queue.handout(worker, at: 1000).claim == nil)
        #expect(try queue.archive.hasClaimableJob(.all, worker: worker, now: JobFixtures.date(1000)) == false)
        try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(1001))
        #expect(try states() == [.done])
    }

    @Test func aDeadWorkersJobNeedNotWaitForTheEndOfItsLease() throws {
        try queue.enqueue(1)
        let other = try queue.another()
        var worker = [try queue.worker()]
        #expect(try queue.handout(worker[0], at: 0).claim != nil)
        let rival = try queue.worker(of: other)
        #expect(try queue.handout(rival, at: 1, of: other).claim == nil)
        worker = []
        #expect(try queue.handout(rival, at: 1, of: other).claim?.job.attemptCount == 2)
    }

    @Test func workersThatAreGoneAreForgotten() throws {
        for _ in 0..<3 { _ = try queue.worker() }
        let worker = try queue.worker()
        #expect(try queue.dump("SELECT id FROM workers") == ["[id:\(worker.id)]"])
        let second = try queue.worker(of: queue.another())
        #expect(try queue.dump("SELECT id FROM workers") == ["[id:\(worker.id)]", "[id:\(second.id)]"])
    }

    @Test func aJobThatEndsItsWorkersGoesIntoQuarantine() throws {
        try queue.enqueue(1, 2)
        for attempt in 1...3 {
            #expect(try queue.handout(queue.worker(), at: 0, scope: .only([1])).claim?.job.attemptCount == attempt)
        }
        let handout = try queue.handout(queue.worker(), at: 0)
        #expect(handout.quarantined.map(\.id) == [1])
        #expect(handout.claim?.job.id == 2)
        let job = try queue.archive.job(id: 1)
        #expect(job.state == .quarantined && job.failure == QueueFixture.abandoned)
    }

    @Test func aReleasedJobIsAsIfItHadNotBeenBegun() throws {
        try queue.enqueue(1)
        let worker = try queue.worker()
        let claim = try #require(try queue.handout(worker, at: 0).claim)
        try queue.archive.release(claim, now: JobFixtures.date(1))
        let job = try queue.archive.job(id: 1)
        #expect(job.state == .queued && job.attemptCount == 0 && job.workerID == nil)
        let again = try #require(try queue.handout(worker, at: 1).claim)
        #expect(again.token > claim.token)
        #expect(throws: JobQueueError.leaseLost(jobID: 1, archive: queue.archive.path)) {
            try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        }
    }

    @Test func aRetryWaitsForItsTimeAndKeepsItsSettings() throws {
        var request = queue.request(1)
        request.settings = ["speakers": "3"]
        _ = try queue.archive.enqueue([request], now: JobFixtures.date(0))
        let worker = try queue.worker()
        let claim = try #require(try queue.handout(worker, at: 0).claim)
        let failure = JobFailure(kind: .inputOutput, stage: "decoding", reason: "I/O", advice: "check the disk")
        try queue.archive.fail(claim, failure, retryAt: JobFixtures.date(100), now: JobFixtures.date(1))
        #expect(try queue.archive.job(id: 1).notBefore == JobFixtures.date(100))
        #expect(try queue.archive.hasOpenJob(.all))
        #expect(try queue.handout(worker, at: 99).claim == nil)
        let again = try #require(try queue.handout(worker, at: 100).claim)
        #expect(again.job.settings == request.settings && again.job.attemptCount == 2)
        #expect(again.job.failure == failure)
        try queue.archive.complete(again, with: queue.transcript(again), now: JobFixtures.date(101))
        #expect(try queue.archive.job(id: 1).failure == nil)
    }

    @Test func aJobThatIsCalledOffOrPutAsideIsLostToItsWorker() throws {
        try queue.enqueue(1, 2)
        let worker = try queue.worker()
        let claims = [try queue.handout(worker, at: 0).claim, try queue.handout(worker, at: 0).claim].compactMap(\.self)
        try #require(claims.count == 2)
        #expect(try queue.archive.cancelJob(id: 1, now: JobFixtures.date(1)).state == .cancelled)
        let aside = JobFailure(kind: .putAside, stage: nil, reason: "was put aside", advice: "retry it")
        #expect(try queue.archive.quarantineJob(id: 2, aside, now: JobFixtures.date(1)).failure == aside)
        for claim in claims {
            #expect(throws: JobQueueError.leaseLost(jobID: claim.job.id, archive: queue.archive.path)) {
                try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
            }
        }
        #expect(try queue.archive.recordings().isEmpty)
        #expect(try queue.archive.hasOpenJob(.all) == false)
    }

    @Test func whatIsClosedCanBeRetriedUnlessItIsAskedForAnewAlready() throws {
        try queue.enqueue(1)
        #expect(throws: JobQueueError.jobState(id: 1, state: .queued, action: "retried")) {
            try queue.archive.retryJob(id: 1, now: JobFixtures.date(1))
        }
        try queue.archive.cancelJob(id: 1, now: JobFixtures.date(1))
        #expect(try queue.archive.retryJob(id: 1, now: JobFixtures.date(2)).state == .queued)
        try queue.archive.cancelJob(id: 1, now: JobFixtures.date(3))
        try queue.enqueue(1, at: 4)
        #expect(throws: JobQueueError.jobIsOpenAgain(id: 1, other: 2)) {
            try queue.archive.retryJob(id: 1, now: JobFixtures.date(5))
        }
        #expect(throws: JobQueueError.noSuchJob(id: 9, archive: queue.archive.path)) {
            try queue.archive.cancelJob(id: 9, now: JobFixtures.date(5))
        }
        #expect(try states() == [.cancelled, .queued])
    }

    @Test func aFullDiskLeavesTheArchiveAsItWasAtEveryWriteUntilThereIsRoom() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 0).claim)
        var transcript = queue.transcript(claim)
        transcript.turns = (0..<200).map {
            TranscriptFixtures.turn(0, start: Double($0), wordSeconds: 0.1, "Many words fill many pages of a file.")
        }
        let before = try queue.everything()
        let limit = try queue.archive.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0
        var refusals = 0
        for room in 0... {
            try queue.archive.pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = \(limit + room)")
            }
            do {
                try queue.archive.complete(claim, with: transcript, now: JobFixtures.date(1))
                break
            } catch ArchiveError.diskFull(let path) {
                #expect(path == queue.archive.path)
                refusals += 1
                #expect(try queue.everything() == before)
            }
        }
        #expect(refusals > 10)
        #expect(try queue.archive.integrityProblems().isEmpty)
        #expect(try queue.archive.transcript(recordingID: 1).turns == transcript.turns)
        #expect(try states() == [.done])
    }
}

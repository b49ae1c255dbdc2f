import ArchiveCore
import AudioIO
import Foundation
import JobQueue
import ModelFiles
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import JobRunner

@Suite struct JobRunnerTests {
    private let fixture: RunnerFixture

    init() throws { fixture = try RunnerFixture() }

    private func states() throws -> [JobState] { try fixture.archive.jobs().map(\.state) }

    @Test func allJobsAreDoneInOrder() async throws {
        try fixture.enqueue(3)
        try await fixture.run(fixture.runner(ScriptedWork()))
        #expect(fixture.told == ["finished 1", "finished 2", "finished 3"])
        #expect(try fixture.archive.recordings().count == 3)
    }

    @Test func nothingIsPreparedWhereNothingIsToBeDone() async throws {
        struct Unwanted: Error {}
        try await fixture.run(fixture.runner(ScriptedWork(preparation: { throw Unwanted() })))
        #expect(fixture.told.isEmpty)
    }

    @Test func severalJobsAtOnceAreEachDoneOnce() async throws {
        try fixture.enqueue(20)
        let work = ScriptedWork { _, _ in await Task.yield() }
        try await fixture.run(fixture.runner(work, jobsAtOnce: 4))
        #expect(Set(work.attempts.map(\.id)).count == 20 && work.attempts.count == 20)
        #expect(try states().allSatisfy { $0 == .done })
    }

    @Test func aBadFileIsPutIntoQuarantineWithReasonStageAndAdviceAndTheOthersAreDone() async throws {
        try fixture.enqueue(2)
        let error = AudioError.encrypted(path: "/in/1.wav", scheme: "FairPlay")
        try await fixture.run(fixture.runner(ScriptedWork { job, _ in if job.id == 1 { throw error } }))
        #expect(fixture.told == ["quarantined 1 encrypted", "finished 2"])
        let failure = try #require(try fixture.archive.job(id: 1).failure)
        #expect(failure.message(path: "/in/1.wav") == error.description)
        #expect(failure.stage == "decoding" && failure.advice == "get an unprotected copy")
    }

    @Test func aPassingFailureIsTriedAgainAfterGrowingDelaysAndThenNoMore() async throws {
        try fixture.enqueue(1)
        let work = ScriptedWork { _, progress in
            progress(JobProgress(stage: "recognition", seconds: 1))
            throw POSIXError(.EIO)
        }
        try await fixture.run(
            fixture.runner(work, retries: RetryPolicy(attemptLimit: 4, firstDelaySeconds: 5)))
        #expect(
            fixture.told == [
                "retrying 1 input-output 5.0", "retrying 1 input-output 20.0", "retrying 1 input-output 80.0",
                "quarantined 1 input-output",
            ])
        let job = try fixture.archive.job(id: 1)
        #expect(job.attemptCount == 4 && job.failure?.stage == "recognition")
        // All that time has passed for the runner, and none for the test.
        #expect(fixture.clock.now >= JobFixtures.date(105))
    }

    @Test func aRetryMaySucceedAndHasTheSettingsOfTheFirstAttempt() async throws {
        try fixture.enqueue(1)
        let work = ScriptedWork { job, _ in if job.attemptCount < 3 { throw POSIXError(.ENOMEM) } }
        try await fixture.run(fixture.runner(work))
        #expect(fixture.told.last == "finished 1")
        #expect(work.attempts.map(\.attemptCount) == [1, 2, 3])
        #expect(work.attempts.allSatisfy { $0.settings == TranscriptFixtures.meeting.run.settings })
        #expect(work.attempts.map { $0.failure?.kind } == [nil, .outOfMemory, .outOfMemory])
    }

    @Test func aFailureWaitingForItsRetryDoesNotHoldTheOthersUp() async throws {
        try fixture.enqueue(2)
        let work = ScriptedWork { job, _ in if job.id == 1 && job.attemptCount == 1 { throw POSIXError(.EIO) } }
        try await fixture.run(fixture.runner(work))
        #expect(fixture.told == ["retrying 1 input-output 5.0", "finished 2", "finished 1"])
    }

    @Test func whatAilsEveryJobStopsTheRunAndCostsNoAttempt() async throws {
        try fixture.enqueue(2)
        let error = ModelFileError.missingFile(path: "/models/a")
        await #expect(throws: error) {
            try await fixture.run(fixture.runner(ScriptedWork(preparation: { throw error })))
        }
        await #expect(throws: error) { try await fixture.run(fixture.runner(ScriptedWork { _, _ in throw error })) }
        #expect(try states() == [.queued, .queued])
        #expect(try fixture.archive.jobs().map(\.attemptCount) == [0, 0])
    }

    @Test func anInterruptedJobIsGivenBackAndCostsNoAttempt() async throws {
        try fixture.enqueue(2)
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let work = ScriptedWork { _, _ in
            continuation.yield()
            try await Task.sleep(for: .seconds(86_400))
        }
        let runner = fixture.runner(work)
        let task = Task { try await fixture.run(runner) }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fixture.told == ["released 1"])
        #expect(try states() == [.queued, .queued])
        #expect(try fixture.archive.job(id: 1).attemptCount == 0)
    }

    @Test func aDecoderThatSomebodyEndedIsTriedAgainAndOneThatCrashedIsNot() async throws {
        try fixture.enqueue(2)
        let work = ScriptedWork { job, _ in
            guard job.attemptCount == 1 else { return }
            if job.id == 1 {
                throw AudioError.decoderKilled(path: job.path, decoder: "ffmpeg", afterSeconds: 1, signal: 15)
            }
            throw AudioError.decoderCrashed(path: job.path, decoder: "ffmpeg", afterSeconds: 1, signal: 11)
        }
        try await fixture.run(fixture.runner(work))
        #expect(fixture.told == ["retrying 1 input-output 5.0", "quarantined 2 decoder-crashed", "finished 1"])
    }

    @Test func aDecoderThatTheTerminalInterruptsIsNotTheFilesFault() async throws {
        try fixture.enqueue(1)
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let work = ScriptedWork { job, _ in
            continuation.yield()
            while !Task.isCancelled { await Task.yield() }
            throw AudioError.decoderKilled(path: job.path, decoder: "ffmpeg", afterSeconds: 1, signal: 2)
        }
        let runner = fixture.runner(work)
        let task = Task { try await fixture.run(runner) }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try states() == [.queued])
    }

    @Test func aWorkerThatSleptPastItsLeaseIsRefusedAndTheSuccessorsWorkStands() async throws {
        try fixture.enqueue(1)
        let successor = try Archive(path: fixture.archive.path)
        let work = ScriptedWork { [fixture] job, _ in
            guard job.attemptCount == 1 else { return }
            // While this worker is stopped, its lease runs out and another one does the job.
            fixture.clock.advance(61)
            try await fixture.runner(ScriptedWork(), archive: successor).run(.all) { fixture.listen($0) }
        }
        try await fixture.run(fixture.runner(work), .only([1]))
        #expect(fixture.told == ["finished 1", "superseded 1", "closed 1 done"])
        #expect(try fixture.archive.job(id: 1).attemptCount == 2)
        #expect(try fixture.archive.recordings().count == 1)
    }

    @Test func aJobThatIsCalledOffStopsAtTheNextRenewal() async throws {
        try fixture.enqueue(1)
        let work = ScriptedWork { [fixture] job, _ in
            try fixture.archive.cancelJob(id: job.id, now: fixture.clock.now)
            try await Task.sleep(for: .seconds(86_400))
        }
        try await fixture.run(fixture.runner(work, leaseClock: HastyClock()), .only([1]))
        #expect(fixture.told == ["superseded 1", "closed 1 cancelled"])
    }

    @Test func leasesAreRenewedWhileTheWorkGoesOn() async throws {
        try fixture.enqueue(1)
        let work = ScriptedWork { [fixture] job, _ in
            fixture.clock.advance(1000)
            while try fixture.archive.job(id: job.id).leaseExpiresAt ?? .distantPast <= fixture.clock.now {
                await Task.yield()
            }
        }
        try await fixture.run(fixture.runner(work, leaseClock: HastyClock()))
        #expect(fixture.told == ["finished 1"])
    }

    @Test func aJobThatAlwaysEndsItsWorkerIsPutAsideAndTold() async throws {
        try fixture.enqueue(1)
        let abandoned = JobFailure.abandoned(attempts: 2)
        for _ in 1...2 {
            _ = try fixture.archive.claimJob(
                .all, worker: fixture.archive.registerWorker(programVersion: "1", now: fixture.clock.now),
                leaseSeconds: 60, attemptLimit: 2, abandoned: abandoned, now: fixture.clock.now)
        }
        try await fixture.run(fixture.runner(ScriptedWork(), retries: RetryPolicy(attemptLimit: 2)))
        #expect(fixture.told == ["closed 1 quarantined"])
        #expect(try fixture.archive.job(id: 1).failure == abandoned)
    }

    @Test func aListenerThatFailsEndsTheRunAndKeepsTheWork() async throws {
        try fixture.enqueue(2)
        struct Deaf: Error {}
        let runner = fixture.runner(
            ScriptedWork { _, progress in
                for second in 0..<3 { progress(JobProgress(stage: "a", seconds: Double(second))) }
            })
        let calls = Mutex(0)
        await #expect(throws: Deaf.self) {
            try await runner.run(.all) { event in
                guard case .progressed = event else { return }
                calls.withLock { $0 += 1 }
                throw Deaf()
            }
        }
        #expect(calls.withLock { $0 } == 1)
        #expect(try states() == [.done, .queued])
        #expect(try fixture.archive.recordings().count == 1)
    }

    @Test func aListenerThatFailsAndAJobThatFailsGiveTheJobBack() async throws {
        try fixture.enqueue(1)
        struct Deaf: Error {}
        let runner = fixture.runner(
            ScriptedWork { _, progress in
                progress(JobProgress(stage: "a", seconds: 0))
                throw POSIXError(.EIO)
            })
        await #expect(throws: Deaf.self) {
            try await runner.run(.all) { if case .progressed = $0 { throw Deaf() } }
        }
        #expect(try states() == [.queued] && fixture.archive.job(id: 1).attemptCount == 0)
    }

    @Test func aListenerThatFailsAtTheBeginningGivesTheJobBack() async throws {
        try fixture.enqueue(1)
        struct Deaf: Error {}
        let work = ScriptedWork()
        await #expect(throws: Deaf.self) {
            try await fixture.runner(work).run(.all) { if case .started = $0 { throw Deaf() } }
        }
        #expect(try states() == [.queued] && work.attempts.isEmpty)
    }

    @Test func aDiskThatIsFullForAWhileOnlyDelays() async throws {
        try fixture.enqueue(1)
        let refusing = RefusingWrites(refusals: 3)
        let work = ScriptedWork { _, _ in try refusing.write(path: "a") }
        try await fixture.run(fixture.runner(work, retries: RetryPolicy(attemptLimit: 10)))
        #expect(fixture.told.last == "finished 1" && fixture.told.count == 4)
        #expect(fixture.told.allSatisfy { $0 == "finished 1" || $0.hasPrefix("retrying 1 disk-full ") })
    }
}

/// A disk that is full for the first few writes.
private final class RefusingWrites: Sendable {
    private let left: Mutex<Int>

    init(refusals: Int) { left = Mutex(refusals) }

    func write(path: String) throws {
        let isFull = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if isFull { throw POSIXError(.ENOSPC) }
    }
}

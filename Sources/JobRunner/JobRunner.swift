public import ArchiveCore
import Foundation
public import JobQueue
import MeetingPipeline
import RecordingStorage
import Synchronization

/// Works on the jobs of an archive, beside any number of other processes: no job is lost, and none is done twice.
///
/// A job belongs to the worker that claimed it while that worker renews its lease. The archive refuses the result of a
/// worker that has lost the lease. See `CrashPoint` for the places between the steps.
public struct JobRunner: Sendable {
    /// How a runner works.
    public struct Settings: Hashable, Sendable {
        /// Seconds after a claim or renewal for which no other worker may claim the job.
        public var leaseSeconds: Double
        /// Jobs that are worked on at the same time, at least 1.
        public var jobsAtOnce: Int
        /// Seconds between looks at what other workers do.
        public var pollSeconds: Double
        /// How often and when failed jobs are tried again.
        public var retries: RetryPolicy

        /// Takes settings; see the properties.
        public init(
            leaseSeconds: Double = 60, jobsAtOnce: Int = 1, pollSeconds: Double = 0.5, retries: RetryPolicy = .init()
        ) {
            self.leaseSeconds = leaseSeconds
            self.jobsAtOnce = jobsAtOnce
            self.pollSeconds = pollSeconds
            self.retries = retries
        }
    }

    /// Called with each event, in order for each job.
    public typealias Listener = @Sendable (RunnerEvent) throws -> Void

    private let archive: Archive
    private let work: any JobWork
    private let programVersion: String
    private let settings: Settings
    private let clock: any RunnerClock
    /// Tells when leases are renewed: tests stop it without stopping the rest.
    private let leaseClock: any RunnerClock
    private let faults: FaultPlan

    /// Makes a runner; nothing happens before `run`.
    public init(
        archive: Archive, work: any JobWork, programVersion: String, settings: Settings = Settings(),
        faults: FaultPlan = .none
    ) {
        self.init(
            archive: archive, work: work, programVersion: programVersion, settings: settings, clock: SystemClock(),
            leaseClock: SystemClock(), faults: faults)
    }

    init(
        archive: Archive, work: any JobWork, programVersion: String, settings: Settings, clock: any RunnerClock,
        leaseClock: any RunnerClock, faults: FaultPlan = .none
    ) {
        self.archive = archive
        self.work = work
        self.programVersion = programVersion
        self.settings = settings
        self.clock = clock
        self.leaseClock = leaseClock
        self.faults = faults
    }

    /// Works until every job of a scope is closed, by this or another worker.
    /// - Throws: `CancellationError` after the task was cancelled and its claimed jobs were released; an error that every
    ///   job would have; what the listener throws.
    public func run(_ scope: JobScope, listener: @escaping Listener) async throws {
        let worker = try archive.registerWorker(programVersion: programVersion, now: clock.now)
        let unreported = Unreported(scope)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, settings.jobsAtOnce) {
                group.addTask { try await serve(scope, worker, unreported, listener) }
            }
            // The first error ends the others, which release their jobs.
            for try await _ in group {}
        }
    }

    /// Does one job after the other.
    private func serve(
        _ scope: JobScope, _ worker: Worker, _ unreported: Unreported, _ listener: @escaping Listener
    ) async throws {
        while true {
            try Task.checkCancellation()
            if try archive.hasClaimableJob(scope, worker: worker, now: clock.now) {
                try work.prepare()
                faults.reach(.beforeClaim)
                let handout = try await patiently {
                    try archive.claimJob(
                        scope, worker: worker, leaseSeconds: settings.leaseSeconds,
                        attemptLimit: settings.retries.attemptLimit,
                        abandoned: .abandoned(attempts: settings.retries.attemptLimit), now: clock.now)
                }
                do {
                    for job in handout.quarantined where unreported.markReported(job.id) {
                        try listener(.closedElsewhere(job))
                    }
                    if let claim = handout.claim { try listener(.started(claim.job)) }
                } catch {
                    if let claim = handout.claim { try archive.release(claim, now: clock.now) }
                    throw error
                }
                if let claim = handout.claim { try await attend(to: claim, unreported, listener) }
                continue
            }
            let isOpen = try archive.hasOpenJob(scope)
            for job in try archive.closedJobs(of: unreported.known) where unreported.markReported(job.id) {
                try listener(.closedElsewhere(job))
            }
            guard isOpen else { return }
            try await clock.sleep(seconds: settings.pollSeconds)
        }
    }

    private func attend(
        to claim: JobClaim, _ unreported: Unreported, _ listener: @escaping Listener
    ) async throws {
        faults.reach(.afterClaim)
        let job = claim.job
        let start = clock.now
        // After the listener has failed it is not called again for this job, but the work goes on: a result in the archive
        // is not lost, while one that is dropped because another disk is full may have taken hours.
        let unheard = Mutex<(any Error)?>(nil)
        let ending = await ending(of: claim) { event in
            guard unheard.withLock({ $0 == nil }) else { return }
            do {
                try listener(event)
            } catch {
                unheard.withLock { $0 = error }
            }
        }
        switch ending {
        case .done(let result, let recordingID):
            _ = unreported.markReported(job.id)
            if let failure = unheard.withLock(\.self) { throw failure }
            let wallSeconds = clock.now.timeIntervalSince(start)
            try listener(.finished(job, result, recordingID: recordingID, wallSeconds: wallSeconds))
            faults.reach(.afterReport)
        case .lost:
            if let failure = unheard.withLock(\.self) { throw failure }
            try listener(.superseded(job))
        case .failed(let error, let stage):
            do {
                // An interrupt from the terminal also ends decoders, which is not the file's fault.
                let unheard = unheard.withLock(\.self)
                guard !Task.isCancelled, unheard == nil, !JobFailure.stopsTheBatch(error) else {
                    faults.reach(.beforeRelease)
                    try archive.release(claim, now: clock.now)
                    faults.reach(.afterRelease)
                    if let unheard { throw unheard }
                    try listener(.released(job))
                    try Task.checkCancellation()
                    throw error
                }
                try await close(claim, JobFailure(error, stage: stage), unreported, listener)
            } catch JobQueueError.leaseLost {
                try listener(.superseded(job))
            }
        }
    }

    /// How an attempt ended.
    private enum Ending: Sendable {
        case done(JobResult, recordingID: Int64)
        case failed(any Error, stage: String?)
        case lost
    }

    /// Works and renews the lease until one of the two ends.
    private func ending(
        of claim: JobClaim, _ progressed: @escaping @Sendable (RunnerEvent) -> Void
    ) async -> Ending {
        await withTaskGroup(of: Ending?.self) { group in
            group.addTask { await attempt(claim, progressed) }
            group.addTask { await keep(claim) }
            var ending: Ending?
            for await next in group {
                // Nil: renewal was cancelled. A renewal that comes after the job is done reports it as lost.
                if case .done = next { ending = next } else { ending = ending ?? next }
                group.cancelAll()
            }
            return ending ?? .failed(CancellationError(), stage: nil)
        }
    }

    private func attempt(
        _ claim: JobClaim, _ progressed: @escaping @Sendable (RunnerEvent) -> Void
    ) async -> Ending {
        let stage = Mutex<String?>(nil)
        do {
            let result = try await work.result(of: claim.job) { progress in
                stage.withLock { $0 = progress.stage }
                progressed(.progressed(claim.job, progress))
            }
            faults.reach(.afterTranscription)
            let stageReport = try StageReport.json(result.stages)
            let recordingID = try await patiently {
                try archive.complete(
                    claim, with: result.transcript, stageReport: stageReport, now: clock.now,
                    beforeCommit: { faults.reach(.insideCommit) })
            }
            faults.reach(.afterCommit)
            return .done(result, recordingID: recordingID)
        } catch JobQueueError.leaseLost {
            return .lost
        } catch {
            return .failed(error, stage: stage.withLock(\.self))
        }
    }

    /// Renews a lease until the task is cancelled.
    /// - Returns: Nil, or `lost` where another worker has the job.
    private func keep(_ claim: JobClaim) async -> Ending? {
        while true {
            do {
                try await leaseClock.sleep(seconds: settings.leaseSeconds / 3)
                try archive.renew(claim, leaseSeconds: settings.leaseSeconds, now: clock.now)
                faults.reach(.afterHeartbeat)
            } catch JobQueueError.leaseLost {
                return .lost
            } catch is CancellationError {
                return nil
            } catch {
                // The next renewal may succeed; if none does, the archive refuses the result.
                continue
            }
        }
    }

    private func close(
        _ claim: JobClaim, _ failure: JobFailure, _ unreported: Unreported, _ listener: Listener
    ) async throws {
        faults.reach(.beforeFailure)
        let job = claim.job
        let isLast = job.attemptCount >= settings.retries.attemptLimit
        let delay =
            failure.kind.isTransient && !isLast
            ? settings.retries.delaySeconds(afterAttempt: job.attemptCount) : nil
        let now = clock.now
        try await patiently {
            try archive.fail(claim, failure, retryAt: delay.map { now.addingTimeInterval($0) }, now: now)
        }
        faults.reach(.afterFailure)
        if let delay {
            try listener(.retrying(job, failure, delaySeconds: delay))
        } else {
            _ = unreported.markReported(job.id)
            try listener(.quarantined(job, failure))
        }
    }

    /// Tries again for a while where the archive is locked or its disk is full.
    private func patiently<Value>(_ access: () throws -> Value) async throws -> Value {
        for delay in settings.retries.writeDelaysSeconds {
            do {
                return try access()
            } catch ArchiveError.busy, ArchiveError.diskFull {
                try await clock.sleep(seconds: delay)
            }
        }
        return try access()
    }
}

/// Jobs in scope whose end has not been reported yet; with the scope `all` there is no list.
private final class Unreported: Sendable {
    private let ids: Mutex<Set<Int64>?>

    init(_ scope: JobScope) {
        switch scope {
        case .all: ids = Mutex(nil)
        case .only(let scoped): ids = Mutex(scoped)
        }
    }

    /// The jobs of a limited scope.
    var known: Set<Int64> { ids.withLock { $0 ?? [] } }

    /// Notes that the end of a job is reported.
    /// - Returns: True for the first who asks.
    func markReported(_ id: Int64) -> Bool { ids.withLock { $0 == nil || $0?.remove(id) != nil } }
}

import ArchiveCore
import Foundation
import JobQueue
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import JobRunner

/// A clock that stands still until somebody waits for it: then the wait is over at once and the time has passed.
final class HastyClock: RunnerClock {
    private let seconds = Mutex(0.0)
    private let waits = Mutex<[Double]>([])
    private let atWait: @Sendable (Int) throws -> Void

    /// - Parameter atWait: Is called at each wait with its number, from 1.
    init(atWait: @escaping @Sendable (Int) throws -> Void = { _ in }) { self.atWait = atWait }

    /// How long each wait was to be.
    var allWaits: [Double] { waits.withLock(\.self) }

    var now: Date { JobFixtures.date(seconds.withLock(\.self)) }

    func sleep(seconds: Double) async throws {
        try Task.checkCancellation()
        self.seconds.withLock { $0 += seconds }
        try atWait(
            waits.withLock { waits in
                waits.append(seconds)
                return waits.count
            })
        await Task.yield()
    }

    func advance(_ seconds: Double) { self.seconds.withLock { $0 += seconds } }
}

/// A clock at which a wait ends with the task only: leases are not renewed.
struct EndlessClock: RunnerClock {
    let now = JobFixtures.date(0)

    func sleep(seconds: Double) async throws {
        try await Task.sleep(for: .seconds(86_400 * 365))
    }
}

/// Work whose outcome tests decide by attempt.
final class ScriptedWork: JobWork {
    typealias Script = @Sendable (_ job: Job, _ progress: @Sendable (JobProgress) -> Void) async throws -> Void

    private let script: Script
    private let preparation: @Sendable () throws -> Void
    private let begun = Mutex<[Job]>([])
    private let turns: [Turn]

    /// - Parameter turns: What is said in every recording.
    init(
        _ script: @escaping Script = { _, _ in }, preparation: @escaping @Sendable () throws -> Void = {},
        turns: [Turn] = TranscriptFixtures.meeting.turns
    ) {
        self.turns = turns
        self.preparation = preparation
        self.script = script
    }

    /// The jobs that were begun, one for each attempt.
    var attempts: [Job] { begun.withLock(\.self) }

    func prepare() throws { try preparation() }

    func result(of job: Job, progress: @escaping @Sendable (JobProgress) -> Void) async throws -> JobResult {
        begun.withLock { $0.append(job) }
        try await script(job, progress)
        var transcript = JobFixtures.transcript(contentHash: job.contentHash, path: job.path)
        transcript.turns = turns
        return JobResult(transcript: transcript)
    }
}

/// An archive, a clock and what a runner tells.
final class RunnerFixture: Sendable {
    let folder: ScratchFolder
    let archive: Archive
    let clock = HastyClock()
    private let heard = Mutex<[String]>([])

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
    }

    /// What was told, without progress: one word and the job's id each.
    var told: [String] { heard.withLock(\.self) }

    @discardableResult
    func enqueue(_ count: Int) throws -> [JobAdmission] {
        try archive.enqueue(
            (1...UInt64(count)).map { number in
                JobRequest(
                    contentHash: TranscriptFixtures.hash(number), path: "/in/\(number).wav",
                    settings: TranscriptFixtures.meeting.run.settings, models: TranscriptFixtures.meeting.run.models,
                    programVersion: TranscriptFixtures.meeting.run.programVersion,
                    resultKey: JobFixtures.resultKey)
            }, now: clock.now)
    }

    func runner(
        _ work: ScriptedWork, archive: Archive? = nil, jobsAtOnce: Int = 1, retries: RetryPolicy = RetryPolicy(),
        clock: HastyClock? = nil, leaseClock: any RunnerClock = EndlessClock()
    ) -> JobRunner {
        JobRunner(
            archive: archive ?? self.archive, work: work, programVersion: "1",
            settings: JobRunner.Settings(jobsAtOnce: jobsAtOnce, retries: retries), clock: clock ?? self.clock,
            leaseClock: leaseClock)
    }

    func listen(_ event: RunnerEvent) {
        let text: String? =
            switch event {
            case .started: nil
            case .progressed: nil
            case .finished(let job, _, _, _): "finished \(job.id)"
            case .retrying(let job, let failure, let delay): "retrying \(job.id) \(failure.kind.rawValue) \(delay)"
            case .quarantined(let job, let failure): "quarantined \(job.id) \(failure.kind.rawValue)"
            case .superseded(let job): "superseded \(job.id)"
            case .released(let job): "released \(job.id)"
            case .closedElsewhere(let job): "closed \(job.id) \(job.state.rawValue)"
            }
        if let text { heard.withLock { $0.append(text) } }
    }

    func run(_ runner: JobRunner, _ scope: JobScope = .all) async throws {
        try await runner.run(scope) { self.listen($0) }
    }
}

import ArchiveTestSupport
import FileSystem
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import JobQueue

@Suite struct ArchiveAdmissionTests {
    private let queue: QueueFixture

    init() throws { queue = try QueueFixture() }

    private func onlyJob() throws -> Job {
        let jobs = try queue.archive.jobs()
        try #require(jobs.count == 1)
        return jobs[0]
    }

    @Test func aJobKeepsEverythingThatARepetitionNeeds() throws {
        try queue.enqueue(1, at: 5)
        let job = try onlyJob()
        let request = queue.request(1)
        #expect(job.contentHash == request.contentHash && job.paths == [request.path])
        #expect(job.settings == request.settings && job.models == request.models)
        #expect(job.programVersion == request.programVersion)
        #expect(job.state == .queued && job.attemptCount == 0 && job.failure == nil && job.workerID == nil)
        #expect(job.createdAt == JobFixtures.date(5))
    }

    @Test func theSameContentUnderTwoNamesIsOneJobAndOneRecordingWithTwoPaths() throws {
        let requests = [queue.request(1, path: "/in/b.wav"), queue.request(1, path: "/in/a.wav")]
        let admissions = try queue.archive.enqueue(requests, now: JobFixtures.date(0))
        let job = try onlyJob()
        #expect(job.paths == ["/in/b.wav", "/in/a.wav"])
        #expect(admissions.last == .open(job))
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let id = try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        #expect(try queue.archive.recordings().map { Set($0.paths) } == [Set(job.paths)])
        #expect(try queue.archive.recording(path: "/in/a.wav")?.id == id)
    }

    @Test func whatIsDoneIsKnownAndItsNewNameIsRemembered() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let id = try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        let admissions = try queue.archive.enqueue(
            [queue.request(1), queue.request(1, path: "/copy.wav")], now: JobFixtures.date(3))
        #expect(admissions == [.known(recordingID: id), .known(recordingID: id)])
        #expect(try queue.archive.recording(path: "/copy.wav")?.id == id)
        #expect(try queue.archive.jobs().map(\.state) == [.done])
    }

    @Test func knowingEverythingWritesNothing() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let id = try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        let before = try queue.archive.pool.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        #expect(try queue.another().enqueue([queue.request(1)], now: JobFixtures.date(3)) == [.known(recordingID: id)])
        #expect(try queue.archive.pool.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } == before)
    }

    @Test func anotherSettingModelOrResultKeyIsAnotherJob() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        var requests = [queue.request(1), queue.request(1), queue.request(1)]
        requests[0].settings["speakers"] = "7"
        requests[1].models["m"] = "other"
        requests[2].resultKey = "listening 1, words 2"
        for request in requests {
            let admission = try queue.archive.enqueue([request], now: JobFixtures.date(3))[0]
            guard case .open(let job) = admission else {
                Issue.record("\(admission)")
                continue
            }
            #expect(job.settings == request.settings && job.models == request.models)
        }
        #expect(try queue.archive.jobs().map(\.state) == [.done, .queued, .queued, .queued])
    }

    @Test func aReleaseWithEqualResultsRedoesNothing() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let id = try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        var request = queue.request(1)
        request.programVersion = "next"
        #expect(try queue.archive.enqueue([request], now: JobFixtures.date(3)) == [.known(recordingID: id)])
        #expect(try queue.archive.run(recordingID: id).resultKey == JobFixtures.resultKey)
    }

    /// Runs of earlier programs have no result key; the request says which of those have equal results.
    @Test func aRunWithoutAResultKeyIsKnownByItsProgram() throws {
        var transcript = JobFixtures.transcript(contentHash: TranscriptFixtures.hash(1), path: "/in/1.wav")
        transcript.run.resultKey = nil
        let id = try queue.archive.save(transcript)
        #expect(try queue.archive.run(recordingID: id).resultKey == nil)
        var request = queue.request(1)
        request.programVersion = "next"
        request.equalProgramVersions = ["0.0.9", transcript.run.programVersion]
        #expect(try queue.archive.enqueue([request], now: JobFixtures.date(3)) == [.known(recordingID: id)])
        request.equalProgramVersions = ["0.0.9"]
        guard case .open = try queue.archive.enqueue([request], now: JobFixtures.date(3))[0] else {
            Issue.record("a run of another program counts as current")
            return
        }
    }

    /// A run with a result key goes by that alone.
    @Test func aProgramWithEqualResultsDoesNotMakeAnotherResultKeyCurrent() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        var request = queue.request(1)
        request.resultKey = "listening 1, words 2"
        request.equalProgramVersions = [request.programVersion]
        guard case .open = try queue.archive.enqueue([request], now: JobFixtures.date(3))[0] else {
            Issue.record("a run with another result key counts as current")
            return
        }
    }

    @Test func forceMakesAJobOfWhatIsDone() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        try queue.archive.complete(claim, with: queue.transcript(claim), now: JobFixtures.date(2))
        _ = try queue.archive.enqueue(
            [queue.request(1), queue.request(1)], force: true, now: JobFixtures.date(3))
        #expect(try queue.archive.jobs().map(\.state) == [.done, .queued])
    }

    @Test func aContentThatFailsStaysInQuarantineUntilItIsForcedOrTheProgramIsAnother() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        try queue.archive.fail(claim, QueueFixture.damage, retryAt: nil, now: JobFixtures.date(2))
        let admission = try queue.archive.enqueue([queue.request(1)], now: JobFixtures.date(3))[0]
        #expect(admission == .quarantined(try onlyJob()))
        #expect(try onlyJob().failure == QueueFixture.damage)
        var renamed = queue.request(1, path: "/in/other name.wav")
        _ = try queue.archive.enqueue([renamed], now: JobFixtures.date(3))
        #expect(try onlyJob().paths.count == 2 && onlyJob().state == .quarantined)
        renamed.programVersion = "next"
        _ = try queue.archive.enqueue([renamed], now: JobFixtures.date(4))
        let job = try onlyJob()
        #expect(job.state == .queued && job.attemptCount == 0 && job.failure == nil && job.programVersion == "next")
    }

    @Test func aMachineThatFailedGetsAnotherChance() throws {
        try queue.enqueue(1)
        let claim = try #require(try queue.handout(queue.worker(), at: 1).claim)
        let failure = JobFailure(kind: .missingTool, stage: "decoding", reason: "no ffmpeg", advice: "install it")
        try queue.archive.fail(claim, failure, retryAt: nil, now: JobFixtures.date(2))
        try queue.enqueue(1, at: 3)
        #expect(try onlyJob().state == .queued)
    }

    @Test func anUntouchedFileIsKnownByItsStamp() throws {
        let stamp = FileStamp(
            identity: FileIdentity(device: 1, number: .max), byteCount: 10,
            modifiedNanoseconds: 1_700_000_000_123_456_789,
            changedNanoseconds: 1_700_000_000_123_456_790)
        var request = queue.request(1)
        request.stamp = stamp
        _ = try queue.archive.enqueue([request], now: JobFixtures.date(0))
        func remembered(_ stamp: FileStamp, _ path: String) throws -> String? {
            try queue.archive.rememberedContentHash(path: path, stamp: stamp)
        }
        #expect(try remembered(stamp, request.path) == request.contentHash)
        #expect(try remembered(stamp, "/in/2.wav") == nil)
        for change in [
            { $0.identity.number -= 1 }, { $0.byteCount += 1 }, { $0.modifiedNanoseconds += 1 },
            { $0.changedNanoseconds -= 1 },
        ] as [(inout FileStamp) -> Void] {
            var other = stamp
            change(&other)
            #expect(try remembered(other, request.path) == nil)
        }
    }
}

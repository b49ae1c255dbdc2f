import ArchiveCore
import AudioIO
import FileSystem
import Foundation
import JobQueue
import MeetingPipeline
import ModelFiles
import TestSupport
import Testing
import Transcript

@testable import JobRunner

@Suite("Meeting work", .enabled(if: TestResources.hasModels, "needs the models"))
struct MeetingWorkTests {
    private let folder: ScratchFolder
    private let store: ModelStore
    private let work: MeetingWork
    private let path: String

    init() throws {
        folder = try ScratchFolder()
        store = try ModelStore(directory: try #require(TestResources.models).path)
        work = MeetingWork(store: store, workers: 2, programVersion: "test")
        path = try MonoWave.write([Float](repeating: 0, count: 16_000), to: folder, name: "a.wav")
    }

    /// A job as a worker gets it.
    private func job(
        paths: [String], content: String? = nil, settings: [String: String] = ["min-speakers": "1"],
        models: [String: String]? = nil
    ) throws -> Job {
        let contentHash = try MeetingTranscriber.contentHash(of: content ?? path)
        // A new queue for each job: the next claim would be for an earlier one.
        let archive = try Archive(path: folder.file("\(UUID()).db"))
        let requests = try paths.map { path in
            JobRequest(
                contentHash: contentHash, path: path, settings: settings,
                models: try models ?? MeetingModels.hashes(store.manifest), programVersion: "test",
                resultKey: "words 1")
        }
        _ = try archive.enqueue(requests, now: JobFixtures.date(0))
        let handout = try archive.claimJob(
            .all, worker: archive.registerWorker(programVersion: "test", now: JobFixtures.date(0)), leaseSeconds: 60,
            attemptLimit: 5, abandoned: .abandoned(attempts: 5), now: JobFixtures.date(0))
        return try #require(handout.claim).job
    }

    private func result(_ job: Job) async throws -> JobResult { try await work.result(of: job) { _ in } }

    @Test func theTranscriptHasTheJobsContentPathAndSettings() async throws {
        let settings = ["min-speakers": "1", "max-speakers": "4"]
        let job = try job(paths: [path], settings: settings)
        let result = try await result(job)
        #expect(result.transcript.recording.contentHash == job.contentHash)
        #expect(result.transcript.recording.path == path)
        #expect(result.transcript.run.settings == settings && result.transcript.run.models == job.models)
        #expect(result.stages.map(\.stage) == result.transcript.run.timings.map(\.stage) && !result.stages.isEmpty)
        let json = try #require(try StageReport.json(result.stages))
        #expect(try StageReport.reports(json: json) == result.stages)
    }

    @Test func anotherPlaceOfTheSameContentWillDo() async throws {
        let gone = folder.file("gone.wav")
        let changed = try MonoWave.write([Float](repeating: 0, count: 8000), to: folder, name: "changed.wav")
        let result = try await result(job(paths: [gone, changed, path]))
        #expect(result.transcript.recording.path == path)
    }

    @Test func aFileThatHoldsSomethingElseByNowIsNotTranscribed() async throws {
        let other = try MonoWave.write([Float](repeating: 0, count: 8000), to: folder, name: "b.wav")
        await #expect(throws: JobFailure.inputChanged()) { try await result(job(paths: [path], content: other)) }
    }

    @Test func aFileThatIsGoneIsMissing() async throws {
        let gone = folder.file("gone.wav")
        await #expect(throws: FileError.missing(path: gone)) { try await result(job(paths: [gone])) }
    }

    @Test func otherModelsOrUnknownSettingsAreNotPassedOff() async throws {
        await #expect(throws: JobFailure.modelsChanged()) {
            try await result(job(paths: [path], models: ["asr": "other"]))
        }
        for (settings, error) in [
            (["future": "1"], SettingsError.unknownSetting(name: "future")),
            (["version": "2"], .unknownVersion("2")),
        ] {
            let failure = JobFailure.settingsUnknown(error)
            #expect(failure.kind == .modelsChanged && failure.reason.contains("made by another version"))
            await #expect(throws: failure) { try await result(job(paths: [path], settings: settings)) }
        }
    }
}

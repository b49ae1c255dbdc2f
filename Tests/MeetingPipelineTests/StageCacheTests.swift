import AudioIO
import Diarization
import FileSystem
import Foundation
import StageCache
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

/// Runs with a cache against runs without one: the transcript must be the same, whatever was kept.
@Suite("stage cache", .enabled(if: TestResources.hasModels, "needs the model weights"))
struct StageCacheTests {
    private let models: MeetingModels
    private let scratch: ScratchFolder
    private let cache: CacheFolder

    init() throws {
        models = try TestModels.meeting()
        scratch = try ScratchFolder()
        cache = CacheFolder(path: scratch.file("stages"), limitBytes: 1 << 30)
    }

    private struct Run {
        var transcript: MeetingTranscript
        var reports: [StageReport]

        func outcome(_ stage: MeetingTranscriber.Stage) -> StageReport.Outcome? {
            reports.first { $0.stage == stage.rawValue }?.outcome
        }
    }

    private func run(
        _ path: String, speakers: Int? = nil, reducesNoise: Bool = false, cache: CacheFolder?
    ) async throws -> Run {
        let settings = TranscriptionSettings(
            clustering: ClusteringOptions(speakerCount: speakers), reducesNoise: reducesNoise)
        let reports = Mutex<[StageReport]>([])
        var transcript = try await MeetingTranscriber(
            models: models, options: TranscriptionOptions(settings, workers: 2), programVersion: "test", cache: cache
        ).transcribe(path, RunContext(report: { report in reports.withLock { $0.append(report) } }))
        transcript.run.startedAt = ""
        transcript.run.timings = []
        return Run(transcript: transcript, reports: reports.withLock { $0 })
    }

    private func file(_ stage: String) throws -> URL {
        let entry = try #require(cache.entries().first { $0.stage == stage })
        return URL(fileURLWithPath: "\(cache.path)/\(entry.name)")
    }

    /// A dialogue again and again, so that there is more than one slab and more than one batch of chunks.
    private func recording() throws -> String {
        let voice = try PCMSample.read(TestResources.sample("endgame_nagg_nell.wav"))
        return try MonoWave.write(voice + voice + voice + voice, sampleRate: 24_000, to: scratch)
    }

    @Test func aSecondRunReusesAndAnotherSpeakerCountReusesWhatItCan() async throws {
        let path = try TestResources.sample("endgame_nagg_nell.wav")
        let plain = try await run(path, cache: nil)
        #expect(plain.reports.map(\.stage) == MeetingTranscriber.Stage.allCases.map(\.rawValue))
        #expect(plain.reports.allSatisfy { $0.outcome == .ran && $0.warning == nil && $0.seconds >= 0 })

        let first = try await run(path, cache: cache)
        #expect(first.reports.allSatisfy { $0.outcome == .ran && $0.warning == nil })
        #expect(first.transcript == plain.transcript)
        #expect(try cache.entries().map(\.stage).sorted() == ["listening", "recognition"])

        let second = try await run(path, cache: cache)
        #expect(second.reports.map(\.outcome) == [.reused, .ran, .reused, .ran])
        #expect(second.reports.allSatisfy { $0.warning == nil && !$0.reason.isEmpty })
        #expect(second.transcript == plain.transcript)

        let other = try await run(path, speakers: 1, cache: cache)
        #expect(other.outcome(.listening) == .reused)
        #expect(other.transcript == (try await run(path, speakers: 1, cache: nil)).transcript)
        #expect(other.transcript.speakers.count == 1)

        // Noise reduction changes the samples of the recognizer and of no other stage.
        let clean = try await run(path, reducesNoise: true, cache: cache)
        #expect(clean.outcome(.listening) == .reused && clean.outcome(.recognition) == .ran)
        #expect(clean.transcript == (try await run(path, reducesNoise: true, cache: nil)).transcript)

        // Under another name it is the same content.
        let copy = scratch.file("copy.wav")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let renamed = try await run(copy, cache: cache)
        #expect(renamed.outcome(.listening) == .reused && renamed.outcome(.recognition) == .reused)
        #expect(renamed.transcript.recording.path == copy)
    }

    @Test func whateverIsLeftOfTheEntriesTheTranscriptIsTheSame() async throws {
        let path = try recording()
        let plain = try await run(path, cache: nil)
        #expect(try await run(path, cache: cache).transcript == plain.transcript)
        let listening = try file("listening")
        let recognition = try file("recognition")
        let (heard, recognized) = (try Data(contentsOf: listening), try Data(contentsOf: recognition))

        // The last record of each is torn.
        try heard.dropLast(10).write(to: listening)
        try recognized.dropLast(10).write(to: recognition)
        let resumed = try await run(path, cache: cache)
        #expect(resumed.reports.map(\.outcome) == [.resumed, .ran, .resumed, .ran])
        #expect(resumed.reports[0].reason == "an earlier run had got to 64 s")
        #expect(resumed.reports[0].warning?.contains("incomplete") == true)
        #expect(resumed.transcript == plain.transcript)
        // It is whole again.
        #expect(try Data(contentsOf: listening) == heard)
        #expect(try await run(path, cache: cache).reports.map(\.outcome) == [.reused, .ran, .reused, .ran])

        // Damage in the first record leaves nothing that could be trusted.
        for (file, whole) in [(listening, heard), (recognition, recognized)] {
            var damaged = whole
            damaged[whole.count / 4] ^= 1
            damaged[200] ^= 1
            try damaged.write(to: file)
        }
        let damaged = try await run(path, cache: cache)
        #expect(damaged.reports.map(\.outcome) == [.ran, .ran, .ran, .ran])
        #expect(damaged.reports[0].warning?.contains("damaged") == true)
        #expect(damaged.reports[2].warning?.contains("damaged") == true)
        #expect(damaged.transcript == plain.transcript)
        #expect(try Data(contentsOf: listening) == heard)
    }

    @Test func aCancelledRunLeavesWhatItHasDone() async throws {
        let path = try recording()
        let plain = try await run(path, cache: nil)
        let (models, cache) = (models, cache)
        let task = Task {
            let transcriber = MeetingTranscriber(
                models: models, options: TranscriptionOptions(workers: 2), programVersion: "test", cache: cache)
            // The first slab is run before this is told of 80 s.
            let run = RunContext(progress: { progress in
                if progress.stage == .listening && progress.seconds >= 80 { withUnsafeCurrentTask { $0?.cancel() } }
            })
            return try await transcriber.transcribe(path, run)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        let resumed = try await run(path, cache: cache)
        #expect(resumed.outcome(.listening) == .resumed && resumed.outcome(.recognition) == .ran)
        #expect(resumed.transcript == plain.transcript)
    }

    @Test func aFileThatChangesWhileItIsReadIsNotTranscribed() async throws {
        let path = scratch.file("a.wav")
        try FileManager.default.copyItem(atPath: TestResources.sample("beckett.wav"), toPath: path)
        let transcriber = MeetingTranscriber(
            models: models, options: TranscriptionOptions(workers: 2), programVersion: "test", cache: cache)
        await #expect(throws: FileError.changed(path: path)) {
            _ = try await transcriber.transcribe(
                path,
                RunContext(progress: { _ in
                    // Another time stamp stands for other content.
                    do {
                        try FileManager.default.setAttributes(
                            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: path)
                    } catch {
                        Issue.record(error)
                    }
                }))
        }
        #expect(try await run(path, cache: cache).reports.map(\.outcome) == [.ran, .ran, .ran, .ran])
    }

    @Test func slabsThatCannotBeOfTheFileAreNotUsed() async throws {
        let path = try TestResources.sample("beckett.wav")
        let state = VoiceActivityStream.State.start
        let block = PreparedSlab(
            endSample: DiarizationPreparation.slabSamples, isAtEnd: false,
            speech: [Float](repeating: 1, count: 2_000), masks: [UInt8](repeating: 1, count: 64 * 589), pieces: [],
            embeddings: [], speechState: state, nextFrame: 3_000)
        let source = try await SourceFile(HashedFile.read(path))
        ListeningCheckpoints(cache, source: source, models: models).keep(block)
        let found = try await run(path, cache: cache)
        #expect(found.outcome(.listening) == .ran)
        #expect(found.reports[0].warning?.contains("less sound") == true)
        #expect(found.transcript == (try await run(path, cache: nil)).transcript)
    }

    @Test func aFileThatCannotBeKeptIsTranscribedAllTheSame() async throws {
        let path = try TestResources.sample("beckett.wav")
        try scratch.write("", to: "file")
        let found = try await run(path, cache: CacheFolder(path: scratch.file("file/stages"), limitBytes: 1))
        #expect(found.reports[0].warning?.contains("cannot make the cache folder") == true)
        #expect(found.transcript == (try await run(path, cache: nil)).transcript)
    }

    @Test func reportsHaveTheShapeThatOthersRead() throws {
        let report = StageReport(stage: "listening", outcome: .reused, reason: "kept", seconds: 0.5)
        let data = try JSONEncoder().encode(report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(object.keys) == ["stage", "outcome", "reason", "seconds"])
        #expect(object["outcome"] as? String == "reused")
        #expect(try JSONDecoder().decode(StageReport.self, from: data) == report)
    }
}

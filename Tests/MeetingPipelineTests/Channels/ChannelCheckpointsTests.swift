import AudioIO
import FileSystem
import Foundation
import StageCache
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite("checkpoints of separate channels", .enabled(if: TestResources.hasModels, "needs the model weights"))
struct ChannelCheckpointsTests {
    private let models: MeetingModels
    private let folder: ScratchFolder
    /// 160 s of three channels, the last of which is the first once more: two slabs and a rest.
    private let path: String

    init() throws {
        models = try TestModels.meeting()
        folder = try ScratchFolder()
        let sides = try CallFixture.sides().map { $0 + $0 + $0 + $0 }
        path = try ChannelWave.write(sides + [sides[0]], to: folder)
    }

    /// - Parameter seconds: where to stop; nil to listen to all.
    private func listen(
        _ cache: CacheFolder?, until seconds: Double? = nil
    ) async throws -> (heard: PreparedChannels, report: StageReport) {
        let transcriber = MeetingTranscriber(
            models: models, options: TranscriptionOptions(TranscriptionSettings(channels: .separate), workers: 2),
            programVersion: "test", cache: cache)
        let reports = Mutex<[StageReport]>([])
        let path = path
        let task = Task {
            try await transcriber.prepare(
                HashedFile.read(path),
                RunContext(
                    progress: { progress in
                        if let seconds, progress.seconds > seconds { withUnsafeCurrentTask { $0?.cancel() } }
                    }, report: { report in reports.withLock { $0.append(report) } }))
        }
        guard case .separate(let heard) = try await task.value.output else { throw CancellationError() }
        return (heard, try #require(reports.withLock { $0.first }))
    }

    /// The cache entry of the listening stage.
    private static func entry(_ cache: CacheFolder) throws -> URL {
        let entry = try #require(cache.entries().first { $0.stage == "listening" })
        return URL(fileURLWithPath: "\(cache.path)/\(entry.name)")
    }

    @Test func listeningGoesOnFromWhateverIsLeft() async throws {
        let plain = try await listen(nil)
        #expect(plain.heard.channels.map(\.sameAs) == [nil, nil, 0])
        let cache = CacheFolder(path: folder.file("stages"), limitBytes: 1 << 30)
        let whole = try await listen(cache)
        #expect(whole.report.outcome == .ran && whole.heard == plain.heard)
        let file = try Self.entry(cache)
        let bytes = try Data(contentsOf: file)
        let again = try await listen(cache)
        #expect(again.report.outcome == .reused && again.heard == plain.heard)

        var changed = bytes
        changed[bytes.count / 5] ^= 1
        // The first slab ends at about 37 % of the file, the second one at 75 %.
        let remains: [(left: Data, reached: Int?)] = [
            (bytes.dropLast(10), 122), (bytes.prefix(bytes.count * 6 / 10), 61), (bytes.prefix(bytes.count / 5), nil),
            (changed, nil),
        ]
        for (left, reached) in remains {
            try left.write(to: file)
            let rest = try await listen(cache)
            #expect(rest.report.outcome == (reached == nil ? .ran : .resumed), "\(rest.report)")
            if let reached { #expect(rest.report.reason == "an earlier run had got to \(reached) s") }
            #expect(rest.report.warning != nil)
            #expect(rest.heard == plain.heard)
            #expect(try Data(contentsOf: file) == bytes)
        }
    }

    @Test(arguments: [(75.0, 61), (135.0, 122)])
    func listeningGoesOnWhereACancelledRunWas(seconds: Double, reached: Int) async throws {
        let plain = try await listen(nil)
        let cache = CacheFolder(path: folder.file("stages"), limitBytes: 1 << 30)
        await #expect(throws: CancellationError.self) { _ = try await listen(cache, until: seconds) }
        let rest = try await listen(cache)
        #expect(rest.report.outcome == .resumed && rest.report.warning == nil)
        #expect(rest.report.reason == "an earlier run had got to \(reached) s")
        #expect(rest.heard == plain.heard)
    }

    @Test func slabsThatCannotBeOfTheFileAreNotUsed() async throws {
        let plain = try await listen(nil)
        let source = try await SourceFile(HashedFile.read(path), tracks: .all)
        // As if the file had once decoded to more sound, and to other channels.
        for (count, slabs) in [(3, 3), (2, 1)] {
            let cache = CacheFolder(path: folder.file("stages \(count)"), limitBytes: 1 << 30)
            let steps = [Float](repeating: 0.5, count: 6 * ChannelPreparation.blockSteps)
            let slab = ChannelPreparation.Slab(
                steps: (0..<count).map { _ in (speech: steps, power: steps) },
                detectors: [ChannelActivityDetector](repeating: ChannelActivityDetector(), count: count),
                correlation: ChannelCorrelation(count: count))
            let checkpoints = ChannelCheckpoints(cache, source: source, models: models)
            for _ in 0..<slabs { checkpoints.keep(slab) }
            let found = try await listen(cache)
            #expect(found.heard == plain.heard)
            #expect(found.report.outcome == .ran && found.report.warning != nil, "\(found.report)")
        }
    }
}

import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite(.timeLimit(.minutes(10))) struct AudioStreamTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func samplesAreThoseOfTheReader() async throws {
        let sound = SyntheticAudio.bursts(sampleRate: 44_100, seconds: 3)
        let path = try folder.write(WAVBytes(sound, sampleRate: 44_100).bytes, to: "a.wav")
        let whole = try AudioReader(path: path)
        let expected = try whole.readAll()
        let stream = try await AudioStream.open(path)
        #expect(stream.info == whole.info)
        var samples: [Float] = []
        while true {
            let block = try await stream.read(7_001)
            if block.isEmpty { break }
            samples += block
        }
        #expect(samples == expected)
        #expect(stream.decodedSeconds == whole.decodedSeconds && stream.warnings == whole.warnings)
    }

    @Test func channelsComeEachByItself() async throws {
        let path = try folder.write(
            WAVBytes([Float](repeating: 0.25, count: 4_000), channelCount: 2, sampleRate: 16_000).bytes, to: "a.wav")
        let stream = try await AudioStream.open(path, channels: nil)
        #expect(try await stream.readChannels(3_000).map(\.count) == [2_000, 2_000])
        #expect(try await stream.readChannels(3_000) == [[], []])
    }

    @Test func aFileThatCannotBeUsedIsAnAudioError() async throws {
        let path = folder.file("none.wav")
        await #expect(throws: AudioError.file(.missing(path: path))) { _ = try await AudioStream.open(path) }
        #expect(mkfifo(path, 0o600) == 0)
        await #expect(throws: AudioError.file(.notRegular(path: path, kind: .namedPipe))) {
            _ = try await AudioStream.open(path)
        }
    }

    @Test func afterAnInterruptionNothingMoreIsRead() async throws {
        let sound = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 3)
        let path = try folder.write(WAVBytes(sound, sampleRate: 16_000).bytes, to: "a.wav")
        let stream = try await AudioStream.open(path)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await stream.read(100)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        await #expect(throws: CancellationError.self) { _ = try await stream.read(100) }
    }
}

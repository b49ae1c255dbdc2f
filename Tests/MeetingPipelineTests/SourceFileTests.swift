import AudioIO
import FileSystem
import Foundation
import StageCache
import TestSupport
import Testing

@testable import MeetingPipeline

@Suite struct SourceFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func open(_ samples: [Float], name: String = "a.wav", sampleRate: Int = 16_000) async throws -> SourceFile {
        let path = try MonoWave.write(samples, sampleRate: sampleRate, to: scratch, name: name)
        return try await SourceFile(HashedFile.read(path))
    }

    @Test func keysFollowContentAndNotNames() async throws {
        let samples = Noise.floats(4_000)
        let keys = try await [
            open(samples), open(samples, name: "b.wav"), open(samples, sampleRate: 8_000), open(samples + [0]),
        ].map { $0.key(.listening, [.listening], models: ["vad": "1"]).digest }
        #expect(keys[0] == keys[1])
        #expect(Set(keys).count == 3)
    }

    @Test func keysFollowStageModelsAndSettings() async throws {
        let file = try await open(Noise.floats(4_000))
        let keys = [
            file.key(.listening, [.listening], models: ["vad": "1"]),
            file.key(.recognition, [.listening], models: ["vad": "1"]),
            file.key(.listening, [.listening], models: ["vad": "2"]),
            file.key(.listening, [.listening], models: ["other": "1"]),
            file.key(.listening, [.listening], models: ["vad": "1", "plda": "1"]),
            file.key(.listening, [.listening, .channelSpeech], models: ["vad": "1"]),
            file.key(.listening, [.listening], models: ["vad": "1"], ["beam": "4"]),
            SourceFile(try await HashedFile.read(file.path), tracks: .all).key(
                .listening, [.listening], models: ["vad": "1"]),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(keys[0] == file.key(.listening, [.listening], models: ["vad": "1"]))
    }

    @Test func anotherExtensionIsAnotherKeyAsDecodersLookAtIt() async throws {
        let file = try await open(Noise.floats(4_000))
        let copy = scratch.file("a.sound")
        try FileManager.default.copyItem(atPath: file.path, toPath: copy)
        let renamed = SourceFile(try await HashedFile.read(copy))
        #expect(
            file.key(.listening, [.listening], models: [:]) != renamed.key(.listening, [.listening], models: [:]))
    }

    @Test func changesAreNoticed() async throws {
        let file = try await open(Noise.floats(4_000))
        try await file.requireUnchanged()
        #expect(file.isUnchanged)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0, 0]))
        try handle.close()
        await #expect(throws: FileError.changed(path: file.path)) { try await file.requireUnchanged() }
        #expect(!file.isUnchanged)
        let other = try await open(Noise.floats(4_000))
        try FileManager.default.removeItem(atPath: other.path)
        await #expect(throws: FileError.missing(path: other.path)) { try await other.requireUnchanged() }
        #expect(!other.isUnchanged)
    }
}

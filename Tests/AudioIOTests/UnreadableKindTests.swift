import FileSystem
import TestSupport
import Testing

@testable import AudioIO

/// Files that hold sound which nobody reads, each with what it is and what to do.
@Suite struct UnreadableKindTests {
    @Test(arguments: [
        ("\u{03}ds2", "a.bin", "DS2"), ("\u{06}ds2", "a.ds2", "DS2"), ("\u{03}enc", "a.DS2", "encrypted"),
        ("noise", "a.g722", "-f g722"), ("noise", "/x.y/a.G722", "-f g722"), ("noise", "call.sln", "-ar 8000"),
    ])
    func theyAreToldByTheirBeginningOrName(start: String, path: String, words: String) throws {
        let kind = try #require(UnreadableKind(start: Array(start.utf8) + [0, 0, 0, 0], path: path))
        #expect((kind.reason + kind.advice).contains(words))
    }

    @Test(arguments: [
        ("noise", "a.wav"), ("noise", "g722"), ("noise", "photo.raw"), ("", "a.mp4"), ("\u{03}enc", "a.mp4"),
        ("noise", "x.g722/a"),
    ])
    func othersAreNot(start: String, path: String) {
        #expect(UnreadableKind(start: Array(start.utf8), path: path) == nil)
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func filesOfTheseKindsAreNamed() throws {
        let folder = try TemporaryFolder()
        let noise = SyntheticAudio.noise(count: 40_000).map { UInt8(truncatingIfNeeded: Int($0 * 200)) }
        let dictation = try folder.write([3] + Array("ds2".utf8) + noise, to: "a.ds2")
        #expect(throws: AudioError.unreadableKind(path: dictation, kind: .dictationDS2)) {
            try AudioReader(path: dictation)
        }
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "sine=duration=2", "-c:a", "g722", folder.file("a.g722")])
        let kind = UnreadableKind.headerless(encoding: "G.722", options: "-f g722")
        #expect(throws: AudioError.unreadableKind(path: folder.file("a.g722"), kind: kind)) {
            try AudioReader(path: folder.file("a.g722"))
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg), arguments: ["a.mp4", "a.m4a", "a.mov"])
    func aRecorderThatDiedIsNamed(name: String) throws {
        let folder = try TemporaryFolder()
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "sine=duration=4", "-c:a", "aac", folder.file(name)])
        let bytes = try folder.bytes(of: name)
        let index = try #require(bytes.indices.last { bytes.isTagged("moov", at: $0) })
        let path = try folder.write(Array(bytes[..<(index - 4)]), to: name)
        let error = try #require(throws: AudioError.self) { try AudioReader(path: path) }
        #expect(error == .unreadableKind(path: path, kind: .unfinishedMP4))
        #expect(error.description.contains("the index (moov) is missing") && error.description.contains("untrunc"))
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg), arguments: [(3.0, 5.0), (5.0, 3.0), (4.0, 4.0)])
    func joinedTransportStreamsAreReadOneAfterTheOther(first: Double, second: Double) throws {
        let folder = try TemporaryFolder()
        let sound = SyntheticAudio.bursts(sampleRate: 48_000, seconds: first + second)
        let border = Int(first * 48_000)
        var joined: [UInt8] = []
        for (name, part) in [("1", sound[..<border]), ("2", sound[border...])] {
            let wave = try folder.write(WAVBytes(Array(part), sampleRate: 48_000).bytes, to: name + ".wav")
            try TestPrograms.runFFmpeg(["-i", wave, "-c:a", "mp2", "-f", "mpegts", folder.file(name + ".ts")])
            joined += try folder.bytes(of: name + ".ts")
        }
        let reader = try AudioReader(path: try folder.write(joined, to: "joined.ts"), sampleRate: 48_000)
        let samples = try reader.readAll()
        #expect(abs(Double(samples.count) / 48_000 - first - second) < 0.1)
        // Each part is where it belongs, but for the delay of the codec.
        for start in [48_000, border + 48_000] {
            let lag = SignalComparison.lag(of: samples, to: sound, in: start..<start + 48_000, reach: 6_000)
            #expect(abs(lag) < 4_000, "\(start)")
        }
        #expect(
            reader.warnings.contains { warning in
                guard case .clockJumpsBack(let clock, let decoded) = warning else { return false }
                return abs(clock - max(first, second)) < 0.2 && abs(decoded - first - second) < 0.2
            }, "\(reader.warnings)")
    }
}

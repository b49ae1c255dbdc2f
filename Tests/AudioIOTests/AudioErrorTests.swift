import FileSystem
import Foundation
import Glibc
import TestSupport
import Testing

@testable import AudioIO

@Suite struct AudioErrorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func error(_ path: String, programs: FFmpegPrograms? = FFmpegPrograms.find()) throws -> AudioError {
        try #require(#expect(throws: AudioError.self) { try AudioReader(path: path, programs: programs) })
    }

    @Test func missingFiles() throws {
        try folder.write([1], to: "file")
        for path in ["", "nowhere.wav", folder.file("none.wav"), folder.file("file/none.wav")] {
            #expect(try error(path) == .file(.missing(path: path)))
        }
        try FileManager.default.createSymbolicLink(atPath: folder.file("dangling"), withDestinationPath: "none")
        #expect(try error(folder.file("dangling")) == .file(.missing(path: folder.file("dangling"))))
    }

    @Test func folders() throws { #expect(try error(folder.path) == .file(.isFolder(path: folder.path))) }

    @Test(.timeLimit(.minutes(10))) func pipesAndDevicesAreNotWaitedFor() throws {
        let pipe = folder.file("pipe.wav")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(try error(pipe) == .file(.notRegular(path: pipe, kind: .namedPipe)))
        #expect(try error("/dev/zero") == .file(.notRegular(path: "/dev/zero", kind: .device)))
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything")) func filesWithoutPermission() throws {
        let path = try folder.write([1, 2, 3], to: "secret.wav")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(try error(path) == .file(.system(SystemError(.open, path: path, code: EACCES))))
    }

    @Test func loopsOfLinksAreUnreadable() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: folder.file("a"))
        #expect(
            try error(folder.file("a"))
                == .file(.system(SystemError(.open, path: folder.file("a"), code: ELOOP))))
    }

    @Test func emptyFiles() throws {
        let path = try folder.write([], to: "a.wav")
        #expect(try error(path) == .empty(path: path))
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func headersWithoutSamples() throws {
        let path = try folder.write(WAVBytes([], sampleRate: 16_000).bytes, to: "a.wav")
        #expect(try error(path) == .noSamples(path: path, format: "WAV, 16 bit"))
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func whatIsNotSound() throws {
        let text = Array(String(repeating: "Minutes of the meeting. ", count: 2_000).utf8)
        var files: [(String, [UInt8])] = [
            ("notes.txt", text), ("notes.wav", text), ("notes.mp3", text), ("page.m4a", Array("<html></html>".utf8)),
            ("one.mp3", [0xFF]), ("sync.mp3", [0xFF, 0xFB, 0x90, 0x64] + text), ("tag.mp3", Array("ID3".utf8) + text),
            ("page.ogg", Array("OggS".utf8) + text), ("zeros.wav", [UInt8](repeating: 0, count: 50_000)),
        ]
        // Quiet 16 bit samples without a header begin like MPEG frames: two bytes of ones.
        for seed in 1...6 as ClosedRange<UInt64> {
            let quiet = SyntheticAudio.noise(count: 40_000, amplitude: 3, seed: seed).flatMap { sample in
                let bits = UInt16(bitPattern: Int16(sample.rounded()))
                return [UInt8(bits & 0xFF), UInt8(bits >> 8)]
            }
            files.append(("quiet\(seed).wav", [0xFF, 0xFF] + quiet))
            let noise = SyntheticAudio.noise(count: 60_000, amplitude: 127, seed: seed)
            files.append(("noise\(seed).mp3", [0xFF, 0xFB] + noise.map { UInt8(bitPattern: Int8($0)) }))
        }
        for (name, bytes) in files {
            let path = try folder.write(bytes, to: name)
            let error = try error(path)
            guard case .undecodable(path, _) = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(error.description.count < 600, "\(error)")
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func picturesAreNotSoundWhateverTheirName() throws {
        for name in ["a.png", "b.jpg"] {
            try TestPrograms.runFFmpeg([
                "-f", "lavfi", "-i", "testsrc=size=64x64:duration=0.04:rate=25", "-frames:v", "1", folder.file(name),
            ])
            for other in [name, "\(name).mp3", "\(name).wav"] {
                let path = try folder.write(try folder.bytes(of: name), to: other)
                let error = try error(path)
                #expect(error.kind == .undecodable)
                #expect(error.description.contains("which is not sound"), "\(error)")
            }
        }
    }

    static let all: [(AudioError, AudioErrorKind)] = [
        (.file(.missing(path: "x.wav")), .missingInput), (.file(.isFolder(path: "x.wav")), .missingInput),
        (.file(.notRegular(path: "x.wav", kind: .socket)), .missingInput),
        (.file(.system(SystemError(.open, path: "x.wav", code: 13))), .missingInput),
        (.empty(path: "x.wav"), .undecodable),
        (.noSamples(path: "x.wav", format: "f"), .undecodable),
        (.undecodable(path: "x.wav", refusals: [DecoderRefusal(decoder: "d", reason: "r")]), .undecodable),
        (.noAudioStream(path: "x.wav", streams: []), .undecodable),
        (.encrypted(path: "x.wav", scheme: "s"), .undecodable),
        (.noSuchChannel(path: "x.wav", channel: 2, channelCount: 2), .undecodable),
        (.noSuchTrack(path: "x.wav", track: 2, tracks: [AudioTrack(number: 1, format: "f")]), .undecodable),
        (.unreadableKind(path: "x.wav", kind: .unfinishedMP4), .undecodable),
        (.unreadableKind(path: "x.wav", kind: .dictationDS2), .undecodable),
        (.unreadableKind(path: "x.wav", kind: .encryptedDS2), .undecodable),
        (.unreadableKind(path: "x.wav", kind: .headerless(encoding: "e", options: "")), .undecodable),
        (.unsupportedRate(path: "x.wav", sampleRate: 1, reason: "r"), .undecodable),
        (.decoderFailed(path: "x.wav", decoder: "d", afterSeconds: 1.234, reason: "r"), .undecodable),
        (.ffmpegMissing(path: "x.wav", refusals: []), .inputOutput),
        (.decoderNotStarted(path: "x.wav", program: "p", code: 2), .inputOutput),
        (.decoderKilled(path: "x.wav", decoder: "d", afterSeconds: 1, signal: 9), .inputOutput),
        (.decoderCrashed(path: "x.wav", decoder: "d", afterSeconds: 1, signal: 11), .undecodable),
        (.decoderStalled(path: "x.wav", decoder: "d", afterSeconds: 1, waitedSeconds: 60), .inputOutput),
        (.file(.system(SystemError(.read, path: "x.wav", code: 5))), .inputOutput),
        (.file(.stalled(path: "x.wav", waitedSeconds: 60)), .inputOutput),
        (.file(.changed(path: "x.wav")), .inputOutput),
        (.tooManyChannels(path: "x.wav", channelCount: 1024, limit: 128), .undecodable),
    ]

    @Test(arguments: all) func everyErrorNamesTheFileAndWhatToDo(error: AudioError, kind: AudioErrorKind) {
        #expect(error.kind == kind)
        #expect(error.description.hasPrefix("x.wav: "))
        #expect(error.description.contains("; "))
        #expect(!error.description.contains("\n"))
    }

    @Test func messagesOfFFmpegAreTheSameInEveryRun() {
        let text = """
            [mov,mp4,m4a @ 0x5564a8d0db80] moov atom not found
            file:/x/a.m4a: Invalid data found
                Last message repeated 2 times
            """
        let messages = FFmpegMessages(text, path: "/x/a.m4a")
        #expect(messages.lines == ["mov,mp4,m4a: moov atom not found", "Invalid data found"])
        #expect(messages.reason == "mov,mp4,m4a: moov atom not found")
        #expect(FFmpegMessages("", path: "x").reason == "no reason given")
    }
}

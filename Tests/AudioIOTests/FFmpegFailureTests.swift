import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

/// Programs that misbehave stand in for ffmpeg; the probe is the real one.
@Suite("ffmpeg that is missing or fails", .enabled(if: TestPrograms.hasFFmpeg)) struct FFmpegFailureTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        let sound = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 20)
        try folder.write(WAVBytes(sound, sampleRate: 16_000).bytes, to: "in.wav")
        path = folder.file("a.m4a")
        try TestPrograms.runFFmpeg(["-i", folder.file("in.wav"), "-c:a", "aac", path])
    }

    /// A shell script as ffmpeg; `$REAL` is the real one.
    private func programs(_ script: String) throws -> FFmpegPrograms {
        let real = try TestPrograms.ffmpeg()
        let text = "#!/bin/sh\nREAL=\(real.ffmpeg)\n\(script)\n"
        let draft = try folder.write(Array(text.utf8), to: "script-\(UUID().uuidString)")
        // Copied by another process: what this one has open for writing, the children of other tests may still have open
        // too, and then it cannot be started ("Text file busy").
        let file = draft + ".program"
        try TestPrograms.run("/usr/bin/install", ["-m", "755", draft, file])
        return FFmpegPrograms(ffmpeg: file, ffprobe: real.ffprobe)
    }

    @Test func withoutFFmpegTheUserIsToldWhatToInstall() throws {
        let error = #expect(throws: AudioError.self) { try AudioReader(path: path, programs: nil) }
        #expect(error?.kind == .inputOutput)
        #expect(error?.description.contains("apt-get install ffmpeg") == true)
        #expect(error?.description.contains(path) == true)
    }

    @Test func withoutFFmpegCommonFilesAreReadWithAWarning() throws {
        for name in ["a.mp3", "a.ogg", "a.opus"] {
            try TestPrograms.runFFmpeg(["-i", folder.file("in.wav"), folder.file(name)])
            let reader = try AudioReader(path: folder.file(name), programs: nil)
            #expect(abs(Double(try reader.readAll().count) / 16_000 - 20) < 0.1)
            guard case .readWithoutFFmpeg? = reader.warnings.first else {
                Issue.record("\(name): \(reader.warnings)")
                continue
            }
        }
    }

    @Test func bothProgramsAreNeeded() throws {
        let real = try TestPrograms.ffmpeg()
        #expect(FFmpegPrograms.find(searchPath: folder.path) == nil)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("ffmpeg"), withDestinationPath: real.ffmpeg)
        #expect(FFmpegPrograms.find(searchPath: "/nowhere:\(folder.path)") == nil)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("ffprobe"), withDestinationPath: real.ffprobe)
        #expect(FFmpegPrograms.find(searchPath: "/nowhere:\(folder.path)")?.ffmpeg == folder.file("ffmpeg"))
    }

    @Test func programThatDoesNotStart() throws {
        let missing = FFmpegPrograms(ffmpeg: "/nowhere/ffmpeg", ffprobe: try TestPrograms.ffmpeg().ffprobe)
        let error = #expect(throws: AudioError.self) { try AudioReader(path: path, programs: missing) }
        #expect(
            error
                == .decoderNotStarted(path: path, program: "/nowhere/ffmpeg", code: ENOENT))
    }

    @Test func programThatIsKilled() throws {
        let killed = try programs("kill -9 $$")
        #expect(throws: AudioError.decoderKilled(path: path, decoder: "ffmpeg", afterSeconds: 0, signal: 9)) {
            try AudioReader(path: path, programs: killed)
        }
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGXCPU, SIGSYS])
    func programThatCrashes(signal: Int32) throws {
        let crashing = try programs("ulimit -c 0; kill -\(signal) $$")
        let error = AudioError.decoderCrashed(path: path, decoder: "ffmpeg", afterSeconds: 0, signal: Int(signal))
        #expect(throws: error) { try AudioReader(path: path, programs: crashing) }
        #expect(error.kind == .undecodable && error.advice.contains("convert"))
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "exec sleep 1000", "sleep 1000", "sleep 1000 & exit 0", "trap '' TERM; while :; do sleep 0.1; done",
            "while :; do echo no sound yet >&2; sleep 0.01; done",
        ])
    func programThatHangs(script: String) throws {
        let hanging = try programs(script)
        let error = #expect(throws: AudioError.self) {
            try AudioReader(path: path, programs: hanging, watch: IOWatch(limitSeconds: 0.4))
        }
        guard case .decoderStalled(path, "ffmpeg", 0, let waited)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(waited >= 0.4 && error?.kind == .inputOutput)
    }

    @Test(.timeLimit(.minutes(10))) func programThatHangsInTheMiddle() throws {
        let hanging = try programs("$REAL \"$@\" | head -c 600001; sleep 1000")
        let reader = try AudioReader(path: path, programs: hanging, watch: IOWatch(limitSeconds: 2))
        let error = try #require(#expect(throws: AudioError.self) { _ = try reader.readAll() })
        guard case .decoderStalled(path, "ffmpeg", let seconds, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect((8.0..<10.0).contains(seconds))
        #expect(throws: error) { _ = try reader.read(100) }
    }

    @Test(.timeLimit(.minutes(10))) func probeThatHangs() throws {
        let hanging = try programs("exec sleep 1000")
        let programs = FFmpegPrograms(ffmpeg: try TestPrograms.ffmpeg().ffmpeg, ffprobe: hanging.ffmpeg)
        let error = #expect(throws: AudioError.self) {
            try AudioReader(path: path, programs: programs, watch: IOWatch(limitSeconds: 0.4))
        }
        guard case .decoderStalled(path, "ffprobe", 0, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func programThatRefuses() throws {
        let refusing = try programs("echo '[aac @ 0x55d0] no such luck' >&2; exit 3")
        let error = #expect(throws: AudioError.self) { try AudioReader(path: path, programs: refusing) }
        guard case .undecodable(_, let refusals)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusals.last == DecoderRefusal(decoder: "ffmpeg", reason: "aac: no such luck"))
        #expect(refusals.first?.decoder == "libsndfile")
    }

    @Test(arguments: [("exit 4", "went wrong"), ("exit 0", "ends within a block")] as [(String, String)])
    func programThatBreaksOff(ending: String, reason: String) throws {
        let breaking = try programs("$REAL \"$@\" 2>/dev/null | head -c 600001; echo 'went wrong' >&2; \(ending)")
        let reader = try AudioReader(path: path, programs: breaking)
        let error = try #require(#expect(throws: AudioError.self) { _ = try reader.readAll() })
        guard case .decoderFailed(path, "ffmpeg", let seconds, reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect((8.0..<10.0).contains(seconds))
        // Half a recording must not pass for a whole one when somebody asks again.
        #expect(throws: error) { _ = try reader.read(100) }
    }

    @Test(.timeLimit(.minutes(10))) func programThatWritesOtherThings() throws {
        for output in ["yes no", "head -c 100000 /dev/zero", "cat /dev/zero", "true"] {
            let error = #expect(throws: AudioError.self) {
                try AudioReader(path: path, programs: try programs(output))
            }
            #expect(error?.kind == .undecodable, "\(output): \(String(describing: error))")
        }
    }

    @Test(.timeLimit(.minutes(10))) func programThatComplainsAtLength() throws {
        let flooding = try programs("yes complaint | head -c 2000000 >&2; exec $REAL \"$@\"")
        let reader = try AudioReader(path: path, programs: flooding)
        #expect(abs(Double(try reader.readAll().count) / 16_000 - 20) < 0.1)
        #expect(
            reader.warnings == [.damagedStream(decoder: "ffmpeg", message: "complaint", messageCount: 200_000)])
    }

    @Test(.timeLimit(.minutes(10))) func readerThatGoesAwayEndsTheProgram() throws {
        let marker = folder.file("pid")
        let endless = try programs("echo $$ > \(marker); exec $REAL -stream_loop -1 \"$@\"")
        var reader: AudioReader? = try AudioReader(path: path, programs: endless)
        #expect(try reader?.read(1_000).count == 1_000)
        let identifier = try #require(
            Int32(try String(contentsOfFile: marker, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(identifier, 0) == 0)
        reader = nil
        #expect(kill(identifier, 0) == -1)
    }
}

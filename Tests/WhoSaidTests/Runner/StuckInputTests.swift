import ArchiveCore
import Foundation
import JobQueue
import TestSupport
import Testing

/// Decoders and files that never answer: the others go on, and the program can be interrupted.
@Suite("stuck inputs", .enabled(if: TestResources.hasModels, "needs the models"), .timeLimit(.minutes(5)))
struct StuckInputTests {
    private let program: WhoSaidProgram
    private let stuck: String
    private let good: String
    /// Stand-ins for ffmpeg and ffprobe come first.
    private let environment: [String: String]

    init() throws {
        program = try WhoSaidProgram()
        // Nothing that libsndfile knows, so that ffprobe is asked.
        stuck = try program.folder.write("no sound", to: "stuck.m4a")
        good = try program.copySample("beckett.wav", to: "good.wav")
        let folder = program.folder.file("bin")
        for name in ["ffmpeg", "ffprobe"] {
            // Programs that it has started have to go as well.
            let script = "#!/bin/sh\necho $$ >>'\(program.folder.file("pids"))'\nsleep 1000\n"
            let path = try program.folder.write(script, to: "bin/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        environment = ["PATH": "\(folder):/usr/bin:/bin"]
    }

    /// The process groups of stand-ins that were started.
    private func standIns() throws -> [pid_t] {
        let path = program.folder.file("pids")
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { pid_t($0) }
    }

    private func wait(until condition: () throws -> Bool) throws {
        while try !condition() { usleep(20_000) }
    }

    @Test func aStuckDecoderIsToldAndTheOtherFileIsDone() throws {
        let run = try program.run(
            ["transcribe", "--jobs", "2", "--stall-limit", "1", "--attempts", "1", stuck, good],
            environment: environment)
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.contains(good))
        #expect(run.errors.contains("\(stuck): ffprobe gave nothing for "), "\(run.errors)")
        #expect(run.errors.contains("check that its disk or network folder answers"))
        let jobs = try Archive(path: program.archivePath).jobs()
        #expect(jobs.map(\.state) == [.quarantined, .done])
        #expect(jobs.first?.failure?.kind == .stalled)
        let groups = try standIns()
        try wait { groups.allSatisfy { kill(-$0, 0) == -1 } }
    }

    /// Some programs start others with SIGCHLD ignored, so that the system throws away how children end.
    @Test func theEndOfDecodersIsKnownWhoeverStartsTheProgram() throws {
        let ffmpeg = try ProgramRun(
            "/usr/bin/env", ["ffmpeg", "-v", "error", "-i", good, program.folder.file("a.m4a")])
        #expect(ffmpeg.status == 0, "\(ffmpeg.errors)")
        let run = try program.shell("env --ignore-signal=CHLD \"$whosaid\" transcribe a.m4a")
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aStuckDecoderDoesNotKeepAnInterruptionWaiting(signal: Int32) throws
    {
        let process = try program.start("transcribe", "--stall-limit", "1000", stuck, environment: environment)
        try wait { try !standIns().isEmpty }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 75)
        let job = try Archive(path: program.archivePath).job(id: 1)
        #expect(job.state == .queued && job.attemptCount == 0)
        let groups = try standIns()
        try wait { groups.allSatisfy { kill(-$0, 0) == -1 } }
    }

    @Test(.enabled(if: DeadMount.isPossible, "needs a C compiler"))
    func aFileThatCannotBeReadIsToldAndTheOthersComeFirst() throws {
        let dead = try program.copySample("beckett.wav", to: "gone-server/a.wav")
        let environment = try DeadMount.environment(name: "gone-server", in: program.folder)
        let run = try program.run(
            ["transcribe", "--stall-limit", "5", "--events", dead, good], environment: environment)
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.errors.contains("\(dead): reading gave nothing for "), "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        let finished = try #require(lines.firstIndex { $0.contains("\"finished\"") })
        let refused = try #require(lines.firstIndex { $0.contains("\"refused\"") })
        #expect(finished < refused)
    }

    @Test(.enabled(if: DeadMount.isPossible, "needs a C compiler"))
    func aFileThatCannotBeReadDoesNotKeepAnInterruptionWaiting() throws {
        let dead = try program.copySample("beckett.wav", to: "gone-server/a.wav")
        let environment = try DeadMount.environment(name: "gone-server", in: program.folder)
        let process = try program.start(
            "transcribe", "--stall-limit", "1000", dead, environment: environment)
        // It is at the file once it has the archive and has opened what it hashes.
        try wait {
            let folder = "/proc/\(process.processIdentifier)/fd"
            return try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
                var bytes = [CChar](repeating: 0, count: 4096)
                let count = readlink("\(folder)/\(name)", &bytes, bytes.count - 1)
                return count > 0
                    && String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) == dead
            }
        }
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 75)
    }

    @Test func aHeaderThatLiesAboutItsSizeEndsNothing() throws {
        func number(_ value: UInt64, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        }
        let end: [UInt8] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
        let format = number(1, 2) + number(1, 2) + number(16_000, 4) + number(32_000, 4) + number(2, 2) + number(16, 2)
        let riff: [UInt8] = [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00]
        var paths: [String] = []
        for (index, size) in [UInt64(Int64.max), UInt64(Int64.max) - 7, .max, 1 << 63].enumerated() {
            let header = Array("riff".utf8) + riff + number(168, 8) + Array("wave".utf8) + end
            let chunks = Array("fmt ".utf8) + end + number(40, 8) + format + Array("data".utf8) + end + number(size, 8)
            let path = program.folder.file("\(index).w64")
            // Other content each time, or they would be one recording.
            let samples = [UInt8](repeating: UInt8(index + 1), count: 64)
            try Data(header + chunks + samples).write(to: URL(fileURLWithPath: path))
            paths.append(path)
        }
        let run = try program.run(["transcribe", "--json"] + paths + [good])
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        #expect(run.output.contains(good))
        for path in paths { #expect(run.errors.contains(path)) }
        let failures = try Archive(path: program.archivePath).jobs().compactMap(\.failure?.kind)
        #expect(failures.allSatisfy { [.notAudio, .damagedFile, .noSound].contains($0) }, "\(failures)")
    }

    @Test func aPipeThatTakesTheFilesPlaceIsNotWaitedFor() throws {
        // The job knows the file; what is in its place by now would keep a reader waiting for ever.
        let archive = try Archive(path: program.archivePath)
        let killed = try program.run(["transcribe", good], environment: ["WHOSAID_CRASH_AT": "after-claim"])
        #expect(killed.status == 128 + SIGKILL)
        try FileManager.default.removeItem(atPath: good)
        #expect(mkfifo(good, 0o600) == 0)
        let run = try program.run("work")
        #expect(run.status == 66, "\(run.errors)")
        #expect(run.errors.contains("is a named pipe, not a regular file"))
        #expect(try archive.job(id: 1).failure?.kind == .missingInput)
    }

    @Test func withoutAHomeOnlyTheCacheAndTheLogAreMissing() throws {
        let homes = [["HOME": ""], ["HOME": "/proc/none"]]
        for (index, home) in homes.enumerated() {
            let database = program.folder.file("\(index).db")
            let run = try program.run(["transcribe", "--database", database, good], environment: home)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains(" "))
            #expect(run.errors.contains("this run has no log file"), "\(run.errors)")
            #expect(run.errors.contains(index == 0 ? "this run has no stage cache" : "cannot make the cache folder"))
            let nameless = try program.run(
                ["transcribe", good], environment: home.merging(["WHOSAID_DATABASE": ""]) { $1 })
            #expect(
                nameless.status == (index == 0 ? 64 : 74) && nameless.errors.contains("--database"),
                "\(nameless.errors)")
        }
    }
}

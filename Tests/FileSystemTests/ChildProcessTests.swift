import Foundation
import Glibc
import TestSupport
import Testing

@testable import FileSystem

@Suite struct ChildProcessTests {
    private func shell(_ script: String) throws -> ChildProcess {
        try ChildProcess(program: "/bin/sh", arguments: ["-c", script])
    }

    private func readAll(_ child: ChildProcess) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 5_000)
        var all: [UInt8] = []
        while true {
            let count = try child.read(into: &buffer)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    @Test func outputErrorsAndExitCodeComeThrough() throws {
        let child = try shell("echo out; echo bad >&2; echo more; exit 7")
        #expect(String(decoding: try readAll(child), as: UTF8.self) == "out\nmore\n")
        #expect(try child.finish() == .exited(code: 7))
        #expect(try child.finish() == .exited(code: 7))
        #expect(child.errorText == "bad\n")
        #expect(child.errorLineCount == 1)
    }

    @Test func argumentsReachTheProgramAsTheyAre() throws {
        let folder = try TemporaryFolder()
        let odd = "a b; $(touch \(folder.file("made"))) `x` 'y' \"z\" * \\ \n -v"
        let child = try ChildProcess(program: "/usr/bin/printf", arguments: ["%s", odd])
        #expect(String(decoding: try readAll(child), as: UTF8.self) == odd)
        #expect(try child.finish() == .exited(code: 0))
        #expect(!FileManager.default.fileExists(atPath: folder.file("made")))
    }

    @Test func inputIsEmpty() throws {
        let child = try shell("cat; echo end")
        #expect(String(decoding: try readAll(child), as: UTF8.self) == "end\n")
    }

    @Test(.timeLimit(.minutes(10))) func floodOfComplaintsBlocksNobody() throws {
        let child = try shell("head -c 3000000 /dev/zero | tr '\\0' '\\n' >&2; head -c 1000000 /dev/zero; echo x >&2")
        #expect(try readAll(child).count == 1_000_000)
        #expect(try child.finish() == .exited(code: 0))
        #expect(child.errorLineCount == 3_000_001)
        #expect(child.errorText.count == 32_768)
    }

    @Test func signalIsTold() throws {
        let child = try shell("echo x; kill -SEGV $$")
        #expect(try readAll(child).count == 2)
        #expect(try child.finish() == .killed(signal: Int(SIGSEGV)))
    }

    /// As where several tracks are decoded side by side.
    @Test(.timeLimit(.minutes(10))) func cancellationEndsAllProgramsOfAWatch() throws {
        let watch = IOWatch()
        let children = try (0..<3).map { _ in
            try ChildProcess(program: "/bin/sh", arguments: ["-c", "exec sleep 1000"], watch: watch)
        }
        // One that is gone takes none of the others out of sight.
        do { _ = try ChildProcess(program: "/bin/sh", arguments: ["-c", "exit"], watch: watch) }
        watch.cancel()
        for child in children {
            // Waits for its end, which does not come by itself, and leaves its status to the object.
            var information = siginfo_t()
            #expect(waitid(P_PID, id_t(child.processIdentifier), &information, WEXITED | WNOWAIT) == 0)
        }
    }

    @Test(.timeLimit(.minutes(10))) func finishingEarlyKills() throws {
        let child = try shell("exec cat /dev/zero")
        var buffer = [UInt8](repeating: 0, count: 100)
        #expect(try child.read(into: &buffer) == 100)
        #expect(try child.finish() == .killed(signal: Int(SIGKILL)))
    }

    @Test(arguments: ["exec cat /dev/zero", "exec sleep 1000", "exit 0"])
    func goingAwayKillsAndReaps(script: String) throws {
        var child: ChildProcess? = try shell(script)
        let identifier = try #require(child?.processIdentifier)
        child = nil
        // A child that was killed but not reaped would still be there.
        #expect(kill(identifier, 0) == -1)
        #expect(errno == ESRCH)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["exec sleep 1000", "exec >&-; exec sleep 1000", "sleep 1000 & exit 0"])
    func silenceBeyondTheLimitIsAStall(script: String) throws {
        let child = try ChildProcess(
            program: "/bin/sh", arguments: ["-c", script], watch: IOWatch(limitSeconds: 0.2))
        let failure = #expect(throws: ChildProcess.Failure.self) {
            _ = try readAll(child)
            _ = try child.finish()
        }
        guard case .stalled(let seconds)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(seconds >= 0.2 && child.failure == failure)
    }

    @Test(.timeLimit(.minutes(10))) func aProgramThatReadsOnIsNotStalled() throws {
        // Silent for longer than the limit, but busy with its input.
        let script = "for i in 1 2 3 4 5 6 7 8; do sleep 0.5; read line </etc/passwd; done; echo end"
        let child = try ChildProcess(
            program: "/bin/sh", arguments: ["-c", script], watch: IOWatch(limitSeconds: 3))
        #expect(String(decoding: try readAll(child), as: UTF8.self) == "end\n")
    }

    @Test(.timeLimit(.minutes(10))) func whoIsNotWantedAnyMoreEndsAtOnce() throws {
        let watch = IOWatch()
        let child = try ChildProcess(program: "/bin/sleep", arguments: ["1000"], watch: watch)
        watch.cancel()
        #expect(throws: ChildProcess.Failure.cancelled) { _ = try readAll(child) }
    }

    @Test func programThatIsNotThereIsAFailure() throws {
        let folder = try TemporaryFolder()
        for path in ["/nowhere/ffmpeg", folder.path, try folder.write([1, 2, 3], to: "notExecutable")] {
            #expect(throws: ChildProcess.Failure.self) { try ChildProcess(program: path, arguments: []) }
        }
    }

    @Test func keyboardInterruptsAreNotForTheChild() throws {
        let child = try shell("ps -o pgid= -p $$")
        let group = String(decoding: try readAll(child), as: UTF8.self)
        #expect(Int(group.trimmingCharacters(in: .whitespacesAndNewlines)) == Int(child.processIdentifier))
    }
}

import Foundation
import Glibc
import TestSupport
import Testing

@testable import AudioIO

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

    @Test(.timeLimit(.minutes(1))) func floodOfComplaintsBlocksNobody() throws {
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

    @Test(.timeLimit(.minutes(1))) func finishingEarlyKills() throws {
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

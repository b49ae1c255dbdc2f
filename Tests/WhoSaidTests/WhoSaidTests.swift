import ArchiveCore
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import whosaid

/// What holds for every command: streams and exit codes.
@Suite struct WhoSaidTests {
    @Test func helpAndVersionGoToStandardOutput() throws {
        let program = try WhoSaidProgram()
        expect(try program.run("--version"), output: WhoSaid.version + "\n")
        for arguments in [[], ["--help"], ["help", "list"], ["search", "-h"]] {
            let run = try program.run(arguments)
            #expect(run.status == 0)
            #expect(run.output.hasPrefix("OVERVIEW: "))
            #expect(run.errors.isEmpty)
        }
    }

    @Test(arguments: [
        (["bogus"], "Unexpected argument 'bogus'"), (["list", "--bogus"], "unknown option `--bogus`"),
        (["show"], "Missing expected argument '<id>'"), (["show", "1", "2"], "Unexpected argument '2'"),
        (["export", "1", "--format", "xyz"], "The value 'xyz' is invalid for '--format <format>'."),
        (["search", "a", "--limit", "0"], "--limit must be at least 1"),
        (["search", "a", "--limit", "x"], "The value 'x' is invalid for '--limit <count>'"),
        (["list", "--database", ""], "--database needs the name of a file"),
        (["doctor", "--models-dir", ""], "--models-dir needs the name of a folder"),
    ])
    func aBadCommandLineIsAUsageError(arguments: [String], message: String) throws {
        let run = try WhoSaidProgram().run(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("whosaid: \(message)"))
        #expect(run.errors.contains("\nUsage: whosaid"))
    }

    @Test(arguments: [["list"], ["show", "1"], ["search", "a"], ["export", "1", "--format", "txt"]])
    func aMissingArchiveIsMissingInputAndIsNotMade(arguments: [String]) throws {
        let program = try WhoSaidProgram()
        expect(
            try program.run(arguments), status: 66,
            errors: """
                whosaid: there is no archive at \(program.archivePath); `whosaid transcribe` makes one, --database \
                names another

                """)
        #expect(!FileManager.default.fileExists(atPath: program.archivePath))
    }

    @Test func aFolderInPlaceOfTheArchiveIsAnInputOutputError() throws {
        let program = try WhoSaidProgram()
        let folder = program.folder.path
        expect(
            try program.run("list", "--database", folder), status: 74,
            errors: "whosaid: \(folder) is a folder; --database must name a file\n")
    }

    @Test func theOptionComesBeforeTheEnvironment() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.silence])
        let path = program.folder.file("other.db")
        try Archive(path: path).save(TranscriptFixtures.meeting)
        #expect(try program.run("list").output.contains("silence.wav"))
        #expect(try program.run("list", "--database", path).output.contains("budget.flac"))
        #expect(try program.run("list", "--database", "other.db").output.contains("budget.flac"))
    }

    @Test func aReaderThatGoesAwayEndsTheProgramQuietly() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.turns = (0..<5000).map {
            TranscriptFixtures.turn(0, start: Double($0), wordSeconds: 0.1, "These are some words again.")
        }
        let program = try WhoSaidProgram(holding: [transcript])
        let run = try program.shell("{ $whosaid show 1; echo $? >&2; } | head -1")
        expect(run, output: "[00:00.0] S1: These are some words again.\n", errors: "141\n")
        let ignoring = try program.shell("trap '' PIPE; { $whosaid show 1; echo $? >&2; } | true")
        expect(ignoring, errors: "141\n")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
    func aFullDiskIsAnInputOutputError() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        expect(
            try program.shell("$whosaid show 1 >/dev/full"), status: 74,
            errors: "whosaid: cannot write to standard output: No space left on device\n")
    }

    @Test(.enabled(if: geteuid() != 0 || ProgramRequirement.isMet("setpriv"), "root needs setpriv to lose its rights"))
    func anArchiveThatCannotBeWrittenIsAnInputOutputError() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        // Another user can run only what lies where everybody can look.
        let copy = program.folder.file("copy")
        expect(try program.shell("install -m 755 $whosaid '\(copy)'"), status: 0)
        try setPermissions(0o444, program.archivePath)
        try setPermissions(0o555, program.folder.path)
        defer { chmod(program.folder.path, 0o755) }
        let lose = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        expect(
            try program.shell(lose + copy + " people name 1 S1 Ann"), status: 74,
            errors: """
                whosaid: the archive \(program.archivePath) is read-only: the file or its folder cannot be written; \
                change the permissions, copy it, or name another by --database

                """)
    }

    private func setPermissions(_ permissions: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }
}

import ArchiveCore
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import whosaid

/// No output replaces what it did not write.
@Suite struct OutputFileTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting]) }

    /// Every command that writes a file whose name the user gives; the name comes last.
    private static let commands = [
        ["export", "1", "--format", "txt", "--output"], ["export", "1", "--format", "docx", "--output"],
        ["stats", "1", "--svg"],
    ]

    @Test(arguments: commands) func anEarlierExportIsReplacedAndNothingElse(command: [String]) throws {
        #expect(try program.run(command + ["out"]).status == 0)
        #expect(try program.run(command + ["out"]).status == 0)
        // Another export to the same file is one as well.
        #expect(try program.run("export", "1", "--format", "json", "--output", "out").status == 0)
        #expect(try program.run(command + ["out"]).status == 0)
        let ours = try bytes("out")
        try program.folder.write("mine", to: "out")
        try expectRefused(command + ["out"], keeping: "mine", in: "out")
        #expect(try program.run(command + ["out", "--force"]).status == 0)
        #expect(try bytes("out") == ours)
        try program.folder.write("changed", to: "out")
        try expectRefused(command + ["./out"], keeping: "changed", in: "out")
    }

    @Test func aFolderOfExportsIsProtectedFileByFile() throws {
        try Archive(path: program.archivePath).save(TranscriptFixtures.silence)
        let command = ["export", "--all", "--format", "md", "--output-dir", "out"]
        #expect(try program.run(command).status == 0)
        try program.folder.write("notes of mine", to: "out/silence.md")
        expect(
            try program.run(command), status: 1,
            errors: """
                whosaid: out/silence.md exists and is no unchanged export of this archive; --force replaces it
                whosaid: 1 transcript written to out

                """)
        #expect(try bytes("out/silence.md") == Data("notes of mine".utf8))
        #expect(try program.run(command + ["--force"]).status == 0)
    }

    @Test func anEmptyFileAndTheSameContentMayBeWritten() throws {
        try program.folder.write("", to: "made-by-mktemp")
        #expect(try program.run("export", "1", "--format", "txt", "--output", "made-by-mktemp").status == 0)
        let copy = try program.run("export", "1", "--format", "txt").output
        try program.folder.write(copy, to: "copy")
        #expect(try program.run("export", "1", "--format", "txt", "--output", "copy").status == 0)
    }

    @Test(arguments: ["rec.wav", "REC.MP3"]) func aRecordingThatHasJustBegunIsNotReplaced(name: String) throws {
        try program.folder.write("", to: name)
        for command in Self.commands {
            for force in [[], ["--force"]] {
                let run = try program.run(command + [name] + force)
                #expect(run.status == 64 && run.errors.contains("must not be overwritten"), "\(run.errors)")
            }
        }
        #expect(try bytes(name).isEmpty)
    }

    @Test func aLinkToAFileThatIsNotThereYetIsFollowed() throws {
        let manager = FileManager.default
        for (link, end) in [("link", "made"), ("late", "archive.db-journal")] {
            try manager.createSymbolicLink(atPath: program.folder.file(link), withDestinationPath: end)
        }
        #expect(try program.run("export", "1", "--format", "txt", "--output", "link").status == 0)
        #expect(try program.run("export", "1", "--format", "json", "--output", "made").status == 0)
        #expect(try manager.destinationOfSymbolicLink(atPath: program.folder.file("link")) == "made")
        expect(
            try program.run("export", "1", "--format", "txt", "--output", "late"), status: 64,
            errors: "whosaid: late is a part of the archive, which must not be overwritten; name another file\n")
        #expect(!manager.fileExists(atPath: program.folder.file("archive.db-journal")))
    }

    /// Beginnings of files of sound; the names tell nothing.
    private static let sounds: [[UInt8]] = [
        Array("RIFF____WAVEfmt ".utf8), Array("RF64____WAVEds64".utf8), Array("fLaC\u{0}\u{0}\u{0}\u{22}".utf8),
        Array("OggS\u{0}\u{2}".utf8), Array("ID3\u{3}\u{0}".utf8), [0xFF, 0xFB, 0x90, 0x00], [0xFF, 0xF1, 0x50, 0x80],
        Array("____ftypM4A ".utf8), [0x1A, 0x45, 0xDF, 0xA3, 1], Array("FORM____AIFFCOMM".utf8), Array("#!AMR\n".utf8),
        Array("caff\u{0}\u{1}".utf8), [0x30, 0x26, 0xB2, 0x75, 0x8E], [0x03, 0x64, 0x73, 0x73],
        [0, 0, 0, 8] + Array("wide".utf8), [0, 0, 1, 8] + Array("mdat".utf8), Array("MPCK".utf8),
        [UInt8](repeating: 0x47, count: 400),
    ]

    @Test(arguments: sounds) func whatSoundsIsNeverReplaced(start: [UInt8]) throws {
        let content = Data(start + [UInt8](repeating: 7, count: 64))
        try content.write(to: URL(fileURLWithPath: program.folder.file("odd.txt")))
        for force in [[], ["--force"]] {
            expect(
                try program.run(["export", "1", "--output", "odd.txt"] + force), status: 64,
                errors:
                    "whosaid: odd.txt is an audio or video file by its name or content, which must not be overwritten; name "
                    + "another file\n")
        }
        #expect(try bytes("odd.txt") == content)
    }

    @Test(arguments: ["new.flac", "a.WAV", "b.mp3", "c.opus", "d.MKV", "e.ds2", "f.m4a"])
    func recordingsThatTheArchiveDoesNotKnowAreNeverReplaced(name: String) throws {
        try program.folder.write("damaged", to: name)
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.file("link"), withDestinationPath: name)
        for command in Self.commands {
            for output in [name, "./x/../" + name, "link"] {
                try FileManager.default.createDirectory(
                    atPath: program.folder.file("x"), withIntermediateDirectories: true)
                let run = try program.run(command + [output, "--force"])
                #expect(run.status == 64 && run.errors.contains("must not be overwritten"), "\(run.errors)")
            }
        }
        #expect(try bytes(name) == Data("damaged".utf8))
    }

    @Test func recordingsOfTheArchiveAreKnownByAnyName() throws {
        var transcript = TranscriptFixtures.silence
        transcript.recording.path = try program.folder.write("sound", to: "sub/talk")
        try Archive(path: program.archivePath).save(transcript)
        let manager = FileManager.default
        try manager.linkItem(atPath: program.folder.file("sub/talk"), toPath: program.folder.file("hard"))
        try manager.createSymbolicLink(atPath: program.folder.file("soft"), withDestinationPath: "sub/talk")
        try manager.createSymbolicLink(atPath: program.folder.file("folder"), withDestinationPath: "sub")
        for output in ["sub/talk", "hard", "soft", "folder/talk", "sub/../sub/talk"] {
            for force in [[], ["--force"]] {
                expect(
                    try program.run(["export", "1", "--format", "txt", "--output", output] + force), status: 64,
                    errors: "whosaid: \(output) is a recording of the archive, which must not be overwritten; name "
                        + "another file\n")
            }
        }
        #expect(try bytes("sub/talk") == Data("sound".utf8))
    }

    @Test(arguments: ["", "-wal", "-shm", "-journal", "-workers"])
    func theArchiveAndItsCompanionsAreNeverReplaced(suffix: String) throws {
        let manager = FileManager.default
        let file = program.archivePath + suffix
        var outputs = ["archive.db\(suffix)", "./archive.db\(suffix)", file]
        // While it is open, its log and index are there.
        let open = try Archive(path: program.archivePath)
        defer { withExtendedLifetime(open) {} }
        if suffix == "-workers" { try program.folder.write("", to: "archive.db-workers") }
        if manager.fileExists(atPath: file) {
            try manager.createSymbolicLink(atPath: program.folder.file("soft"), withDestinationPath: file)
            try manager.linkItem(atPath: file, toPath: program.folder.file("hard"))
            outputs += ["soft", "hard"]
        }
        for output in outputs {
            let run = try program.run("export", "1", "--format", "txt", "--output", output, "--force")
            #expect(run.status == 64, "\(output): \(run.errors)")
            #expect(run.errors.contains("the archive, which must not be overwritten"), "\(output): \(run.errors)")
        }
        let hard = program.folder.file("hard")
        if manager.fileExists(atPath: hard) { try manager.removeItem(atPath: hard) }
        #expect(try program.run("list").status == 0)
    }

    @Test func anotherArchiveIsNeverReplaced() throws {
        let other = program.folder.file("other")
        do { try Archive(path: other).save(TranscriptFixtures.silence) }
        let run = try program.run("export", "1", "--format", "txt", "--output", "other", "--force")
        expect(
            run, status: 64,
            errors: "whosaid: other is an archive, which must not be overwritten; name another file\n")
        #expect(try Archive(path: other, mustExist: true).recordings().count == 1)
    }

    @Test func theArchiveKeepsWhatWasWrittenLast() throws {
        let archive = try Archive(path: program.archivePath)
        #expect(try archive.exportedHash(path: "/none") == nil)
        try archive.keepExport(
            path: "/a", contentHash: TranscriptFixtures.hash(1), recordingID: 1, at: "2026-01-01T00:00:00Z")
        try archive.keepExport(
            path: "/a", contentHash: TranscriptFixtures.hash(2), recordingID: 1, at: "2026-01-02T00:00:00Z")
        #expect(try archive.exportedHash(path: "/a") == TranscriptFixtures.hash(2))
        #expect(try archive.hasRecording(at: TranscriptFixtures.meeting.recording.path))
        #expect(try !archive.hasRecording(at: "/a"))
        #expect(try archive.recordingPaths() == [TranscriptFixtures.meeting.recording.path])
    }

    @Test func placesOfTheProgramAreNeverWrittenTo() throws {
        let folders = ["cache/deep", "state/whosaid/logs", "models"].map(program.folder.file)
        for folder in folders {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try program.folder.write("{}", to: "models/manifest.json")
        let environment = [
            "WHOSAID_CACHE_DIR": program.folder.file("cache"), "XDG_STATE_HOME": program.folder.file("state"),
            "WHOSAID_MODELS_DIR": program.folder.file("models"),
        ]
        let reasons = ["in the cache of stages", "in the folder of logs", "in the folder of models"]
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.file("short"), withDestinationPath: "cache/deep")
        for (output, reason) in zip(["short/a.txt", "state/whosaid/logs/a.txt", "models/a.txt"], reasons) {
            expect(
                try program.run(["export", "1", "--output", output, "--force"], environment: environment), status: 64,
                errors: "whosaid: \(output) is \(reason), which must not be overwritten; name another file\n")
        }
        // Folders that only begin with the same letters are others.
        try program.folder.write("", to: "cache2/x")
        #expect(try program.run(["export", "1", "--output", "cache2/a.txt"], environment: environment).status == 0)
    }

    @Test func standardOutputDevicesAndPipesAreWrittenTo() throws {
        let text = try program.run("export", "1", "--format", "txt").output
        for output in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            expect(try program.run("export", "1", "--format", "txt", "--output", output), output: text)
            // A file that standard output is appended to keeps what it has.
            try program.folder.write("before\n", to: "log")
            expect(try program.shell("$whosaid export 1 --format txt --output \(output) >> log"))
            #expect(try bytes("log") == Data(("before\n" + text).utf8))
        }
        #expect(!FileManager.default.fileExists(atPath: program.folder.file("-")))
        expect(try program.run("export", "1", "--format", "txt", "--output", "/dev/null"))
        expect(
            try program.shell("mkfifo pipe; cat pipe > got & $whosaid export 1 --format txt --output pipe; wait"))
        #expect(try bytes("got") == Data(text.utf8))
    }

    @Test func whatIsKeptOfExportsGoesWithTheRecording() throws {
        #expect(try program.run("export", "1", "--output", "out.txt").status == 0)
        let archive = try Archive(path: program.archivePath)
        #expect(try archive.exportedHash(path: program.folder.file("out.txt")) != nil)
        try archive.removeRecordings([1])
        #expect(try archive.exportedHash(path: program.folder.file("out.txt")) == nil)
    }

    private func expectRefused(_ command: [String], keeping text: String, in name: String) throws {
        let run = try program.run(command)
        #expect(run.status == 64)
        #expect(run.errors.contains(" exists and is no unchanged export of this archive; --force replaces it"))
        #expect(try bytes(name) == Data(text.utf8))
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: program.folder.file(name)))
    }
}

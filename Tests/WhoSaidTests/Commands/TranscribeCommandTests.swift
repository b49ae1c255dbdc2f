import Foundation
import TestSupport
import Testing

/// What `transcribe` does before it hears anything.
@Suite("transcribe: arguments") struct TranscribeCommandTests {
    @Test(arguments: [
        (["--threads", "0"], "--threads needs a number from 1 to 1024"),
        (["--threads", "1025"], "--threads needs a number from 1 to 1024"),
        (["--memory", "399M"], "--memory needs at least 400M"),
        (["--memory", "much"], "The value 'much' is invalid for '--memory <size>'"),
        (["--threads", "two"], "The value 'two' is invalid for '--threads <n>'"),
        (["--speakers", "0"], "the number of speakers must be from 1 to 100"),
        (["--speakers", "101"], "the number of speakers must be from 1 to 100"),
        (["--speakers=-1"], "the number of speakers must be from 1 to 100"),
        (["--min-speakers", "0"], "the number of speakers must be from 1 to 100"),
        (["--min-speakers", "3", "--max-speakers", "2"], "--min-speakers is more than --max-speakers"),
        (["--speakers", "2", "--max-speakers", "3"], "--speakers excludes --min-speakers and --max-speakers"),
        (["--speakers", "2", "--min-speakers", "2"], "--speakers excludes --min-speakers and --max-speakers"),
        (["--channels", "left"], "The value 'left' is invalid for '--channels <channels>'"),
        (["--channels", "separate", "--speakers", "2"], "--channels separate excludes numbers of speakers"),
        (["--channels", "separate", "--min-speakers", "2"], "--channels separate excludes numbers of speakers"),
        (["--channels", "separate", "--max-speakers", "2"], "--channels separate excludes numbers of speakers"),
        (["--track", "0"], "--track needs a number from 1 to 10000"),
        (["--recorded-at", "yesterday"], "The value 'yesterday' is invalid for '--recorded-at <when>'"),
        (["--database", ""], "--database needs the name of a file"),
        (["--models-dir", ""], "--models-dir needs the name of a folder"),
        (["--bogus"], "unknown option `--bogus`"),
    ])
    func aBadOptionIsAUsageError(options: [String], message: String) throws {
        let program = try WhoSaidProgram()
        let run = try program.run(["transcribe", "a.wav"] + options)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("whosaid: \(message)"))
        #expect(!FileManager.default.fileExists(atPath: program.archivePath))
    }

    @Test func aPathIsNeeded() throws {
        let run = try WhoSaidProgram().run("transcribe")
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("whosaid: Missing expected argument '<path> ...'"))
    }

    @Test func missingInputsNeedNeitherModelsNorArchive() throws {
        let program = try WhoSaidProgram()
        try FileManager.default.createDirectory(atPath: program.folder.file("empty"), withIntermediateDirectories: true)
        expect(
            try program.run("transcribe", "none.wav", "empty", "--models-dir", "nowhere"), status: 66,
            errors: """
                whosaid: \(program.folder.file("none.wav")): no such file or folder
                whosaid: \(program.folder.file("empty")): no recordings in this folder

                """)
        #expect(!FileManager.default.fileExists(atPath: program.archivePath))
    }

    @Test func aNameCannotPretendToBeAnotherMessage() throws {
        let program = try WhoSaidProgram()
        expect(
            try program.run("transcribe", "a\nwhosaid: b  c.wav\u{1B}[2J"), status: 66,
            errors: "whosaid: \(program.folder.path)/a whosaid: b  c.wav [2J: no such file or folder\n")
    }

    @Test func withoutModelsTheMendingCommandIsTold() throws {
        let program = try WhoSaidProgram()
        try program.folder.write("no audio", to: "a.wav")
        expect(
            try program.run("transcribe", "a.wav", "--models-dir", "nowhere"), status: 69,
            errors: """
                whosaid: nowhere/manifest.json: there is no such file, so the folder holds no models
                to mend it, run: scripts/fetch-models (with --models-dir DIR for another folder than Models)

                """)
        #expect(!FileManager.default.fileExists(atPath: program.archivePath))
    }
}

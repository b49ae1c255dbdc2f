import ArchiveCore
import Foundation
import RecordingStorage
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import whosaid

@Suite struct ExportCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting]) }

    @Test(arguments: TranscriptFormat.allCases) func everyFormatGoesToStandardOutput(format: TranscriptFormat) throws {
        guard format.isText else {
            expect(try program.run("export", "1", "--format", format.rawValue, "--output", "out"))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: program.folder.file("out")))
            #expect(bytes == format.data(TranscriptFixtures.meeting))
            expect(try program.shell("$whosaid export 1 --format \(format.rawValue) | cmp - out"))
            return
        }
        expect(
            try program.run("export", "1", "--format", format.rawValue),
            output: format.render(
                TranscriptFixtures.meeting, audioPath: TranscriptFixtures.meeting.recording.path))
    }

    @Test func aPageKnowsWhereTheAudioIs() throws {
        expect(
            try program.run("export", "1", "--format", "html", "--audio", "talk.flac"),
            output: TranscriptFormat.html.render(
                TranscriptFixtures.meeting, audioPath: "talk.flac"))
    }

    @Test(arguments: ["jsonl", "csv", "tsv", "audacity", "textgrid"]) func aLineMayBeAWord(name: String) throws {
        let format = try #require(TranscriptFormat(rawValue: name))
        expect(
            try program.run("export", "1", "--format", name, "--words"),
            output: format.render(TranscriptFixtures.meeting, options: FormatOptions(lineUnit: .word)))
    }

    @Test func allRecordingsGoToAFolder() throws {
        let archive = try Archive(path: program.archivePath)
        for (seed, path) in ["/other/2024 BUDGET.wav", "/a/.hidden", "/a/\u{1B}[31m \n.wav"].enumerated() {
            var transcript = TranscriptFixtures.silence
            transcript.recording.contentHash = TranscriptFixtures.hash(UInt64(100 + seed))
            transcript.recording.path = path
            try archive.save(transcript)
        }
        for _ in 0..<2 {
            expect(
                try program.run("export", "--all", "--format", "seglst", "--output-dir", "out/deep"),
                errors: "whosaid: 4 transcripts written to out/deep\n")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: program.folder.file("out/deep")).sorted() == [
                    ".hidden.seglst.json", "2024 BUDGET-2.seglst.json", "2024 budget.seglst.json",
                    "[31m.seglst.json",
                ])
            #expect(
                try text("out/deep/2024 budget.seglst.json")
                    == TranscriptFormat.seglst.render(TranscriptFixtures.meeting))
        }
    }

    @Test func oneFileThatCannotBeWrittenDoesNotStopTheOthers() throws {
        try Archive(path: program.archivePath).save(TranscriptFixtures.silence)
        try FileManager.default.createDirectory(
            atPath: program.folder.file("out/2024 budget.txt"), withIntermediateDirectories: true)
        expect(
            try program.run("export", "--all", "--format", "txt", "--output-dir", "out"), status: 1,
            errors: """
                whosaid: cannot write out/2024 budget.txt: Is a directory
                whosaid: 1 transcript written to out

                """)
        #expect(try text("out/silence.txt") == "")
        try program.folder.write("", to: "file")
        let run = try program.run("export", "--all", "--format", "txt", "--output-dir", "file/x")
        expect(
            run, status: 74,
            errors: "whosaid: cannot create the folder file/x: file: Not a directory; name another with --output-dir\n")
    }

    @Test(arguments: [
        (["--all", "1"], "--all and a recording exclude each other"), (["--all"], "--all needs --output-dir"),
        (["--all", "--output", "x"], "--all writes to --output-dir; it excludes --output and --audio"),
        (["1", "--output-dir", "x"], "--output-dir needs --all"), ([], "name a recording, or give --all"),
    ])
    func oneRecordingOrAll(arguments: [String], message: String) throws {
        let run = try program.run(["export", "--format", "txt"] + arguments)
        #expect(run.status == 64 && run.errors.hasPrefix("whosaid: \(message)\n"))
    }

    @Test func optionsOfFormats() throws {
        let meeting = TranscriptFixtures.meeting
        expect(
            try program.run("export", "1", "--format", "rttm", "--exclusive"),
            output: TranscriptFormat.rttm.render(meeting, options: FormatOptions(usesExclusiveSpeech: true)))
        expect(
            try program.run("export", "1", "--format", "json", "--embeddings"),
            output: TranscriptFormat.json.render(meeting, options: FormatOptions(includesEmbeddings: true)))
        for name in ["srt", "vtt", "txt", "md", "audacity"] {
            let format = try #require(TranscriptFormat(rawValue: name))
            expect(
                try program.run("export", "1", "--format", name, "--no-names"),
                output: format.render(meeting, options: FormatOptions(showsNames: false)))
        }
        for name in ["csv", "tsv"] {
            let format = try #require(TranscriptFormat(rawValue: name))
            expect(
                try program.run("export", "1", "--format", name, "--bom"),
                output: "\u{FEFF}" + format.render(meeting))
        }
        expect(
            try program.run("export", "1", "--format", "json", "--bom"), status: 64,
            errors: "whosaid: --bom needs --format csv, tsv\n")
        expect(
            try program.run("export", "1", "--format", "json", "--no-names"), status: 64,
            errors: "whosaid: --no-names needs --format txt, md, srt, vtt, audacity\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--exclusive"), status: 64,
            errors: "whosaid: --exclusive needs --format rttm\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--embeddings"), status: 64,
            errors: "whosaid: --embeddings needs --format json\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--words"), status: 64,
            errors: "whosaid: --words needs --format jsonl, csv, tsv, audacity, textgrid\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--audio", "x"), status: 64,
            errors: "whosaid: --audio needs --format html\n")
    }

    @Test func aFileIsWrittenWhole() throws {
        expect(try program.run("export", "1", "--output", "out.SRT"))
        #expect(try text("out.SRT") == TranscriptFormat.srt.render(TranscriptFixtures.meeting))
        expect(try program.run("export", "1", "--format", "txt", "--output", "out.SRT"))
        #expect(try text("out.SRT") == TranscriptFormat.txt.render(TranscriptFixtures.meeting))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: program.folder.path).sorted().filter {
                !$0.hasPrefix("archive.db")
            } == ["out.SRT"])
    }

    @Test func aFormatIsNeeded() throws {
        let error = "whosaid: no format is given; name it with --format or with the extension of --output\n"
        expect(try program.run("export", "1"), status: 64, errors: error)
        expect(try program.run("export", "1", "--output", "x.odt"), status: 64, errors: error)
    }

    @Test func aFileThatCannotBeWrittenIsAnError() throws {
        expect(
            try program.run("export", "1", "--output", "none/out.txt"), status: 74,
            errors: "whosaid: cannot write none/out.txt: No such file or directory\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--output", program.folder.path), status: 74,
            errors: "whosaid: cannot write \(program.folder.path): Is a directory\n")
    }

    @Test func recordingsAndTheArchiveAreNeverOverwritten() throws {
        var transcript = TranscriptFixtures.silence
        transcript.recording.path = try program.folder.write("audio", to: "talk.txt")
        try Archive(path: program.archivePath).save(transcript)
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.file("link.txt"), withDestinationPath: "talk.txt")
        for name in ["talk.txt", "./talk.txt", "link.txt"] {
            expect(
                try program.run("export", "1", "--output", name), status: 64,
                errors: "whosaid: \(name) is a recording of the archive, which must not be overwritten; "
                    + "name another file\n")
        }
        #expect(try text("talk.txt") == "audio")
        expect(
            try program.run("export", "1", "--format", "txt", "--output", "archive.db"), status: 64,
            errors: "whosaid: archive.db is the archive, which must not be overwritten; name another file\n")
        #expect(try program.run("list").status == 0)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: program.folder.file(name), encoding: .utf8)
    }
}

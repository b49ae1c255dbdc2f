import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptFormats
import TranscriptStore

@testable import whosaid

@Suite struct ExportCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting]) }

    @Test(arguments: TranscriptFormat.allCases) func everyFormatGoesToStandardOutput(format: TranscriptFormat) throws {
        expect(
            try program.run("export", "1", "--format", format.rawValue),
            output: format.render(TranscriptFixtures.meeting))
    }

    @Test func optionsOfFormats() throws {
        let meeting = TranscriptFixtures.meeting
        expect(
            try program.run("export", "1", "--format", "rttm", "--exclusive"),
            output: TranscriptFormat.rttm.render(meeting, options: FormatOptions(usesExclusiveSpeech: true)))
        expect(
            try program.run("export", "1", "--format", "json", "--embeddings"),
            output: TranscriptFormat.json.render(meeting, options: FormatOptions(includesEmbeddings: true)))
        expect(
            try program.run("export", "1", "--format", "txt", "--exclusive"), status: 64,
            errors: "whosaid: --exclusive has a meaning for --format rttm only\n")
        expect(
            try program.run("export", "1", "--format", "txt", "--embeddings"), status: 64,
            errors: "whosaid: --embeddings has a meaning for --format json only\n")
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
        let error = "whosaid: say which format by --format, or by the extension of --output\n"
        expect(try program.run("export", "1"), status: 64, errors: error)
        expect(try program.run("export", "1", "--output", "x.docx"), status: 64, errors: error)
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

import ArchiveCore
import Foundation
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import whosaid

/// What `--redact` takes out is in no byte of any file of any format, and in no file's name.
@Suite struct RedactedExportTests {
    private static let redaction = [
        "--redact", "names,email,phone", "--redact-name", "Lively", "--redact-name", "José Núñez",
    ]
    /// In small letters without accents; what is written in another way is folded before it is compared.
    private static let secrets = ["lively", "jose", "nunez", "5551234567", "555-123-4567", "x@example.com"]

    private let program: WhoSaidProgram

    /// Every text of the transcripts holds something that must go; each recording has a run of another system as well.
    init() throws {
        program = try WhoSaidProgram()
        let archive = try Archive(path: program.archivePath)
        let paths = [
            "/home/lively/calls/six-lively.flac", "/a/interview_LIVELY_2.wav", "/a/InterviewLively3.wav",
            "/a/sixlively.m4a", "/a/call 555-123-4567 20240506.wav", "/a/x@example.com.wav", "/a/José Nun\u{303}ez.wav",
            "/a/jose\u{301}_nunez.wav", "/a/Jos%C3%A9.wav", "/a/+15551234567_2024-05-06.amr",
        ]
        for (index, path) in paths.enumerated() {
            var transcript = Self.transcript(path: path)
            transcript.recording.contentHash = TranscriptFixtures.hash(UInt64(500 + index))
            let id = try archive.save(transcript)
            transcript.run.system = "Lively's engine"
            transcript.alternatives = [
                Alternative(range: TimeRange(start: 0, end: 1), rank: 2, text: "Lively", confidence: 0.5)
            ]
            try archive.addImport(transcript, recordingID: id)
        }
        var text = Self.transcript(path: "/a/lively.srt")
        text.recording.format = Recording.transcriptOnly
        text.run.system = "srt"
        try archive.addImport(text, recordingID: nil)
    }

    private static func transcript(path: String) -> MeetingTranscript {
        var transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(
                0, start: 0, wordSeconds: 0.5,
                "Lively, Ann-Lively and lively's LIVELY's; Live\u{AD}ly José Núñez Jose\u{301} Nun\u{303}ez JoséNúñez"),
            TranscriptFixtures.turn(
                1, start: 9, wordSeconds: 0.5, "Mail x@example.com or 555-123-4567 then. McLively—lively Ｌｉｖｅｌｙ"),
            TranscriptFixtures.turn(nil, start: 18, wordSeconds: 0.5, "Yes Live Ly"),
        ])
        transcript.recording.path = path
        transcript.recording.format = "FLAC of lively"
        transcript.speakers[0].label = "Ann Lively"
        transcript.speakers[1].label = "x@example.com"
        transcript.run.settings = [
            "file": path, "source": "https://example.org/Jos%C3%A9%20N%C3%BA%C3%B1ez/li%76ely?q=x%2540example.com",
            "job": "interview-lively-1", "lively": "yes", "file-sha256": TranscriptFixtures.hash(3),
        ]
        transcript.run.models = ["model of Lively": "lively"]
        transcript.ledger.entries[4].reason = "lively was not heard"
        return transcript
    }

    @Test(arguments: TranscriptFormat.allCases) func oneExportHoldsNothing(format: TranscriptFormat) throws {
        for run in [[], ["--run", "Lively's engine"]] {
            let file = program.folder.file("out-\(run.count).bin")
            let done = try program.run(
                ["export", "1", "--format", format.rawValue, "--output", file] + run + Self.redaction)
            #expect(done.status == 0, "\(done.errors)")
            try expectNothing(in: file, format)
            #expect(!Self.folded(done.errors).contains("lively"))
        }
    }

    @Test(arguments: TranscriptFormat.allCases) func aFolderOfExportsHoldsNothing(format: TranscriptFormat) throws {
        let done = try program.run(
            ["export", "--all", "--format", format.rawValue, "--output-dir", "out"] + Self.redaction)
        #expect(done.status == 0, "\(done.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.file("out"))
        #expect(names.count == 11)
        for name in names {
            for secret in Self.secrets { #expect(!Self.folded(name).contains(secret), "\(name)") }
            try expectNothing(in: program.folder.file("out/\(name)"), format)
        }
    }

    @Test func whatIsLeftHasTheDocumentedShape() throws {
        let transcript = try JSONSchemaValidator(schema: try #require(Schemas.json(named: "transcript")).text)
        let line = try JSONSchemaValidator(schema: try #require(Schemas.json(named: "jsonl")).text)
        for id in 1...11 {
            let arguments = ["export", String(id), "--format"]
            let json = try program.run(arguments + ["json"] + Self.redaction).output
            #expect(try transcript.problems(in: json) == [])
            let lines = try program.run(arguments + ["jsonl"] + Self.redaction).output.split(separator: "\n")
            #expect(lines.count == 3)
            for text in lines { #expect(try line.problems(in: String(text)) == []) }
        }
    }

    /// The test itself finds what is there.
    @Test(arguments: TranscriptFormat.allCases) func withoutRedactionItIsFound(format: TranscriptFormat) throws {
        let file = program.folder.file("out.bin")
        #expect(try program.run("export", "1", "--format", format.rawValue, "--output", file).status == 0)
        #expect(try contents(file, format).contains { Self.folded($0).contains("lively") })
    }

    @Test func datesInNamesStay() throws {
        let done = try program.run(
            ["export", "--all", "--format", "txt", "--output-dir", "out"] + Self.redaction)
        #expect(done.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: program.folder.file("out"))
        #expect(names.contains("call [phone].txt"))
        #expect(names.contains("[phone]_2024-05-06.txt"))
        #expect(names.contains("six-[name].txt") && names.contains("interview_[name]_2.txt"))
    }

    @Test func aRedactedPageLeadsToNoAudioButOneThatIsNamed() throws {
        let page = try program.run(["export", "1", "--format", "html"] + Self.redaction)
        #expect(page.status == 0 && !page.output.contains("<audio"))
        #expect(
            page.errors
                == "whosaid: the page has no audio, because the recording contains what --redact removes; --audio names "
                + "another file\n")
        let named = try program.run(["export", "1", "--format", "html", "--audio", "beeped.flac"] + Self.redaction)
        #expect(named.status == 0 && named.errors.isEmpty && named.output.contains("src=\"./beeped.flac\""))
        for path in ["/home/Lively/beeped.flac", "li%76ely.flac", "JoséNúñez.wav", "x@example.com.wav"] {
            expect(
                try program.run(["export", "1", "--format", "html", "--audio", path] + Self.redaction), status: 64,
                errors: "whosaid: the path of --audio, \(path), contains what --redact removes; name a file with "
                    + "another path\n")
        }
    }

    @Test func voicePrintsTellNames() throws {
        let run = try program.run(["export", "1", "--format", "json", "--embeddings"] + Self.redaction)
        #expect(run.status == 64)
        #expect(
            run.errors.hasPrefix(
                "whosaid: --embeddings and --redact names exclude each other: an embedding identifies the person\n"))
        let mails = try program.run("export", "1", "--format", "json", "--embeddings", "--redact", "email")
        #expect(mails.status == 0 && mails.output.contains("\"embedding\""))
    }

    @Test func namesThatAreNoneAreTold() throws {
        try program.folder.write("# nobody\n---\n", to: "names.txt")
        let run = try program.run("export", "1", "--format", "txt", "--redact", "names", "--redact-names", "names.txt")
        #expect(run.status == 0)
        #expect(run.errors == "whosaid: --redact names removes nothing, because no name is given\n")
    }

    private func expectNothing(in file: String, _ format: TranscriptFormat) throws {
        for content in try contents(file, format) {
            let folded = Self.folded(content)
            for secret in Self.secrets {
                #expect(!folded.contains(secret), "\(format.rawValue): \(secret) in \(file)")
            }
            #expect(!content.contains("%C3"), "\(format.rawValue): \(file)")
        }
    }

    /// The texts of a file: of a document for word processors those of its parts, with their names.
    private func contents(_ file: String, _ format: TranscriptFormat) throws -> [String] {
        guard !format.isText else { return [try Self.text(file)] }
        let parts = try ScratchFolder()
        let run = try ProgramRun("/usr/bin/env", ["python3", "-m", "zipfile", "--extract", file, parts.path])
        try #require(run.status == 0, "\(run.errors)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: parts.path)
        return try names
            + names.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".rels") }.map { try Self.text(parts.file($0)) }
    }

    private static func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }

    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .replacing("\u{AD}", with: "")
    }
}

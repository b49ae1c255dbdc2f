import ArchiveCore
import Foundation
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import whosaid

/// Names and texts that have broken other programs are names and texts to every command.
@Suite struct HostileTextTests {
    private static let names = [
        "=cmd|' /C calc'!A0", "'; DROP TABLE runs; --", "<script>alert(1)</script>", "\"two\"\nlines", "\u{1B}[31mred",
        "tab\there", "@SUM(A1)", "-1+1", "e\u{301}\u{202E}\u{FEFF}", "%s%n$(id)`id`", "\\N{\\an8}", "-->", "../../x",
    ]

    private let program: WhoSaidProgram

    /// Each name is that of a recording, of a speaker, of a system and all that is said.
    init() throws {
        program = try WhoSaidProgram()
        let archive = try Archive(path: program.archivePath)
        for (index, name) in Self.names.enumerated() {
            var transcript = TranscriptFixtures.meeting(turns: [
                Turn(
                    speaker: 0, range: TimeRange(start: 0, end: 2),
                    words: [
                        Word(text: name, range: TimeRange(start: 0, end: 1), confidence: 1, speaker: 0),
                        Word(text: "budget\u{0}", range: TimeRange(start: 1, end: 2), confidence: 1, speaker: 1),
                    ])
            ])
            transcript.recording.contentHash = TranscriptFixtures.hash(UInt64(1000 + index))
            transcript.recording.path = "/meetings/\(name).wav"
            transcript.speakers[0].label = name
            let id = try archive.save(transcript)
            transcript.run.system = name
            transcript.alternatives = [
                Alternative(range: TimeRange(start: 0, end: 1), rank: 2, text: name, confidence: nil)
            ]
            try archive.addImport(transcript, recordingID: id)
        }
    }

    @Test(arguments: [
        ["list"], ["list", "--runs"], ["show", "1"], ["search", "budget"], ["compare", "2"], ["compare", "5"],
        ["list", "--json"], ["list", "--runs", "--json"], ["search", "budget", "--json"], ["compare", "4", "--json"],
    ])
    func commandsPrintLinesAndNothingElse(arguments: [String]) throws {
        let run = try program.run(arguments)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        if let name = ["list", "search", "compare"].first(where: { arguments.contains($0) }),
            arguments.contains("--json")
        {
            let schema = try #require(Schemas.json(named: name))
            #expect(try JSONSchemaValidator(schema: schema.text).problems(in: run.output) == [])
        }
    }

    @Test func recordingsSpeakersAndSystemsCanBeNamed() throws {
        for (index, name) in Self.names.enumerated() {
            let path = "/meetings/\(name).wav"
            // A path is taken apart at `/` and `..`, so that this one is another.
            if !name.contains("/") {
                #expect(try program.run("show", path).status == 0, "\(name)")
            }
            let shown = try program.run("show", String(index + 1), "--run=\(name)")
            #expect(shown.status == 0 && !shown.output.isEmpty, "\(name)")
            #expect(try program.run("search", "budget", "--speaker=\(name)").status == 0)
        }
    }

    @Test(arguments: TranscriptFormat.allCases) func everyExportIsWhole(format: TranscriptFormat) throws {
        let run = try program.run("export", "--all", "--format", format.rawValue, "--output-dir", "out")
        #expect(run.status == 0)
        #expect(run.errors == "whosaid: \(Self.names.count) transcripts written to out\n")
        let files = try FileManager.default.contentsOfDirectory(atPath: program.folder.file("out"))
        #expect(files.count == Self.names.count)
        #expect(files.allSatisfy { $0.hasSuffix("." + format.fileExtension) })
        for file in files {
            #expect(file.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            let bytes = try Data(contentsOf: URL(fileURLWithPath: program.folder.file("out/\(file)")))
            #expect(!bytes.isEmpty)
        }
        // Nothing was written anywhere else, whatever the names say.
        let others = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        #expect(others.allSatisfy { $0 == "out" || $0.hasPrefix("archive.db") })
        #expect(try Archive(path: program.archivePath).integrityProblems().isEmpty)
    }

    @Test func hostileFilesAreImported() throws {
        for name in Self.names where !name.contains("/") {
            let words = [name, "\u{0}", "budget"].enumerated().map { position, text in
                ["word": text, "start": position, "end": position + 1, "speaker": 0] as [String: Any]
            }
            let document: [String: Any] = [
                "results": ["channels": [["alternatives": [["transcript": "", "words": words]]]]],
                "metadata": ["request_id": name],
            ]
            let path = program.folder.file("\(name).json")
            try JSONSerialization.data(withJSONObject: document).write(to: URL(fileURLWithPath: path))
            let run = try program.run("import", path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1)
            let archive = try Archive(path: program.archivePath)
            let transcript = try archive.transcript(recordingID: archive.recording(path).id)
            // Nothing of it is lost but what turns the direction of all that follows.
            let kept = name.replacing("\u{202E}", with: "")
            #expect(transcript.words.map(\.text) == [kept, "\u{0}", "budget"])
            #expect(transcript.run.settings["request-id"] == kept)
        }
    }
}

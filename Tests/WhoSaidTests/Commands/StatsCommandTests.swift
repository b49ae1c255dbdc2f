import ArchiveCore
import Foundation
import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import whosaid

@Suite struct StatsCommandTests {
    private let program: WhoSaidProgram

    init() throws {
        var named = TranscriptFixtures.meeting
        named.recording.contentHash = TranscriptFixtures.hash(7)
        named.recording.path = "/meetings/b.wav"
        named.speakers[0].label = "Ada"
        program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence, named, named])
    }

    @Test func oneRecordingIsMeasuredAndDrawn() throws {
        func lane(_ name: String, _ cells: String) -> String {
            name + " " + cells.padding(toLength: 37, withPad: " ", startingAt: 0)
        }
        expect(
            try program.run("stats", "1", environment: ["COLUMNS": "40"]),
            output: """
                /meetings/2024 budget.flac: 00:20.5, speech 35.4 %, overlap 1.2 %, silence 64.6 %, 1 interruption

                SPEAKER     TALK   SHARE  OVERLAP  TURNS  WORDS  WORDS/MIN  LONGEST  INTERRUPTS  INTERRUPTED
                S1       00:03.8  50.0 %    6.7 %      1      7        112  00:03.5           0            1
                S2       00:03.5  46.7 %    7.1 %      1      6        103  00:03.0           1            0
                ?        00:00.3   3.3 %    0.0 %      1      1        240  00:00.3           0            0

                \(lane("S1", "▁██████▅"))
                \(lane("S2", "       ▆█████▄"))
                \(lane("? ", "                      ▄"))
                   00:00           00:10           00:21

                """)
    }

    @Test func silenceHasNoTable() throws {
        expect(
            try program.run("stats", "2"),
            output: "/meetings/silence.wav: 00:03.0, speech 0.0 %, overlap 0.0 %, silence 100.0 %, 0 interruptions\n")
    }

    @Test func allRecordingsAreSummedUp() throws {
        let run = try program.run("stats")
        #expect(run.status == 0)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == " ID   LENGTH  SPEECH  OVERLAP  SILENCE  TURNS  WORDS  INTERRUPTIONS  PATH")
        #expect(
            lines[1].hasPrefix("  1  00:20.5  35.4 %    1.2 %   64.6 %      3     14              1  /meetings/2024"))
        #expect(lines[4].hasPrefix("all  00:44.0  33.0 %    1.1 %   67.0 %      6     28              2"))
        #expect(lines[6].hasPrefix("SPEAKER"))
        #expect(lines[7].hasPrefix("Ada"))
        #expect(lines.count == 9)
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let schema = try JSONSchemaValidator(schema: try #require(Schemas.json(named: "stats")).text)
        let all = try JSONDocument(text: try program.run("stats", "--json").output)
        #expect(try schema.problems(in: all) == [])
        #expect(all["recordings"]?[2]?["speakers"]?[0]?["speaker"] == .string("Ada"))
        #expect(all["recordings"]?[0]?["speakers"]?[1]?["interruptions"] == .number(1))
        #expect(all["recordings"]?[0]?["speakers"]?[2]?["speaker"] == .null)
        #expect(all["total"]?["words"] == .number(28))
        #expect(all["people"]?[0]?["talk_seconds"] == .number(3.75))
        #expect(all["people"]?[1] == nil)
        let one = try JSONDocument(text: try program.run("stats", "3", "--json").output)
        #expect(try schema.problems(in: one) == [])
        #expect(one["recordings"]?[0]?["recording_id"] == .number(3))
        #expect(one["recordings"]?[1] == nil)
    }

    @Test func thePictureIsAFile() throws {
        let run = try program.run("stats", "1", "--svg", "picture.svg")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("/meetings/2024"))
        #expect(
            try String(contentsOfFile: program.folder.file("picture.svg"), encoding: .utf8)
                == MeetingPicture.svg(TranscriptFixtures.meeting))
        #expect(try program.run("stats", "--svg", "picture.svg").status == 64)
        #expect(try program.run("stats", "1", "--svg", "archive.db").status == 64)
        #expect(try program.run("stats", "1", "--svg", "none/picture.svg").status == 74)
        #expect(try program.run("list").status == 0)
    }

    @Test func anUnknownRecordingIsMissingInput() throws {
        #expect(try program.run("stats", "99").status == 66)
    }

    @Test(arguments: 0..<5) func anyTranscriptIsMeasured(seed: UInt64) throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.random(seed: seed)])
        for arguments in [["stats"], ["stats", "1"], ["stats", "--json"], ["stats", "1", "--svg", "x.svg"]] {
            let run = try program.run(arguments)
            #expect(run.status == 0, "\(run.errors)")
            #expect(!run.output.contains("\u{1B}"))
        }
    }
}

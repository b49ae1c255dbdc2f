import Schemas
import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct ListCommandTests {
    @Test func recordingsAreATable() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        expect(
            try program.run("list"),
            output: """
                ID   LENGTH  SPEAKERS  WORDS  TRANSCRIBED           PATH
                 1  00:20.5         2     14  2024-05-06T07:08:09Z  /meetings/2024 budget.flac
                 2  00:03.0         0      0  2024-05-06T08:00:00Z  /meetings/silence.wav

                """)
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        let run = try program.run("list", "--json")
        expect(
            run,
            output: """
                {
                  "format": "whosaid-list",
                  "version": 1,
                  "recordings": [
                    {
                      "id": 1,
                      "content_hash": "\(TranscriptFixtures.hash(1))",
                      "paths": ["/meetings/2024 budget.flac"],
                      "duration_seconds": 20.500,
                      "sample_rate": 44100,
                      "channel_count": 2,
                      "format": "FLAC, 16 bit",
                      "recorded_at": "2024-05-06T07:08:09Z",
                      "speaker_count": 2,
                      "people": [],
                      "turn_count": 3,
                      "word_count": 14,
                      "program_version": "0.1.0",
                      "started_at": "2024-05-06T07:08:09Z"
                    }
                  ]
                }

                """)
        let schema = try #require(Schemas.json(named: "list"))
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: run.output) == [])
    }

    @Test func peopleWhoSpeakAreNamed() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        _ = try program.run("people", "name", "1", "S2", "Bob")
        _ = try program.run("people", "name", "1", "S1", "Ann")
        expect(
            try program.run("list"),
            output: """
                ID   LENGTH  SPEAKERS  WORDS  TRANSCRIBED           PEOPLE    PATH
                 1  00:20.5         2     14  2024-05-06T07:08:09Z  Ann, Bob  /meetings/2024 budget.flac
                 2  00:03.0         0      0  2024-05-06T08:00:00Z            /meetings/silence.wav

                """)
        let document = try JSONDocument(text: try program.run("list", "--json").output)
        #expect(document["recordings"]?[0]?["people"]?[0] == .string("Ann"))
        #expect(document["recordings"]?[0]?["people"]?[1] == .string("Bob"))
        _ = try program.run("people", "merge", "Ann", "Bob")
        _ = try program.run("people", "name", "Ann", String(repeating: "Ann ", count: 20))
        #expect(try program.run("list").output.contains("Z  \(String(repeating: "Ann ", count: 7))Ann…  /meetings"))
    }

    @Test func anEmptyArchiveIsSaidToBeEmpty() throws {
        let program = try WhoSaidProgram(holding: [])
        expect(try program.run("list"), errors: "whosaid: the archive has no recordings yet\n")
        expect(
            try program.run("list", "--json"),
            output: #"{"format": "whosaid-list", "version": 1, "recordings": []}"# + "\n")
    }

    @Test func aPathStaysOnItsLine() throws {
        var transcript = TranscriptFixtures.silence
        transcript.recording.path = "/a\n\u{1B}[31mb.wav"
        let run = try WhoSaidProgram(holding: [transcript]).run("list")
        #expect(run.output.split(separator: "\n").last?.hasSuffix("  /a [31mb.wav") == true)
        #expect(run.output.split(separator: "\n").count == 2)
    }
}

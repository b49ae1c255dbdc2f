import Schemas
import TestSupport
import Testing
import Transcript

@Suite struct ReviewCommandTests {
    @Test func theWorstComesFirstAndSaysWhy() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        let rows = try program.run("review", "1").output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            rows == [
                "SCORE     FROM       TO  SPEAKER  WHY                       TEXT",
                "  1.0  00:12.3  00:12.6  ?        unknown speaker           Yes.",
                "  0.9  00:12.6  00:13.5           dropped, repetition loop  ",
                "  0.7  00:04.0  00:04.5  S2       overlap                   The", "",
            ])
        expect(
            try program.run("review", "1", "--limit", "1"),
            output: """
                SCORE     FROM       TO  SPEAKER  WHY              TEXT
                  1.0  00:12.3  00:12.6  ?        unknown speaker  Yes.

                """)
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        let schema = try JSONSchemaValidator(schema: #require(Schemas.json(named: "review")).text)
        for recording in ["1", "2"] {
            let run = try program.run("review", recording, "--json")
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(try schema.problems(in: run.output) == [])
        }
        let document = try JSONDocument(text: try program.run("review", "1", "--json", "--limit", "2").output)
        #expect(document["path"] == .string("/meetings/2024 budget.flac"))
        #expect(document["spans"]?[0]?["speaker"] == .null)
        #expect(document["spans"]?[0]?["reasons"] == .array([.string("unknown speaker")]))
        #expect(document["spans"]?[1]?["drop_reason"] == .string("repetition loop"))
        #expect(document["spans"]?[1]?["score"] == .number(0.905))
        #expect(document["spans"]?[2] == nil)
    }

    @Test func aRecordingWithoutDoubtIsSaidToHaveNone() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.silence])
        expect(
            try program.run("review", "1"), errors: "whosaid: /meetings/silence.wav: no spans to review\n")
    }

    @Test func nonsenseAndUnknownRecordingsHaveTheirExitCode() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.silence])
        #expect(try program.run("review", "1", "--limit", "0").status == 64)
        #expect(try program.run("review", "7").status == 66)
        #expect(try program.run("review").status == 64)
    }
}

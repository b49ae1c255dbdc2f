import ArchiveCore
import Foundation
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct CompareCommandTests {
    private let program: WhoSaidProgram

    init() throws {
        program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        var other = TranscriptFixtures.meeting
        other.run.system = "deepgram"
        other.speakers = [Speaker(label: "speaker 0"), Speaker(label: "speaker 1")]
        other.turns[0] = TranscriptFixtures.turn(0, start: 0.5, wordSeconds: 0.5, "Good morning. Let's discuss budget.")
        other.turns[2] = TranscriptFixtures.turn(0, start: 12.345, wordSeconds: 0.25, "Yes.")
        try Archive(path: program.archivePath).addImport(other, recordingID: 1)
    }

    private let text = """
        recording 1: /meetings/2024 budget.flac
        A: run 1, whosaid, 2 speakers, 14 words
        B: run 2, deepgram, 2 speakers, 12 words
        B against A: WER 11.8 % (2 of 17 words: 0 other, 2 missing, 0 added), cpWER 23.5 %
        speakers: S1 = speaker 0, S2 = speaker 1, ? = nobody

        [00:00.5] A S1: good morning let's discuss «the» «café's» budget
                  B speaker 0: good morning let's discuss budget

        [00:12.3] A ?: «yes»
                  B speaker 0: «yes»

        2 of 3 turns differ

        """

    @Test func turnsThatDifferAreShown() throws {
        expect(try program.run("compare", "1"), output: text)
        expect(try program.run("compare", "1", "--runs", "1,2"), output: text)
        expect(try program.run("compare", "1", "--runs", "whosaid,deepgram"), output: text)
        let reversed = try program.run("compare", "1", "--runs", "2,1").output
        #expect(reversed.contains("A: run 2, deepgram") && reversed.contains("2 added), cpWER"))
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let run = try program.run("compare", "1", "--json")
        #expect(run.status == 0 && run.errors.isEmpty)
        let schema = try #require(Schemas.json(named: "compare"))
        let document = try JSONDocument(text: run.output)
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        #expect(document["hypothesis"]?["system"] == .string("deepgram"))
        #expect(document["wer"]?["errors"] == .number(2))
        #expect(document["turns"]?[1]?["equal"] == .bool(true))
        #expect(document["turns"]?[0]?["words"]?[4]?["reference"] == .string("the"))
        #expect(document["turns"]?[0]?["words"]?[4]?["hypothesis"] == nil)
    }

    @Test func peopleHaveTheirNames() throws {
        _ = try program.run("people", "name", "1", "S1", "Ann")
        expect(
            try program.run("compare", "1"),
            output: text.replacing("S1 = speaker 0", with: "Ann = speaker 0").replacing(" S1: ", with: " Ann: "))
        let run = try program.run("compare", "1", "--runs", "2,1", "--json")
        let document = try JSONDocument(text: run.output)
        let schema = try #require(Schemas.json(named: "compare"))
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        #expect(document["speakers"]?[0]?["hypothesis"] == .string("S1"))
        #expect(document["speakers"]?[0]?["hypothesis_name"] == .string("Ann"))
        #expect(document["speakers"]?[0]?["reference_name"] == nil)
        #expect(document["turns"]?[0]?["words"]?[0]?["hypothesis_name"] == .string("Ann"))
        let reversed = try JSONDocument(text: try program.run("compare", "1", "--json").output)
        #expect(reversed["turns"]?[0]?["speaker"] == .string("S1"))
        #expect(reversed["turns"]?[0]?["name"] == .string("Ann"))
    }

    @Test func twoRunsAreNeeded() throws {
        try Archive(path: program.archivePath).save(TranscriptFixtures.silence)
        expect(
            try program.run("compare", "2"), status: 64,
            errors:
                "whosaid: recording 2 has only one run; `whosaid import` or `whosaid transcribe --force` adds another\n"
        )
        expect(
            try program.run("compare", "1", "--runs", "1,azure"), status: 66,
            errors: "whosaid: recording 1 has no run `azure`; `whosaid list --runs` shows them\n")
        for runs in ["1", "1,", "1,2,3"] {
            let run = try program.run("compare", "1", "--runs", runs)
            #expect(
                run.status == 64 && run.errors.hasPrefix("whosaid: --runs needs two runs with a comma between them\n"))
        }
    }
}

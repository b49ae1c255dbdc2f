import Schemas
import TestSupport
import Testing
import Transcript

@testable import TranscriptExport

@Suite struct JSONLinesFormatTests {
    private let validator: JSONSchemaValidator

    init() throws {
        let schema = try #require(Schemas.json(named: "jsonl"))
        validator = try JSONSchemaValidator(schema: schema.text)
    }

    @Test func aTurnOnEachLine() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0.5, wordSeconds: 0.5, "Good \"morning\"."),
            TranscriptFixtures.turn(nil, start: 4, wordSeconds: 0.25, "Yes."),
        ])
        #expect(
            TranscriptFormat.jsonl.render(transcript) == #"""
                {"type":"turn","recording":"2024 budget.flac","content_hash":"\#(TranscriptFixtures.hash(1))","turn":0,"speaker":"S1","start":0.500,"end":1.500,"confidence":0.8750,"text":"Good \"morning\"."}
                {"type":"turn","recording":"2024 budget.flac","content_hash":"\#(TranscriptFixtures.hash(1))","turn":1,"speaker":null,"start":4.000,"end":4.250,"confidence":0.8750,"text":"Yes."}

                """#)
        #expect(TranscriptFormat.jsonl.render(TranscriptFixtures.silence) == "")
    }

    @Test func orAWordOnEachLine() {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(1, start: 0.5, wordSeconds: 0.5, "Good morning.", overlapped: 1)
        ])
        #expect(
            TranscriptFormat.jsonl.render(transcript, options: FormatOptions(lineUnit: .word)) == #"""
                {"type":"word","recording":"2024 budget.flac","content_hash":"\#(TranscriptFixtures.hash(1))","turn":0,"speaker":"S2","start":0.500,"end":1.000,"word":0,"confidence":0.8750,"speaker_margin":0.7500,"overlapped":true,"text":"Good"}
                {"type":"word","recording":"2024 budget.flac","content_hash":"\#(TranscriptFixtures.hash(1))","turn":0,"speaker":"S2","start":1.000,"end":1.500,"word":1,"confidence":0.8750,"speaker_margin":0.7500,"overlapped":false,"text":"morning."}

                """#)
    }

    @Test(arguments: 0..<20 as Range<UInt64>, LineUnit.allCases)
    func everyLineHasTheDocumentedShapeAndTheExactText(seed: UInt64, unit: LineUnit) throws {
        let transcript = TranscriptFixtures.random(seed: seed)
        let lines = TranscriptFormat.jsonl.render(transcript, options: FormatOptions(lineUnit: unit))
            .split(separator: "\n")
        let texts = unit == .turn ? transcript.turns.map(\.text) : transcript.words.map(\.text)
        #expect(lines.count == texts.count)
        for (line, text) in zip(lines, texts) {
            let document = try JSONDocument(text: String(line))
            #expect(try validator.problems(in: document) == [])
            #expect(document["text"] == .string(text))
        }
    }
}

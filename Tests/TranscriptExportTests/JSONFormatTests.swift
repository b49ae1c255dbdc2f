import Schemas
import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

@Suite struct JSONFormatTests {
    private let validator: JSONSchemaValidator

    init() throws {
        let schema = try #require(Schemas.json(named: "transcript"))
        validator = try JSONSchemaValidator(schema: schema.text)
    }

    @Test func everythingIsInIt() throws {
        var transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 0.5, wordSeconds: 0.5, "Good \"morning\".", overlapped: 1)
        ])
        transcript.speech.removeLast()
        transcript.ledger.entries = [
            LedgerEntry(range: TimeRange(start: 0, end: 20), kind: .transcribed),
            LedgerEntry(range: TimeRange(start: 20, end: 20.5), kind: .dropped, reason: "too short"),
        ]
        #expect(
            TranscriptFormat.json.render(transcript) == #"""
                {
                  "format": "whosaid-transcript",
                  "version": 1,
                  "recording": {"content_hash": "\#(TranscriptFixtures.hash(1))", "path": "/meetings/2024 budget.flac", "duration_seconds": 20.500, "sample_rate": 44100, "channel_count": 2, "format": "FLAC, 16 bit"},
                  "run": {
                    "system": "whosaid",
                    "program_version": "0.1.0",
                    "started_at": "2024-05-06T07:08:09Z",
                    "settings": {"language": "en", "speakers": "auto"},
                    "models": {"moonshine-tiny-en": "\#(TranscriptFixtures.hash(10))"},
                    "timings": [
                      {"stage": "decode", "seconds": 0.250},
                      {"stage": "recognize", "seconds": 1.500}
                    ]
                  },
                  "speakers": [
                    {"label": "S1", "speech_seconds": 3.750},
                    {"label": "S2", "speech_seconds": 0.000}
                  ],
                  "turns": [
                    {
                      "speaker": "S1",
                      "start": 0.500,
                      "end": 1.500,
                      "text": "Good \"morning\".",
                      "confidence": 0.8750,
                      "words": [
                        {"text": "Good", "start": 0.500, "end": 1.000, "confidence": 0.8750, "speaker": "S1", "speaker_margin": 0.7500, "overlapped": true},
                        {"text": "\"morning\".", "start": 1.000, "end": 1.500, "confidence": 0.8750, "speaker": "S1", "speaker_margin": 0.7500, "overlapped": false}
                      ]
                    }
                  ],
                  "speech": [
                    {"speaker": "S1", "start": 0.500, "end": 4.250}
                  ],
                  "exclusive_speech": [
                    {"speaker": "S1", "start": 0.500, "end": 4.000},
                    {"speaker": "S2", "start": 4.000, "end": 7.500}
                  ],
                  "ledger": {
                    "transcribed_seconds": 20.000,
                    "non_speech_seconds": 0.000,
                    "dropped_seconds": 0.500,
                    "entries": [
                      {"start": 0.000, "end": 20.000, "kind": "transcribed"},
                      {"start": 20.000, "end": 20.500, "kind": "dropped", "reason": "too short"}
                    ]
                  }
                }

                """#)
    }

    @Test func embeddingsComeOnlyWhereAskedFor() throws {
        let without = try JSONDocument(text: TranscriptFormat.json.render(TranscriptFixtures.meeting))
        #expect(without["speakers"]?[0]?["embedding"] == nil)
        let text = TranscriptFormat.json.render(
            TranscriptFixtures.meeting, options: FormatOptions(includesEmbeddings: true))
        let with = try JSONDocument(text: text)
        #expect(with["speakers"]?[0]?["embedding"] == .array([.number(0.5), .number(-1.25), .number(3)]))
        #expect(try validator.problems(in: with) == [])
    }

    @Test func theShapeIsTheDocumentedOne() throws {
        for transcript in [TranscriptFixtures.meeting, TranscriptFixtures.silence] {
            #expect(try validator.problems(in: TranscriptFormat.json.render(transcript)) == [])
            #expect(try validator.problems(in: JSONFormat.value(of: .whole(transcript)).compact) == [])
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func anyTranscriptHasTheDocumentedShape(seed: UInt64) throws {
        let transcript = TranscriptFixtures.random(seed: seed)
        let text = TranscriptFormat.json.render(transcript, options: FormatOptions(includesEmbeddings: true))
        let document = try JSONDocument(text: text)
        #expect(try validator.problems(in: document) == [])
        let compact = JSONFormat.value(of: .whole(transcript), options: FormatOptions(includesEmbeddings: true)).compact
        #expect(try JSONDocument(text: compact) == document)
        #expect(!compact.contains("\n"))
        if let word = transcript.turns.first?.words.first {
            #expect(document["turns"]?[0]?["words"]?[0]?["text"] == .string(word.text))
        }
    }
}

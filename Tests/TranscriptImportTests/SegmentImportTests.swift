import Foundation
import Testing
import Transcript

@testable import TranscriptImport

/// Segments as the relatives of Whisper write them.
@Suite struct SegmentImportTests {
    private func times(_ imported: ImportedTranscript) -> [String] {
        imported.turns.flatMap(\.words).map { "\($0.text)@\($0.range.start)-\($0.range.end)" }
    }

    private func format(_ text: String) throws -> ImportFormat {
        try ImportJSON.format(ImportText(repairing: .init(text.utf8), file: "x"))
    }

    @Test func whisperXNeedsNoWordSegments() throws {
        let text = #"""
            {"segments": [{"start": 0.6, "end": 4.5, "text": " Room 7. Reading", "speaker": "SPEAKER_01", "words": [
            {"word": "Room", "start": 0.6, "end": 1.2, "score": 0.7}, {"word": "7."},
            {"word": "Reading", "start": 3.6, "end": 4.4, "score": 0.9, "speaker": "SPEAKER_02"}]}]}
            """#
        #expect(try format(text) == .whisperx)
        let imported = try ImportFormat.imported(text)
        #expect(times(imported) == ["Room@0.6-1.2", "7.@1.2-3.6", "Reading@3.6-4.4"])
        #expect(try ImportFormat.lines(text) == ["SPEAKER_01: Room 7.", "SPEAKER_02: Reading"])
        #expect(imported.notes == [])
    }

    @Test func whatIsNoNumberIsNotStated() throws {
        let imported = try ImportFormat.imported(
            #"{"segments": [{"start": 0.0, "end": 2.0, "text": " Good day.", "avg_logprob": NaN}, {"start": 2.0, "end": Infinity, "text": " Bye.", "avg_logprob": -Infinity}]}"#
        )
        #expect(times(imported) == ["Good@0.0-1.0", "day.@1.0-2.0", "Bye.@2.0-2.5"])
        #expect(imported.turns[0].words[0].confidence == 1)
    }

    @Test func chunksMayLackTheirEnd() throws {
        let text =
            #"{"text": " x", "chunks": [{"timestamp": [0.0, 2.5], "text": " Good day to"}, {"timestamp": [2.5, null], "text": " all of you"}]}"#
        #expect(try format(text) == .huggingface)
        #expect(
            try ImportFormat.imported(text).turns.map(\.range) == [
                TimeRange(start: 0, end: 2.5), TimeRange(start: 2.5, end: 3.5),
            ])
    }

    @Test func chunksMayBeWords() throws {
        #expect(
            try ImportFormat.lines(
                #"{"text": "x", "chunks": [{"timestamp": [0, 0.5], "text": " Good"}, {"timestamp": [0.5, 1], "text": " day."}, {"timestamp": [1, null], "text": " Bye"}]}"#
            ) == ["?: Good day.", "?: Bye"])
    }

    @Test func speakersOfInsanelyFastWhisperCount() throws {
        #expect(
            try ImportFormat.lines(
                #"{"speakers": [{"speaker": "SPEAKER_00", "timestamp": [0, 1], "text": "Good day."}, {"speaker": "SPEAKER_01", "timestamp": [1, 2], "text": "Bye."}], "chunks": [{"timestamp": [0, 2], "text": "Good day. Bye."}], "text": "Good day. Bye."}"#
            ) == ["SPEAKER_00: Good day.", "SPEAKER_01: Bye."])
    }

    @Test(arguments: [
        #"[{"id": 1, "start": 0, "end": 1, "text": " Good day."}, {"id": 2, "start": 1, "end": 2, "text": " Bye."}]"#,
        "{\"start\": 0, \"end\": 1, \"text\": \"Good day.\"}\n{\"start\": \"1\", \"end\": \"2.0\", \"text\": \"Bye.\"}\n",
        #"[{"session_id": "m", "start_time": "0", "end_time": 1, "words": "Good day."}, {"session_id": "m", "start_time": 1, "end_time": 2, "words": "Bye."}]"#,
        #"[{"timestamp": [0, 1], "text": "Good day."}, {"timestamp": [1, 2], "text": "Bye."}]"#,
        #"[{"start": "00:00:00,000", "end": "00:00:01,000", "sentence": "Good day."}, {"start": "00:01", "duration": 1, "sentence": "Bye."}]"#,
    ])
    func bareListsAndLinesAreSegments(text: String) throws {
        #expect(try format(text) == .segments)
        #expect(times(try ImportFormat.imported(text)) == ["Good@0.0-0.5", "day.@0.5-1.0", "Bye.@1.0-2.0"])
    }

    @Test func segLSTOfSeveralSessionsIsRefused() {
        #expect(throws: ImportError.severalRecordings(file: "x", names: ["m", "n"])) {
            try ImportFormat.imported(
                #"[{"session_id": "m", "start_time": 0, "end_time": 1, "words": "a"}, {"session_id": "n", "start_time": 0, "end_time": 1, "words": "b"}]"#
            )
        }
    }

    @Test func whisperTimestampedCallsWordsTexts() throws {
        let imported = try ImportFormat.imported(
            #"{"text": "x", "segments": [{"start": 0, "end": 2, "text": " Good day.", "confidence": 0.5, "words": [{"text": "Good", "start": 0, "end": 0.75, "confidence": 0.25}, {"text": "day.", "start": 0.75, "end": 2}]}], "language": "en"}"#
        )
        #expect(times(imported) == ["Good@0.0-0.75", "day.@0.75-2.0"])
        #expect(imported.turns.flatMap(\.words).map(\.confidence) == [0.25, 0.5])
        #expect(imported.details["language"] == "en")
    }

    @Test func escapesOfOtherEncodersAreText() throws {
        #expect(
            try ImportFormat.lines(#"[{"start": 0, "end": 1, "text": "\ud83d\ude00 a\/b \ud83d caf\u00e9"}]"#)
                == ["?: 😀 a/b \u{FFFD} café"])
    }

    @Test func segmentsThatRunBackwardsAreMended() throws {
        let imported = try ImportFormat.imported(
            #"[{"start": 5, "end": 2, "text": "Good day."}, {"start": 6, "end": 7, "text": "Bye."}]"#)
        #expect(imported.turns.map(\.range) == [TimeRange(start: 5, end: 6), TimeRange(start: 6, end: 7)])
        #expect(
            imported.notes == [
                "1 span ends before it starts ([0]); it keeps its start and ends by the next one's start"
            ]
        )
    }
}

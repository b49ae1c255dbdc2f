import Testing
import Transcript

@testable import TranscriptImport

/// Documents of services in shapes beside those of their own documentation.
@Suite struct ServiceImportTests {
    private func times(_ text: String) throws -> [String] {
        let imported = try ImportFormat.imported(text)
        return imported.turns.flatMap { turn in
            turn.words.map { word in
                let speaker = turn.speaker.map { imported.speakers[$0].label } ?? "?"
                return "\(speaker): \(word.text)@\(word.range.start)-\(word.range.end)"
            }
        }
    }

    @Test(arguments: [
        #"{"word": "good", "startTime": "10.300s", "endTime": "10.900s", "speakerTag": 1}, {"word": "day", "startTime": "11s", "endTime": "11.400s", "speakerTag": 2}"#,
        #"{"word": "good", "start_time": "10.300s", "end_time": "10.900s", "speaker_tag": 1}, {"word": "day", "start_time": "11s", "end_time": "11.4s", "speaker_tag": 2}"#,
        #"{"word": "good", "start_time": {"seconds": 10, "nanos": 300000000}, "end_time": {"seconds": "10", "nanos": 900000000}, "speaker_tag": 1}, {"word": "day", "start_time": {"seconds": 11}, "end_time": {"seconds": 11, "nanos": 400000000}, "speaker_tag": 2}"#,
        #"{"word": "good", "startOffset": 10.3, "endOffset": 10.9, "speakerLabel": "1"}, {"word": "day", "startOffset": "11", "endOffset": "11.4", "speakerLabel": "2"}"#,
    ])
    func googleSpellsItsMembersInManyWays(words: String) throws {
        let results = #""results": [{"alternatives": [{"transcript": "good day", "words": [\#(words)]}]}]"#
        let expected = ["speaker 1: good@10.3-10.9", "speaker 2: day@11.0-11.4"]
        #expect(try times("{\(results)}") == expected)
        #expect(try times("{\"name\": \"1\", \"done\": true, \"response\": {\(results)}}") == expected)
        #expect(try times("[{\(results)}]") == expected)
        #expect(
            try times("{\"results\": {\"gs://a\": {\"inline_result\": {\"transcript\": {\(results)}}}}}") == expected)
    }

    @Test func googlesLastResultRepeatsAllWordsOnlyIfItDoes() throws {
        let first = #"{"alternatives": [{"words": [{"word": "a", "startTime": "0s", "endTime": "1s"}]}]}"#
        let all =
            #"{"alternatives": [{"words": [{"word": "a", "startTime": "0s", "endTime": "1s", "speakerTag": 1}, {"word": "b", "startTime": "1s", "endTime": "2s", "speakerTag": 2}]}]}"#
        #expect(try times("{\"results\": [\(first), \(all)]}") == ["speaker 1: a@0.0-1.0", "speaker 2: b@1.0-2.0"])
        let own =
            #"{"alternatives": [{"words": [{"word": "c", "startTime": "8s", "endTime": "9s", "speakerTag": 1}]}]}"#
        #expect(
            try times("{\"results\": [\(first), \(first), \(own)]}") == [
                "?: a@0.0-1.0", "?: a@0.0-1.0", "speaker 1: c@8.0-9.0",
            ])
    }

    @Test func utterancesMayLackWords() throws {
        #expect(
            try times(
                #"{"status": "completed", "text": "Hi. Yes.", "utterances": [{"speaker": "A", "text": "Hi.", "start": 250, "end": 600, "words": [{"text": "Hi.", "start": 250, "end": 600}]}, {"speaker": "B", "text": "Yes.", "start": 500, "end": 900, "words": []}]}"#
            ) == ["A: Hi.@0.25-0.6", "B: Yes.@0.5-0.9"])
        #expect(
            try times(
                #"{"results": {"channels": [{"alternatives": [{"transcript": "x"}]}], "utterances": [{"start": 1, "end": 2, "transcript": "Good", "speaker": 0}, {"start": 2, "end": 3, "transcript": "Day", "speaker": 1, "words": [{"word": "day", "punctuated_word": "Day.", "start": 2, "end": 2.5, "speaker": 1}]}]}}"#
            ) == ["speaker 0: Good@1.0-2.0", "speaker 1: Day.@2.0-2.5"])
    }

    @Test func deepgramMayHaveTextAlone() throws {
        let text =
            #"{"metadata": {"duration": 4}, "results": {"channels": [{"alternatives": [{"transcript": "Good day", "confidence": 0.5}]}]}}"#
        let imported = try ImportFormat.imported(text)
        #expect(imported.turns.map(\.range.end) == [4] && imported.turns[0].words.map(\.confidence) == [0.5, 0.5])
        #expect(imported.notes.count == 1)
    }

    @Test func hugeChannelsAreNamed() {
        for text in [
            #"{"results": {"channels": [{"alternatives": []}, {"alternatives": []}], "utterances": [{"channel": 9223372036854775807, "words": [{"word": "a", "start": 0, "end": 1}]}]}}"#,
            #"{"recognizedPhrases": [{"channel": 9223372036854775807, "offsetInTicks": 0, "durationInTicks": 1, "nBest": [{"display": "a"}]}, {"channel": 0}]}"#,
            #"{"status": "completed", "words": [{"text": "a", "start": 0, "end": 1, "channel": "9223372036854775807"}]}"#,
            #"{"results": [{"channelTag": 1e300, "alternatives": []}]}"#,
        ] {
            #expect { try ImportFormat.imported(text) } throws: {
                "\($0)".contains(": 9.223372036854776e+18 is no channel from")
                    || "\($0)".contains("1e+300 is no channel from")
            }
        }
    }

    @Test func missingTimesAreFilledFromNeighbours() throws {
        #expect(
            try times(
                #"{"results": {"items": [{"type": "pronunciation", "start_time": "0", "end_time": "1", "alternatives": [{"content": "a"}]}, {"type": "pronunciation", "alternatives": [{"content": "b"}]}, {"type": "punctuation", "alternatives": [{"content": "."}]}, {"type": "pronunciation", "start_time": "2.0", "end_time": null, "alternatives": [{"content": "c"}]}]}}"#
            ) == ["?: a@0.0-1.0", "?: b.@1.0-2.0", "?: c@2.0-2.5"])
    }

    @Test func hugeLengthsAreNamed() {
        for text in [
            #"{"metadata": {"duration": 1e300}, "results": {"channels": []}}"#,
            #"{"status": "completed", "audio_duration": 1e18, "words": [{"text": "a", "start": 0, "end": 1}]}"#,
            #"{"segments": [{"start": 0, "end": 1, "text": "a"}], "duration": "1e11"}"#,
        ] {
            #expect { try ImportFormat.imported(text) } throws: {
                "\($0)".hasSuffix("s is no time from 0 to 1000000000 s")
            }
        }
    }
}

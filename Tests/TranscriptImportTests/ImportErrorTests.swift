import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptImport

/// What is wrong with a file is said with the place.
@Suite struct ImportErrorTests {
    @Test(
        arguments: [
            (
                ImportFormat.assemblyai,
                #"{"status": "completed", "words": [{"text": "a", "start": -500, "end": 100}]}"#,
                "x: .words[0].start: -0.5 s is no time from 0 to 1000000000 s"
            ),
            (
                .assemblyai, #"{"status": "completed", "words": [{"start": 1, "end": 2}]}"#,
                "x: .words[0]: \"text\" is missing"
            ),
            (
                .assemblyai, #"{"status": "processing", "words": null}"#,
                "x: the system had not finished: its status is processing"
            ),
            (
                .deepgram,
                #"{"results": {"channels": [{"alternatives": [{"transcript": "a", "words": [{"word": [3]}]}]}]}}"#,
                "x: .results.channels[0].alternatives[0].words[0].word: a text is needed here, not a list"
            ),
            (
                .deepgram,
                #"{"results": {"channels": [{"alternatives": [{"transcript": "a", "words": [{"word": "a", "start": -1, "end": 2}]}]}]}}"#,
                "x: .results.channels[0].alternatives[0].words[0].start: -1.0 s is no time from 0 to 1000000000 s"
            ),
            (
                .google, #"{"results": [{"alternatives": [{"words": [{"word": "a", "endTime": "soon"}]}]}]}"#,
                "x: .results[0].alternatives[0].words[0].endTime: \"soon\" is no duration such as 1.400s"
            ),
            (.google, #"{"results": [{"alternatives": [{"words": 3}]}]}"#, "x: .results[0].alternatives[0].words: "),
            (.openai, "{\n\"segments\": [x]}", "x:2: broken JSON: \"x\" is no value"),
            (.google, #"{"done": false}"#, "x: the system had not finished: its status is \"done\": false"),
            (.google, #"{"done": true}"#, "x: \"results\" is missing"),
            (
                .google, #"{"response": {"results": {"gs://b": {"transcript": {}}, "gs://a": {}}}}"#,
                "x: speaks of several recordings (gs://a, gs://b); give each a file of its own"
            ),
            (
                .amazon, #"{"results": {"items": [{"type": "pronunciation", "alternatives": []}]}}"#,
                "x: .results.items[0]: \"alternatives\" is empty"
            ),
            (
                .amazon,
                #"{"results": {"items": [{"type": "pronunciation", "start_time": "0.x", "alternatives": [{"content": "a"}]}]}}"#,
                "x: .results.items[0].start_time: \"0.x\" is no number"
            ),
            (
                .amazon, #"{"results": {"channel_labels": {"channels": [{"channel_label": "left", "items": []}]}}}"#,
                "x: .results.channel_labels.channels[0].channel_label: \"left\" is no channel such as ch_0"
            ),
            (.amazon, #"{"status": "FAILED", "results": {}}"#, "x: the system had not finished: its status is FAILED"),
            (
                .azure, #"{"recognizedPhrases": [{"offset": "PT1X", "nBest": []}]}"#,
                "x: .recognizedPhrases[0].offset: \"PT1X\" is no duration such as PT1M2.5S"
            ),
            (
                .azure, #"{"recognizedPhrases": [{"channel": 9223372036854775807, "nBest": []}]}"#,
                "x: .recognizedPhrases[0].channel: 9.223372036854776e+18 is no channel from 0 to 65534"
            ),
            (.openai, #"{"segments": [{"start": 0, "end": 1}]}"#, "x: .segments[0]: \"text\" is missing"),
            (
                .openai, #"{"segments": [{"start": 2, "end": 1e300, "text": "a"}]}"#,
                "x: .segments[0].end: 1e+300 s is no time from 0 to 1000000000 s"
            ),
            (
                .whispercpp, #"{"transcription": [{"text": "a", "offsets": {"from": 0}}]}"#,
                "x: .transcription[0].offsets: \"to\" is missing"
            ),
            (
                .whisperx,
                #"{"segments": [{"start": 0, "end": 1, "text": "a", "words": [{"word": "a", "start": 0, "end": 1, "score": 7}]}]}"#,
                "x: .segments[0].words[0].score: the confidence 7.0 is not within 0 and 1"
            ),
            (.srt, "1\nsoon\na\n", "x:2: \"soon\" stands where the times of a cue should"),
            (
                .srt, "\n1\n00:00:01,000 --> soon\na\n",
                "x:3: \"00:00:01,000 --> soon\" has no times such as 00:00:01,000 --> 00:00:02,500"
            ),
            (
                .srt, "1\n300000:00:00,000 --> 300000:00:02,000\na\n",
                "x:2: \"300000:00:00,000 --> 300000:00:02,000\" has a time after 1000000000 s"
            ),
            (
                .srt, "1\n-00:00:01,000 --> 00:00:02,000\na\n",
                "x:2: \"-00:00:01,000 --> 00:00:02,000\" has no times such as 00:00:01,000 --> 00:00:02,500"
            ),
            (.vtt, "00:01.000 --> 00:02.000\na\n", "x:1: WebVTT must begin with WEBVTT"),
            (.vtt, "WEBVTT\n\nname\nno times\n", "x:3: \"name\" stands where the times of a cue should"),
            (
                .ctm, "a 1 0.5\n",
                "x:1: 3 columns where CTM has 5 to 8 (recording, channel, start, duration, word, confidence, type, speaker)"
            ),
            (.ctm, "a 1 0 1 b\na 1 nan 1 b\n", "x:2: start \"nan\" is no time in seconds from 0 to 1000000000"),
            (.ctm, "a 1 0 1 b 1.5\n", "x:1: the confidence \"1.5\" is no number from 0 to 1"),
            (.ctm, "a 1 0 1 b\nc 1 0 1 b\n", "x: speaks of several recordings (a, c); give each a file of its own"),
            (.rttm, ";\nSPEAKING a 1 0 1 <NA> <NA> b\n", "x:2: \"SPEAKING\" is no type of RTTM"),
            (.rttm, "SPEAKER a 1 0 1 <NA>\n", "x:1: 6 columns where RTTM has 8 to 10"),
            (
                .rttm, "SPEAKER a 1 0 -1 <NA> <NA> b\n",
                "x:1: duration \"-1\" is no time in seconds from 0 to 1000000000"
            ),
            (
                .rttm, "SPEAKER a 1 9e8 9e8 <NA> <NA> b\n",
                "x:1: start \"9e8\" and duration \"9e8\" end after 1000000000 s"
            ),
            (.stm, "a 1 b 2 1e300 c\n", "x:1: end \"1e300\" is no time in seconds from 0 to 1000000000"),
            (
                .stm, "a 1 b\n",
                "x:1: 3 columns where STM has at least 5 (recording, channel, speaker, start, end, words)"
            ),
        ] as [(ImportFormat, String, String)])
    func aMalformedFileIsExplainedWithThePlace(format: ImportFormat, content: String, message: String) {
        #expect {
            try format.read(Data(content.utf8), file: "x")
        } throws: { error in
            "\(error)".hasPrefix(message) && error is ImportError
        }
    }

    @Test(arguments: ImportFixture.all) func aFileThatIsCutOffIsAnError(fixture: ImportFixture) throws {
        guard fixture.file.hasSuffix(".json") else { return }
        let content = try fixture.content()
        #expect {
            try fixture.format.read(content.prefix(content.count / 2), file: "x")
        } throws: { error in
            let lines = content.prefix(content.count / 2).count { $0 == UInt8(ascii: "\n") } + 1
            return "\(error)".hasPrefix("x:\(lines): broken JSON: ")
        }
    }

    @Test(arguments: ["", "hello", "{}", "[]", "[1, 2]", "null x", #"{"results": 3}"#, "a b c d e f"])
    func contentThatIsNobodysIsRefused(content: String) {
        #expect(throws: ImportError.self) {
            let format = try ImportFormat(content: Data(content.utf8), file: "x")
            _ = try format.read(Data(content.utf8), file: "x")
        }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: ImportError.notText(file: "x")) {
            try ImportFormat(content: Data([0x89, 0x50, 0xFF, 0, 1, 2, 0, 0, 0xFE, 9]), file: "x")
        }
    }

    @Test func aDocumentOfWhichNothingIsUnderstoodIsRefused() {
        for (format, content) in [
            (ImportFormat.openai, #"{"segments": []}"#), (.deepgram, #"{"results": {"channels": []}}"#),
            (.google, #"{"results": []}"#), (.google, #"{"results": {}}"#), (.amazon, #"{"results": {"items": []}}"#),
            (.azure, #"{"recognizedPhrases": [{"offset": "PT1S", "nBest": []}]}"#), (.ctm, "\n"), (.rttm, ""),
            (.stm, ";; a 1 b 0 1 c"), (.vtt, "WEBVTT\n"), (.srt, "\n"),
        ] {
            #expect(throws: ImportError.nothing(file: "x", format: format)) {
                try format.read(Data(content.utf8), file: "x")
            }
        }
    }

    @Test func whatCannotBeReadIsSaidInPlainWords() {
        let own = #"{"format": "whosaid-transcript", "version": 1, "turns": []}"#
        #expect(throws: ImportError.ownExport(file: "x")) { try ImportFormat(content: Data(own.utf8), file: "x") }
        #expect(throws: ImportError.noTimes(file: "x")) {
            try ImportFormat(content: Data(#"{"text": "Good morning."}"#.utf8), file: "x")
        }
        #expect(throws: ImportError.unknownFormat(file: "x")) {
            try ImportFormat(content: Data("[00:00.5] Ann: Hello\n".utf8), file: "x")
        }
        #expect("\(ImportError.unknownFormat(file: "x"))".contains("assemblyai, deepgram, google"))
    }

    /// So that the message speaks of what the file should be.
    @Test(arguments: [
        ("a.srt", "", ImportFormat.srt), ("b.VTT", "Hello.\n", .vtt), ("c.ctm", "m 1 a 0.3 hello\n", .ctm),
        ("d.rttm", "SPEAKER m 1\n", .rttm), ("e.stm", "m\n", .stm),
    ])
    func whereTheContentDoesNotTellTheNameDoes(file: String, text: String, format: ImportFormat) throws {
        #expect(try ImportFormat(content: Data(text.utf8), file: file) == format)
        #expect(throws: ImportError.self) { try format.read(Data(text.utf8), file: file) }
    }

    @Test func veryDeepDocumentsAreRefused() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(
            throws: ImportError.json(
                file: "x", problem: .syntax(line: 1, problem: "lists and objects are more than 200 deep"))
        ) { try ImportFormat(content: Data(deep.utf8), file: "x") }
    }

    @Test(arguments: ImportFixture.all) func damageIsAnErrorOrAnotherTranscript(fixture: ImportFixture) throws {
        let content = try fixture.content()
        var generator = SeededGenerator(seed: UInt64(content.count))
        let pieces = ["9", "-", "0", "null", "\"", "}", ",", "[", "1e300", "PT", "\n", "a", ":", "true", "-->", " "]
        for _ in 0..<200 {
            var damaged = content
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let start = Int.random(in: 0..<damaged.count, using: &generator)
                let end = min(damaged.count, start + Int.random(in: 0...3, using: &generator))
                damaged.replaceSubrange(start..<end, with: Data((pieces.randomElement(using: &generator) ?? "").utf8))
            }
            do {
                let imported = try fixture.format.read(damaged, file: "x")
                #expect(imported.turns.allSatisfy { $0.range.start >= 0 && !$0.words.isEmpty })
                #expect(imported.turns.flatMap(\.words).allSatisfy { (0...1).contains($0.confidence) })
            } catch {
                #expect("\(error)".hasPrefix("x:"))
            }
        }
    }

    @Test func lettersCutByTokensAreWholeAgain() throws {
        let token = { (bytes: [UInt8], from: Int) in
            Data(#"{"p": 0.5, "offsets": {"from": \#(from), "to": \#(from + 100)}, "text": ""#.utf8) + bytes
                + Data(#""}"#.utf8)
        }
        let content =
            Data(#"{"transcription": [{"offsets": {"from": 0, "to": 400}, "text": " Né ça", "tokens": ["#.utf8)
            + token(Array(" N".utf8) + [0xC3], 0) + Data(",".utf8) + token([0xA9], 100) + Data(",".utf8)
            + token(Array(" ça".utf8), 200) + Data("]}]}".utf8)
        let imported = try ImportFormat(content: content, file: "x").read(content, file: "x")
        #expect(imported.turns.flatMap(\.words).map(\.text) == ["Né", "ça"])
        #expect(imported.turns.flatMap(\.words).map(\.range.end) == [0.2, 0.3])
    }
}

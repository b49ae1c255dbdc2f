import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptImport
import TranscriptText

@testable import Scoring

/// Reading each format, and what is said about files that are not what they should be.
struct ScoringFileTests {
    private func words(_ name: String, _ text: String) throws -> [ScoredTranscript] {
        guard case .words(let found) = try ScoringFile(name: name, text: text) else { throw Unexpected() }
        return found
    }

    private func speech(_ name: String, _ text: String) throws -> [SpeakerSegments] {
        guard case .speech(let found) = try ScoringFile(name: name, text: text) else { throw Unexpected() }
        return found
    }

    private struct Unexpected: Error {}

    @Test func rttmKeepsSpeakerRecordsAndUnscoredSpans() throws {
        let found = try speech(
            "a.rttm",
            """
            ;; a comment
            SPKR-INFO m 1 <NA> <NA> <NA> unknown A <NA>
            SPEAKER m 1 1.5 2 <NA> <NA> A <NA> <NA>
            SPEAKER n 1 0 1 <NA> <NA> B <NA>

            SPEAKER m 1 9 0 <NA> <NA> C <NA> <NA>
            NOSCORE m 1 3.0 1.0 <NA> <NA> <NA> <NA>
            """)
        #expect(found.map(\.recording) == ["m", "n"])
        #expect(found[0].segments == [SpeakerSegment(speaker: "A", range: TimeRange(start: 1.5, end: 3.5))])
        #expect(found[0].ignored == [TimeRange(start: 3, end: 4)])
        #expect(found[1].segments.map(\.speaker) == ["B"])
    }

    @Test func namesOfRTTMMayHoldSpaces() throws {
        let found = try speech(
            "a.rttm",
            """
            SPEAKER board meeting 2024 1 1.5 2 <NA> <NA> Ann Lee <NA> <NA>
            SPEAKER board meeting 2024 1 4 1 <NA> <NA> Speaker 1
            SPEAKER board meeting 2024 1 6 1 <NA> <NA> Speaker 1 0.75 <NA>
            """)
        #expect(found.map(\.recording) == ["board meeting 2024"])
        #expect(found[0].segments.map(\.speaker) == ["Ann Lee", "Speaker 1", "Speaker 1"])
        #expect(found[0].segments.map(\.range.start) == [1.5, 4, 6])
    }

    @Test func textOfSixteenBitsIsRead() throws {
        let folder = try ScratchFolder()
        let path = folder.file("wide.stm")
        try (Data([0xFF, 0xFE]) + Data("m 1 Zoë 0 1 oui\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
            .write(to: URL(filePath: path))
        #expect(try ScoringInput(paths: [path]).transcripts["m"]?.segments.map(\.speaker) == ["Zoë"])
    }

    @Test func stmKnowsLabelsGapsAndIgnoredSpans() throws {
        let found = try words(
            "a.stm",
            """
            ;; LABEL "o" "Overall"
            m 1 A 0.0 2 <o,f0,male> Hello  there
            m 1 inter_segment_gap 2 3 <o,,>
            m A B 3 4
            m 1 excluded_region 4 5 <o,,>
            m 1 C 5 6 IGNORE_TIME_SEGMENT_IN_SCORING
            """)
        #expect(found.count == 1)
        #expect(found[0].segments.map(\.speaker) == ["A", "B"])
        #expect(found[0].segments.map(\.words) == [["Hello", "there"], []])
        #expect(found[0].ignored == [TimeRange(start: 4, end: 5), TimeRange(start: 5, end: 6)])
    }

    /// Other programs write logarithms or per cent there; the words can be scored all the same.
    @Test(arguments: ["1.5", "-0.3", "97", "-", "NA"]) func anOddConfidenceOfCTMCountsAsNone(confidence: String) throws
    {
        let found = try words("x.ctm", "m 1 0 1 hi \(confidence)")
        #expect(found[0].segments[0].words == ["hi"] && found[0].segments[0].confidences == nil)
    }

    @Test func ctmSpeakerIsTheLastColumnOrTheFile() throws {
        let plain = try words("dir/bob.ctm", "m 1 0.5 0.25 hi\nm 1 1 0 you 0.9\n")
        #expect(plain[0].segments.map(\.speaker) == ["bob", "bob"])
        #expect(plain[0].segments[0].wordRanges == [TimeRange(start: 0.5, end: 0.75)])
        #expect(plain[0].segments.map(\.confidences) == [nil, [0.9]])
        let named = try words("x.ctm", "m 1 0 1 hi NA A\nm 1 1 1 um 0.5 non-lex B\nm 1 2 1 yes 0.5 lex B\n")
        #expect(named[0].segments.map(\.confidences) == [nil, nil, [0.5]])
        #expect(named[0].segments.map(\.speaker) == ["A", "B", "B"])
        #expect(named[0].segments.map(\.words) == [["hi"], [], ["yes"]])
    }

    @Test func segLSTTakesTimesAsNumbersOrText() throws {
        let found = try words(
            "a.json",
            """
            [{"session_id": "m", "speaker": "A", "start_time": "1", "end_time": 2.5, "words": "a b", "more": 1},
             {"session_id": "m", "speaker": 3, "start_time": 2, "end_time": 2, "words": ""}]
            """)
        #expect(found[0].segments.map(\.speaker) == ["A", "3"])
        #expect(found[0].segments[0].range == TimeRange(start: 1, end: 2.5))
    }

    @Test func ownJSONGivesWordsWithTimesAndSpeech() throws {
        let text = """
            {"format": "whosaid-transcript", "version": 1, "recording": {"path": "/r/two.talks a.flac"},
             "turns": [{"speaker": null, "start": 0, "end": 2, "words": [
                {"text": "Well,", "start": 0, "end": 1, "confidence": 1},
                {"text": "to day", "start": 1, "end": 2, "confidence": 0.25}]}],
             "speech": [{"speaker": "S1", "start": 0, "end": 2}, {"speaker": "S1", "start": 3, "end": 3}]}
            """
        guard case .meeting(let words, let speech) = try ScoringFile(name: "x.json", text: text) else {
            throw Unexpected()
        }
        #expect(words.recording == "two.talks_a")
        #expect(words.segments[0].speaker == "?")
        #expect(words.segments[0].words == ["Well,", "to", "day"])
        #expect(words.segments[0].wordRanges?.map(\.start) == [0, 1, 1])
        #expect(words.segments[0].confidences == [1, 0.25, 0.25])
        #expect(speech.segments.count == 1)
    }

    @Test func ownTranscriptScoresAsItsExportDoes() {
        let word = Word(text: "Hi", range: TimeRange(start: 0, end: 1), confidence: 0.75, speaker: 0)
        let meeting = MeetingTranscript(
            recording: Recording(
                contentHash: "", path: "/a.wav", durationSeconds: 1, sampleRate: 16000, channelCount: 1, format: "WAV"),
            run: RunInfo(programVersion: "", settings: [:], models: [:], startedAt: "", timings: []),
            speakers: [Speaker(label: "S1")], speech: [SpeechSpan(speaker: 0, range: word.range)],
            exclusiveSpeech: [], turns: [Turn(speaker: 0, range: word.range, words: [word])], ledger: SecondsLedger())
        #expect(
            ScoredTranscript(meeting, recording: "a").segments == [
                ScoredSegment(
                    speaker: "S1", range: word.range, words: ["Hi"], wordRanges: [word.range], confidences: [0.75])
            ])
        #expect(SpeakerSegments(meeting, recording: "a").segments.map(\.speaker) == ["S1"])
    }

    @Test func transcriptsOfAnArchiveHaveOneNameEach() throws {
        var input = ScoringInput()
        try input.add([], archive: "empty.db")
        #expect(input.hasWords && input.hasSpeech && input.recordings.isEmpty)
        let (meeting, silence) = (TranscriptFixtures.meeting, TranscriptFixtures.silence)
        try input.add([("m", meeting), ("n", silence)], archive: "a.db")
        #expect(input.recordings == ["m", "n"])
        #expect(input.transcripts["m"] == ScoredTranscript(meeting, recording: "m"))
        #expect(input.speech["m"] == SpeakerSegments(meeting, recording: "m"))
        for twice in ["m", "n"] {
            #expect(throws: ScoringError.ambiguousName(file: "b.db", recording: twice)) {
                try input.add([(twice, silence)], archive: "b.db")
            }
        }
    }

    @Test(arguments: [
        ("SPEAKER m 1 0 1 <NA> <NA> A <NA> <NA>", ScoringFileFormat.nist(.rttm)), ("m 1 A 0 1 hi there", .nist(.stm)),
        ("m 1 0 1 hi", .nist(.ctm)), ("m 1 0 1", .nist(.uem)), ("  [ ]", .segLST), (" {", .transcript),
    ])
    func contentTellsTheFormat(text: String, format: ScoringFileFormat) {
        #expect(ScoringFileFormat(ImportText(verbatim: text, file: "unnamed")) == format)
    }

    @Test(arguments: [
        ("x", "hello world", ScoringError.unknownFormat(file: "x")),
        ("x", "m 1 2 3 4 5", .unknownFormat(file: "x")),
        ("x.rttm", "\nSPEAKER m 1 0 1 <NA>", line("x.rttm", 2, "6 columns where RTTM has 8 to 10")),
        ("x.rttm", "SPEECH m 1 0 1 <NA> <NA> A", line("x.rttm", 1, "\"SPEECH\" is no type of RTTM")),
        ("x.rttm", "SPEAKER m 1 0 0x1p2 <NA> <NA> A", time("x.rttm", "duration", "0x1p2")),
        ("x.rttm", "SPEAKER m 1 1e300 1 <NA> <NA> A", time("x.rttm", "start", "1e300")),
        (
            "x.rttm", "SPEAKER m 1 9e8 9e8 <NA> <NA> A",
            line("x.rttm", 1, "start \"9e8\" and duration \"9e8\" end after 1000000000 s")
        ),
        ("x.rttm", "NOSCORE m 1 0 1e18 <NA>", time("x.rttm", "duration", "1e18")),
        ("x.rttm", "NOSCORE m 1 0", line("x.rttm", 1, "4 columns where RTTM has 5 to 10 in a NOSCORE record")),
        ("x.stm", "m 1 A 0 1e10 hi", time("x.stm", "end", "1e10")),
        ("x.ctm", "m 1 1e19 1 hi", time("x.ctm", "start", "1e19")),
        ("x.uem", "m 1 0 1e15", time("x.uem", "end", "1e15")),
        (
            "x.json", #"[{"session_id": "m", "speaker": "A", "start_time": 2, "end_time": 1e300, "words": ""}]"#,
            json("[0].end_time", "1e+300 s is no time from 0 to 1000000000 s")
        ),
        (
            "x.json", #"[{"session_id": "m", "speaker": "A", "start_time": 2, "end_time": NaN, "words": ""}]"#,
            json("[0]", "\"end_time\" is missing")
        ),
        (
            "x.json", "[\n{\"session_id\": }]",
            .input(.json(file: "x.json", problem: .syntax(line: 2, problem: "a value is missing")))
        ),
        ("x.rttm", "SPEAKER m 1 -1 2 <NA> <NA> A", time("x.rttm", "start", "-1")),
        ("x.stm", "m 1 A 0 nan hi", time("x.stm", "end", "nan")),
        ("x.stm", ";;\nm 1 A 2 1 hi", line("x.stm", 2, "the span ends (1.0 s) before it starts (2.0 s)")),
        ("x.ctm", "m 1 0 1 a\nm 1 * * <ALT_BEGIN>\nm 1 1 1 b", .alternatives(file: "x.ctm", line: 2)),
        ("x.stm", "m 1 A 0 1 i { will / shall } go", .alternatives(file: "x.stm", line: 1)),
        ("x.uem", "m 1 0", line("x.uem", 1, "3 columns where UEM has 4 (recording, channel, start, end)")),
        (
            "x.json", #"[{"session_id": "m", "speaker": "A", "start_time": 2, "end_time": 1, "words": ""}]"#,
            json("[0]", "ends (1.0 s) before it starts (2.0 s)")
        ),
        (
            "x.json", #"[{"session_id": "m", "speaker": "A", "start_time": 2, "words": ""}]"#,
            json("[0]", "\"end_time\" is missing")
        ),
        (
            "x.json",
            #"{"format": "whosaid-transcript", "version": 1, "recording": {"path": "a"}, "speech": [], "turns": [{"#
                + #""start": 0, "end": 1, "words": [{"text": "a", "start": 0, "end": 1, "confidence": 1.5}]}]}"#,
            json(".turns[0].words[0].confidence", "the confidence 1.5 is not within 0 and 1")
        ),
        (
            "x.json", #"{"format": "b", "version": 1, "recording": {"path": ""}, "turns": [], "speech": []}"#,
            json("", "b version 1, where whosaid-transcript version 1 is needed")
        ),
    ])
    func badFilesAreNamed(name: String, text: String, expected: ScoringError) {
        #expect(throws: expected) { try ScoringFile(name: name, text: text) }
        #expect("\(expected)".hasPrefix(name + ":"))
    }

    @Test func unreadableFilesAreNamed() throws {
        let folder = try ScratchFolder()
        #expect(throws: ScoringError.unreadable(file: folder.file("a.stm"), reason: "no such file")) {
            try ScoringInput(paths: [folder.file("a.stm")])
        }
        let latin = folder.file("b.stm")
        try Data([0x6D, 0xE9]).write(to: URL(filePath: latin))
        #expect(throws: ScoringError.notText(file: latin)) { try ScoringInput(paths: [latin]) }
        let map = try folder.write("m 1 0 1\n", to: "c.uem")
        #expect(throws: ScoringError.self) { try ScoringInput(paths: [map]) }
        #expect(try EvaluationMap(path: map).spans["m"] == [TimeRange(start: 0, end: 1)])
        let stm = try folder.write("m 1 A 0 1 hi\n", to: "d.stm")
        #expect(throws: ScoringError.self) { try EvaluationMap(path: stm) }
        #expect(throws: ScoringError.duplicate(file: stm, recording: "m", speaker: "A")) {
            try ScoringInput(paths: [stm, stm])
        }
    }
}

private func line(_ file: String, _ line: Int, _ problem: String) -> ScoringError {
    .input(.line(file: file, line: line, problem: problem))
}

private func time(_ file: String, _ name: String, _ text: String) -> ScoringError {
    line(file, 1, "\(name) \"\(text)\" is no time in seconds from 0 to 1000000000")
}

private func json(_ place: String, _ problem: String) -> ScoringError {
    .input(.json(file: "x.json", problem: .value(place: place, problem: problem)))
}

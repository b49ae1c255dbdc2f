import Foundation
import TestSupport
import Testing
import Transcript

@testable import TranscriptImport

/// A small result of every maker, in the shape that its documentation describes.
struct ImportFixture: CustomTestStringConvertible, Sendable {
    let file: String
    let format: ImportFormat
    /// Turn by turn: `speaker #channel: word@start-end*confidence …`, without what is not known.
    let turns: [String]
    var alternatives: [String] = []
    var seconds = 4.25
    var details: [String: String] = [:]

    var testDescription: String { file }

    static let mixed = [
        "A: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.95", "B: Hello,@2.0-2.4*0.91 Ann.@2.4-2.8*0.72",
    ]

    static func mixed(_ first: String, _ second: String) -> [String] {
        [mixed[0].replacing("A:", with: first + ":"), mixed[1].replacing("B:", with: second + ":")]
    }

    static func channels(_ first: String, _ second: String) -> [String] {
        [
            "\(first) #1: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.95",
            "\(second) #2: Hello,@1.2-1.6*0.91 Ann.@1.6-2.0*0.72",
        ]
    }

    static let all = [
        ImportFixture(
            file: "assemblyai.json", format: .assemblyai, turns: mixed, seconds: 4,
            details: [
                "language": "en_us", "model": "best", "transcript-id": "5551722-f677-48a6-9287-39c0aafd9ac1",
            ]),
        ImportFixture(
            file: "assemblyai_multichannel.json", format: .assemblyai, turns: channels("1A", "2A"), seconds: 4,
            details: ["transcript-id": "6661722-f677-48a6-9287-39c0aafd9ac1"]),
        ImportFixture(
            file: "deepgram.json", format: .deepgram, turns: mixed("speaker 0", "speaker 1"),
            alternatives: ["0.5-2.8 2 *0.88 Good morning. Hello, Anne."],
            details: [
                "language": "en", "model": "2-general-nova 2024-01-09.29447",
                "request-id": "2479c8c8-8185-40ac-9ac6-f0874419f793",
            ]),
        ImportFixture(
            file: "deepgram_utterances.json", format: .deepgram, turns: channels("channel 1", "channel 2"),
            details: ["request-id": "3479c8c8-8185-40ac-9ac6-f0874419f793"]),
        ImportFixture(
            file: "google_v1.json", format: .google, turns: mixed("speaker 1", "speaker 2"),
            alternatives: ["0.5-1.3 2 Good mourning."], seconds: 2.8, details: ["language": "en-us"]),
        ImportFixture(
            file: "google_v2.json", format: .google,
            turns: [
                "channel 1 #1: Good@0.0-0.8*0.98 morning.@0.9-1.3*0.96",
                "channel 2 #2: Hello,@0.0-1.32*0.91 Ann.@1.32-2.2*0.91",
            ],
            alternatives: ["0.0-1.3 #1 2 *0.5 Good mourning."], seconds: 2.2, details: ["language": "en-us"]),
        ImportFixture(
            file: "amazon.json", format: .amazon, turns: mixed("spk_0", "spk_1"),
            alternatives: ["0.5-2.8 2 Good morning. Hello and.", "0.9-1.3 2 *0.04 mourning"], seconds: 2.8,
            details: ["job": "standup", "language": "en-US"]),
        ImportFixture(
            file: "amazon_channels.json", format: .amazon, turns: channels("channel 1", "channel 2"), seconds: 2,
            details: ["job": "call"]),
        ImportFixture(
            file: "azure.json", format: .azure, turns: mixed("speaker 1", "speaker 2"),
            alternatives: ["0.5-1.3 2 *0.41 Good mourning."],
            details: ["source": "https://example.org/standup.wav"]),
        ImportFixture(
            file: "openai_verbose.json", format: .openai,
            turns: [
                "?: Good@0.5-0.8*0.779 morning.@0.9-1.3*0.779", "?: Hello,@2.0-2.4*0.607 Ann.@2.4-2.8*0.607",
            ], details: ["language": "english"]),
        ImportFixture(
            file: "openai_diarized.json", format: .openai,
            turns: ["A: Good@0.5-0.767 morning.@0.767-1.3", "B: Hello,@2.0-2.48 Ann.@2.48-2.8"],
            details: ["confidence": "not stated"]),
        ImportFixture(
            file: "whisper.cpp.json", format: .whispercpp,
            turns: [
                "speaker 0: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.9", "speaker 1: Hello,@2.0-2.48 Ann.@2.48-2.8",
            ], seconds: 2.8, details: ["language": "en", "model": "models/ggml-base.en.bin"]),
        ImportFixture(
            file: "whisperx.json", format: .whisperx,
            turns: [
                "SPEAKER_00: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.95",
                "SPEAKER_01: Hello,@2.0-2.2*0.91 2@2.2-2.4 Anns.@2.4-2.8*0.72",
            ], seconds: 2.8, details: ["language": "en"]),
        ImportFixture(
            file: "huggingface.json", format: .huggingface,
            turns: ["?: Good@0.5-0.767 morning.@0.767-1.3", "?: Hello,@2.0-2.75 Ann.@2.75-3.25"], seconds: 3.25,
            details: ["confidence": "not stated"]),
        ImportFixture(
            file: "segments.json", format: .segments,
            turns: mixed("A", "B").map { $0.replacing("*0.72", with: "*0.91") }, seconds: 2.8),
        ImportFixture(
            file: "subtitles.srt", format: .srt,
            turns: ["Ann: Good@0.5-0.767 morning.@0.767-1.3", "Bob: Hello,@2.0-2.48 Ann.@2.48-2.8"], seconds: 2.8,
            details: ["confidence": "not stated"]),
        ImportFixture(
            file: "subtitles.vtt", format: .vtt,
            turns: ["Ann: Good@0.5-0.9 morning.@0.9-1.3", "Bob & Co: Hello,@2.0-2.48 Ann.@2.48-2.8"],
            seconds: 2.8, details: ["confidence": "not stated"]),
        ImportFixture(
            file: "words.ctm", format: .ctm,
            turns: ["?: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.95", "?: Hello,@2.0-2.4 Ann.@2.4-2.8*0.72"],
            seconds: 2.8),
        ImportFixture(
            file: "words.rttm", format: .rttm, turns: [], seconds: 2.9),
        ImportFixture(
            file: "turns.stm", format: .stm,
            turns: ["Ann #1: Good@0.5-0.767 morning.@0.767-1.3", "Bob #2: Hello,@1.2-1.68 Ann.@1.68-2.0"], seconds: 2,
            details: ["confidence": "not stated"]),
    ]

    func content() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: TestResources.fixture("imports/\(file)")))
    }
}

@Suite struct ImportFormatTests {
    @Test func everyFormatHasAFixture() {
        #expect(Set(ImportFixture.all.map(\.format)) == Set(ImportFormat.allCases))
    }

    @Test(arguments: ImportFixture.all) func theContentTellsTheFormat(fixture: ImportFixture) throws {
        #expect(try ImportFormat(content: fixture.content(), file: "x") == fixture.format)
    }

    @Test(arguments: ImportFixture.all) func nothingIsLost(fixture: ImportFixture) throws {
        let imported = try fixture.format.read(fixture.content(), file: fixture.file)
        #expect(described(imported) == fixture.turns)
        #expect(imported.alternatives.map(described) == fixture.alternatives)
        #expect(imported.durationSeconds == fixture.seconds)
        #expect(imported.details == fixture.details)
    }

    @Test func whatElseIsKnownIsKept() throws {
        let imported = try ImportFormat.deepgram.read(ImportFixture.all[2].content(), file: "x")
        #expect(imported.audioHash == "154e291ecfa8be6ab8343560bcc109008fa7853eb5372533e8efdefc9b504c33")
        #expect(imported.turns.map { $0.words.map(\.speakerMargin) } == [[0.75, 0.75], [0.5, 0.5]])
        #expect(imported.speakers.map(\.label) == ["speaker 0", "speaker 1"])
        #expect(imported.channelCount == 1)
        let calls = try ImportFormat.amazon.read(ImportFixture.all[7].content(), file: "x")
        #expect(calls.channelCount == 2)
        #expect(
            calls.speech == [
                SpeechSpan(speaker: 0, range: TimeRange(start: 0.5, end: 1.3)),
                SpeechSpan(speaker: 1, range: TimeRange(start: 1.2, end: 2.0)),
            ])
    }

    @Test func anRTTMSaysWhoseTheWordsOfACTMAre() throws {
        let words = try Data(contentsOf: URL(fileURLWithPath: TestResources.fixture("imports/words.ctm")))
        let speech = try Data(contentsOf: URL(fileURLWithPath: TestResources.fixture("imports/words.rttm")))
        let imported = try ImportFormat.read(words: words, file: "a.ctm", speech: speech, speechFile: "a.rttm")
        #expect(
            described(imported) == [
                "Ann: Good@0.5-0.8*0.98 morning.@0.9-1.3*0.95", "Bob: Hello,@2.0-2.4 Ann.@2.4-2.8*0.72",
            ])
        let last = try #require(imported.turns.last?.words.last)
        #expect(last.isOverlapped && abs(last.speakerMargin - 0.5) < 1e-6)
        #expect(imported.speech.count == 3)
        #expect(throws: ImportError.severalRecordings(file: "a.ctm and a.rttm", names: ["standup", "other"])) {
            let other = Data("SPEAKER other 1 0 1 <NA> <NA> Ann <NA> <NA>\n".utf8)
            _ = try ImportFormat.read(words: words, file: "a.ctm", speech: other, speechFile: "a.rttm")
        }
    }

    @Test func theTranscriptIsThatOfARecording() throws {
        let imported = try ImportFormat.amazon.read(ImportFixture.all[7].content(), file: "x")
        let recording = TranscriptFixtures.meeting.recording
        let transcript = imported.transcript(
            of: recording, system: "Amazon", settings: ["format": "amazon"], programVersion: "0.1.0",
            startedAt: "2024-05-06T07:08:09Z")
        #expect(transcript.recording == recording)
        #expect(transcript.run.system == "Amazon")
        #expect(transcript.run.settings == ["format": "amazon", "job": "call"])
        #expect(transcript.ledger.entries.isEmpty)
        // One speaker at any instant: whoever began first is heard to the end.
        #expect(
            transcript.exclusiveSpeech.map(\.range) == [
                TimeRange(start: 0.5, end: 1.3), TimeRange(start: 1.3, end: 2.0),
            ])
    }

    private func described(_ imported: ImportedTranscript) -> [String] {
        let stated = imported.details["confidence"] == nil
        return imported.turns.map { turn in
            let speaker = turn.speaker.map { imported.speakers[$0].label } ?? "?"
            let words = turn.words.map { word in
                "\(word.text)@\(span(word.range))"
                    + (stated && word.confidence < 1 ? "*\(rounded(word.confidence))" : "")
            }
            return speaker + channel(turn.channel) + ": " + words.joined(separator: " ")
        }
    }

    private func described(_ alternative: Alternative) -> String {
        "\(span(alternative.range))\(channel(alternative.channel)) \(alternative.rank)"
            + (alternative.confidence.map { " *\(rounded($0))" } ?? "") + " \(alternative.text)"
    }

    private func channel(_ channel: Int?) -> String { channel.map { " #\($0)" } ?? "" }

    private func span(_ range: TimeRange) -> String { "\(rounded(range.start))-\(rounded(range.end))" }

    private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptExport

@testable import TranscriptImport

@Suite struct SubtitleImportTests {
    @Test func namesCountOnlyWhereEveryCueHasOne() throws {
        let named = "1\n0:00:01,000 --> 0:00:02,000\n[SPEAKER_00]: Yes.\n\n2\n0:00:02,000 --> 0:00:03,000\nAnn: No.\n"
        let imported = try ImportFormat.srt.read(Data(named.utf8), file: "x")
        #expect(imported.speakers.map(\.label) == ["SPEAKER_00", "Ann"])
        #expect(imported.turns.map(\.text) == ["Yes.", "No."])
        let unnamed = try ImportFormat.srt.read(Data(named.replacing("Ann: ", with: "").utf8), file: "x")
        #expect(unnamed.speakers.isEmpty)
        #expect(unnamed.turns.map(\.text) == ["[SPEAKER_00]: Yes.", "No."])
    }

    @Test func cuesOfOneSpeakerAreOneTurn() throws {
        let text = """
            WEBVTT

            00:01.000 --> 00:02.000
            <v Ann>We have

            00:02.000 --> 00:03.000
            <v Ann>a budget.

            00:03.000 --> 00:04.000
            <v Ann>Really?</v> <v Bob>Yes, really.</v>

            00:20.000 --> 00:21.000
            <v Bob>So there.
            """
        let imported = try ImportFormat.vtt.read(Data(text.utf8), file: "x")
        #expect(
            imported.turns.map { "\(imported.speakers[$0.speaker ?? 9].label): \($0.text)" } == [
                "Ann: We have a budget. Really?", "Bob: Yes, really.", "Bob: So there.",
            ])
        #expect(imported.turns[0].range.start == 1 && imported.turns[1].range.end == 4)
    }

    @Test func windowsLineEndsAndByteOrderMarksDoNotMatter() throws {
        let text = "\u{FEFF}WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n<v Ann>Yes.\r\n"
        let format = try ImportFormat(content: Data(text.utf8), file: "x")
        #expect(format == .vtt)
        #expect(try format.read(Data(text.utf8), file: "x").turns.map(\.text) == ["Yes."])
    }

    @Test(arguments: [TranscriptFormat.srt, .vtt]) func ownSubtitlesComeBack(format: TranscriptFormat) throws {
        let file = "a.\(format.rawValue)"
        let content = format.data(TranscriptFixtures.meeting)
        let imported = try ImportFormat(content: content, file: file).read(content, file: file)
        #expect(imported.turns.map(\.text) == TranscriptFixtures.meeting.turns.map(\.text))
        #expect(imported.speakers.map(\.label) == ["S1", "S2"])
        // SubRip cannot say that nobody is known: a cue without a name goes on with the one before.
        #expect(imported.turns.map(\.speaker) == [0, 1, format == .srt ? 1 : nil])
    }

    @Test func ownScoringFilesComeBack() throws {
        let meeting = TranscriptFixtures.meeting
        let stm = TranscriptFormat.stm.data(meeting)
        let imported = try ImportFormat(content: stm, file: "x").read(stm, file: "x")
        #expect(imported.turns.map(\.text) == meeting.turns.map(\.text))
        #expect(imported.turns.map(\.speaker) == [0, 1, nil])
        let rttm = TranscriptFormat.rttm.data(meeting)
        let joined = try ImportFormat.read(
            words: TranscriptFormat.ctm.data(meeting), file: "x", speech: rttm, speechFile: "y")
        #expect(joined.speech == meeting.speech)
        #expect(joined.turns.flatMap(\.words).map(\.text) == meeting.words.map(\.text))
        #expect(joined.turns.flatMap(\.words).map(\.confidence) == meeting.words.map(\.confidence))
    }
}

import Foundation
import Testing
import Transcript

@testable import TranscriptImport

@Suite struct NISTImportTests {
    @Test func theFirstReadingOfAWordCounts() throws {
        let imported = try ImportFormat.imported(
            """
            ;; a comment
            m 1 0.0 0.5 we 0.9
            m 1 * * <ALT_BEGIN>
            m 1 0.5 0.5 will *
            m 1 * * <ALT>
            m 1 0.5 0.3 shall 0.9
            m 1 0.8 0.2 we 0.9
            m 1 * * <ALT_END>
            m 1 * * <ALT_BEGIN>
            m 1 1.0 0.5 @ 0.9
            m 1 * * <ALT>
            m 1 1.0 0.5 perhaps 0.9
            m 1 * * <ALT_END>
            m 1 1.5 0.5 go NA
            """)
        #expect(imported.turns.map(\.text) == ["we will go"])
        #expect(imported.notes == ["2 words have other readings (the first: line 3); the first one is taken"])
    }

    @Test func alternativesAtTheBeginningAreStillACTM() throws {
        let imported = try ImportFormat.imported(
            "m 1 * * <ALT_BEGIN>\nm 1 0.5 0.3 uh\nm 1 * * <ALT>\nm 1 0.5 0.3 um\nm 1 * * <ALT_END>\nm 1 1.0 0.3 hello\n"
        )
        #expect(imported.turns.map(\.text) == ["uh hello"])
    }

    @Test func marksOfScorersSayNothing() throws {
        let imported = try ImportFormat.imported(
            """
            m 1 Ann 0 2 <o,f0> good { morning / day / @ } all
            m 1 inter_segment_gap 2 3 <o,f0>
            m 1 Bob 3 4 IGNORE_TIME_SEGMENT_IN_SCORING
            m 1 excluded_region 4 5 <o,,> a
            m 1 Bob 9 5 yes indeed
            """)
        #expect(imported.turns.map(\.text) == ["good morning all", "yes indeed"])
        #expect(imported.turns[1].range == TimeRange(start: 9, end: 10.125))
        #expect(imported.notes.count == 2 && imported.notes[0].contains("(line 5)"))
    }

    @Test func namesOfRTTMMayHoldSpaces() throws {
        let imported = try ImportFormat.imported(
            "SPEAKER m 1 0 1 <NA> <NA> Ann Lee <NA> <NA>\nSPEAKER m 1 1 1 <NA> <NA> Speaker 1\n")
        #expect(imported.speakers.map(\.label) == ["Ann Lee", "Speaker 1"])
    }

    @Test func wordsGoToWhoIsHeardLongest() {
        let spans: [(speaker: String, range: TimeRange)] =
            [("Ann", TimeRange(start: 0, end: 1000)), ("Bob", TimeRange(start: 0.5, end: 0.9))]
            + (1..<5000).map { ("Cy", TimeRange(start: Double($0), end: Double($0) + 0.5)) }
        let attribution = SpanAttribution(spans)
        func speaker(_ start: Double, _ end: Double) -> ImportedWord {
            attribution.attributed(ImportedWord(text: "a", range: TimeRange(start: start, end: end)))
        }
        #expect(speaker(0.1, 0.6).speaker == "Ann" && speaker(0.1, 0.6).isOverlapped)
        #expect(abs((speaker(0.1, 0.6).speakerConfidence ?? 0) - 0.8) < 1e-9)
        #expect(speaker(4000.1, 4000.3).speaker == "Cy" && !speaker(4000.1, 4000.3).isOverlapped)
        #expect(speaker(2000.25, 2000.25).speaker == "Cy")
        #expect(speaker(9000, 9001).speaker == nil)
    }

    @Test func theSecondRecordingEndsTheReading() {
        let lines = (0..<50_000).map { "r\($0) 1 0 1 a\n" }.joined()
        #expect(throws: ImportError.severalRecordings(file: "x", names: ["r0", "r1"])) {
            try ImportFormat.ctm.read(Data(lines.utf8), file: "x")
        }
    }
}

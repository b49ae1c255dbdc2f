import Testing
import Transcript

@testable import TranscriptImport

@Suite struct RollingCaptionsTests {
    private func text(_ cues: String...) throws -> String {
        try ImportFormat.imported(ImportFormat.subRip(cues)).turns.map(\.text).joined(separator: " ")
    }

    @Test func wordsAreSaidOnceWithTheTimesWithinTheLine() throws {
        let imported = try ImportFormat.imported(
            """
            WEBVTT
            Kind: captions

            00:00:00.500 --> 00:00:03.200 align:start position:0%
            \u{20}
            today<00:00:00.800><c> we</c><00:00:01.100><c> look</c>

            00:00:03.200 --> 00:00:03.210 align:start position:0%
            today we look
            \u{20}

            00:00:03.210 --> 00:00:05.700 align:start position:0%
            today we look
            and<00:00:03.510><c> say</c><00:00:04.110><c> so</c>

            00:00:05.700 --> 00:00:05.710
            and say so

            00:00:05.710 --> 00:00:07.000
            and say so
            so
            """)
        let words = imported.turns.flatMap(\.words)
        #expect(words.map(\.text) == ["today", "we", "look", "and", "say", "so", "so"])
        #expect(words.map(\.range.start) == [0.5, 0.8, 1.1, 3.21, 3.51, 4.11, 5.71])
        #expect(words.map(\.range.end) == [0.8, 1.1, 3.2, 3.51, 4.11, 5.7, 7])
        #expect(
            imported.notes == [
                "rolling captions: 4 cues repeat what was shown before (the first: line 8); it is taken once"
            ])
    }

    @Test func linesThatMoveUpAreSaidOnce() throws {
        #expect(
            try text("We start now.", "We start now.\nIs everybody here?", "Is everybody here?\nYes.", "Yes.\nGood.")
                == "We start now. Is everybody here? Yes. Good.")
    }

    @Test func linesThatGrowAreSaidOnce() throws {
        #expect(
            try text("the tide tables", "the tide tables say that", "the tide tables say that we wait")
                == "the tide tables say that we wait")
    }

    @Test func peopleMaySayTheSameTwice() throws {
        #expect(try text("No.", "No.", "I said no.", "No.\nNever.") == "No. No. I said no. No. Never.")
        #expect(try text("Yes.", "Yes.") == "Yes. Yes.")
    }
}

import Foundation
import Testing
import Transcript

@testable import TranscriptImport

/// Subtitles as they are found.
@Suite struct SubtitleMendingTests {
    private func words(_ text: String) throws -> String {
        try ImportFormat.imported(text).turns.map(\.text).joined(separator: " | ")
    }

    @Test func aSpanThatEndsBeforeItStartsEndsByTheNextOne() throws {
        let imported = try ImportFormat.imported(
            """
            1
            00:02:01,980 --> 00:02:04,060
            We are in the hall.

            2
            00:02:06,660 --> 00:01:42,960
            Nobody else came today, and none will.

            3
            00:02:08,000 --> 00:02:12,000
            Start then.
            """)
        #expect(imported.turns.map(\.range.start) == [121.98, 126.66, 128])
        #expect(imported.turns.map(\.range.end) == [124.06, 128, 132])
        #expect(
            imported.notes == [
                "1 span ends before it starts (line 6); it keeps its start and ends by the next one's start"
            ])
    }

    @Test func emptyLinesStandWithinCues() throws {
        let text = """
            1
            00:10:10,440 --> 00:10:15,195
            The lift is stuck again,

            so take the stairs.

            2
            00:10:15,960 --> 00:10:19,157
            Which floor is it?
            """
        #expect(try words(text) == "The lift is stuck again, so take the stairs. | Which floor is it?")
        let vtt =
            "WEBVTT\n\n" + text.replacing(",4", with: ".4").replacing(",1", with: ".1").replacing(",9", with: ".9")
        #expect(try words(vtt) == "The lift is stuck again, so take the stairs. | Which floor is it?")
    }

    @Test func cueNumbersAreNoWords() throws {
        // Glued together, separated by empty lines, missing, or a word that is a number.
        #expect(try words("1\n0:00:01,0 --> 0:00:02,0\nOne.\n2\n0:00:02,0 --> 0:00:03,0\nTwo.\n") == "One. | Two.")
        #expect(
            try words("1\n\n0:00:01,0 --> 0:00:02,0\n\nOne.\n\n2\n\n0:00:02,0 --> 0:00:03,0\n\nTwo.\n")
                == "One. | Two.")
        #expect(
            try words("0:00:01,0 --> 0:00:02,0\nOne.\n\n0:00:02,0 --> 0:00:03,0\n42\n\n0:00:03,0 --> 0:00:04,0\nyes.\n")
                == "One. | 42 yes.")
        #expect(try words("7\n0:00:01,0 --> 0:00:02,0\n42\n\n9\n0:00:02,0 --> 0:00:03,0\nyes.\n") == "42 yes.")
    }

    @Test(arguments: [
        ("100:00:01,5 --> 100:00:02,25", 360_001.5, 360_002.25), ("00:01.500 --> 00:02.250", 1.5, 2.25),
        ("0:00:01 --> 0:00:02.25 line:0 align:start", 1, 2.25), ("00: 00: 01,500 -->00:00:02,250", 1.5, 2.25),
        ("00:00:01:500 --> 00:00:02:250", 1.5, 2.25),
    ])
    func timesAreWrittenInManyWays(times: String, start: Double, end: Double) throws {
        let imported = try ImportFormat.srt.read(Data("1\n\(times)\nYes\n".utf8), file: "x")
        #expect(imported.turns.map(\.range) == [TimeRange(start: start, end: end)])
    }

    @Test func tagsAndReferencesAreNoText() throws {
        #expect(
            try words(
                "1\n0:00:01,0 --> 0:00:02,0\n{\\an8}<i>Salt</i> &amp; <font color=\"#fff\">pepper</font> &lt;3 &#39;caf&eacute;&#x27;<br/>2 < 3 > 1 &amp;lt; AT&T <laughs>\n"
            )
                == "Salt & pepper <3 'café' 2 < 3 > 1 &lt; AT&T <laughs>")
    }

    @Test func notesStylesAndRegionsSayNothing() throws {
        #expect(
            try words(
                """
                WEBVTT - a title
                X-TIMESTAMP-MAP=LOCAL:00:00:00.000

                STYLE
                ::cue { color: red }

                REGION
                id:a

                NOTE
                nothing

                intro
                00:01.000 --> 00:02.000 align:start
                <v.loud Ann Lee>Hello, <c.yellow>you</c> there.</v>

                NOTE 00:03

                00:02.000 --> 00:03.000
                Then.
                """) == "Hello, you there. | Then.")
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func lineEndsDoNotMatter(end: String) throws {
        let text = ImportFormat.subRip(["One.", "Two."]).replacing("\n", with: end)
        #expect(try words(text) == "One. | Two.")
    }

    @Test func otherEncodingsAreTold() throws {
        let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nAda: café\r\n"
        let wide = Data([0xFF, 0xFE]) + Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        let imported = try ImportFormat(content: wide, file: "x").read(wide, file: "x")
        #expect(imported.turns.map(\.text) == ["café"] && imported.speakers.map(\.label) == ["Ada"])
        #expect(imported.notes == [])
        let latin = Data(text.unicodeScalars.map { UInt8($0.value) })
        let old = try ImportFormat(content: latin, file: "x").read(latin, file: "x")
        #expect(old.turns.map(\.text) == ["café"])
        #expect(old.notes == ["is not UTF-8; read as Windows-1252"])
    }

    @Test func linesBeforeTheFirstCueAreTold() throws {
        let imported = try ImportFormat.imported("Made by X\n\n" + ImportFormat.subRip(["One."]))
        #expect(imported.turns.map(\.text) == ["One."])
        #expect(imported.notes == ["1 line belongs to no cue (line 1); left out"])
    }

    @Test func cuesWithoutSpacesAreTurnsOfTheirOwn() throws {
        #expect(
            try words(ImportFormat.subRip(["明天下午讨论预算", "来週テストを話します", "다음 주 예산을", "and so on"]))
                == "明天下午讨论预算 | 来週テストを話します | 다음 주 예산을 | and so on")
    }
}

import TestSupport
import Testing
import Transcript
import TranscriptText

@testable import TranscriptExport

/// Audacity's labels and Praat's TextGrid, read back by their grammars.
@Suite struct LabelFormatTests {
    @Test func labelsOfTurns() {
        #expect(
            TranscriptFormat.audacity.render(TranscriptFixtures.meeting) == """
                0.500000\t4.000000\tS1: Good morning. Let's discuss the café's budget.
                4.000000\t7.000000\tS2: The state-of-the-art one? I don't know.
                12.345000\t12.595000\tYes.

                """)
        let plain = TranscriptFormat.audacity.render(
            TranscriptFixtures.meeting, options: FormatOptions(lineUnit: .word, showsNames: false))
        #expect(plain.hasPrefix("0.500000\t1.000000\tGood\n1.000000\t1.500000\tmorning.\n"))
        #expect(plain.split(separator: "\n").count == TranscriptFixtures.meeting.words.count)
        #expect(TranscriptFormat.audacity.render(TranscriptFixtures.silence) == "")
    }

    @Test(arguments: 0..<30 as Range<UInt64>, LineUnit.allCases) func labelsKeepTheGrammar(seed: UInt64, unit: LineUnit)
        throws
    {
        let transcript = TranscriptFixtures.random(seed: seed)
        let text = TranscriptFormat.audacity.render(transcript, options: FormatOptions(lineUnit: unit))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == (unit == .turn ? transcript.turns.count : transcript.words.count))
        for line in lines {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            try #require(cells.count == 3, "\(line)")
            #expect(try #require(Double(cells[0])) <= #require(Double(cells[1])))
        }
    }

    @Test func aTextGridHasATierForEachSpeaker() throws {
        let text = TranscriptFormat.textgrid.render(TranscriptFixtures.meeting)
        #expect(
            text.hasPrefix(
                """
                File type = "ooTextFile"
                Object class = "TextGrid"

                xmin = 0
                xmax = 20.500
                tiers? <exists>
                size = 3
                item []:
                    item [1]:
                        class = "IntervalTier"
                        name = "S1"
                        xmin = 0
                        xmax = 20.500
                        intervals: size = 3
                        intervals [1]:
                            xmin = 0.000
                            xmax = 0.500
                            text = ""
                        intervals [2]:
                            xmin = 0.500
                            xmax = 4.000
                            text = "Good morning. Let's discuss the café's budget."

                """))
        let tiers = try TextGrid(text).tiers
        #expect(tiers.map(\.name) == ["S1", "S2", "unknown"])
        #expect(tiers[2].intervals.map(\.text) == ["", "Yes.", ""])
        let words = try TextGrid(
            TranscriptFormat.textgrid.render(TranscriptFixtures.meeting, options: FormatOptions(lineUnit: .word)))
        #expect(
            words.tiers.flatMap(\.intervals).map(\.text).filter { !$0.isEmpty }
                == TranscriptFixtures.meeting.words.map(\.text))
        // Praat takes no file without a tier.
        #expect(
            try TextGrid(TranscriptFormat.textgrid.render(TranscriptFixtures.silence)).tiers.map(\.name) == ["speech"])
    }

    @Test func overlappingTurnsOfOneSpeakerStandSideBySide() throws {
        let transcript = TranscriptFixtures.meeting(turns: [
            TranscriptFixtures.turn(0, start: 1, wordSeconds: 1, "a b c d"),
            TranscriptFixtures.turn(0, start: 2, wordSeconds: 1, "e"),
            TranscriptFixtures.turn(0, start: 4, wordSeconds: 1, "f \"g\""),
        ])
        let intervals = try TextGrid(TranscriptFormat.textgrid.render(transcript)).tiers[0].intervals
        #expect(intervals.map(\.text) == ["", "a b c d e", "f \"g\"", ""])
        #expect(intervals.map(\.start) == [0, 1, 5, 6])
    }

    @Test(arguments: 0..<30 as Range<UInt64>, LineUnit.allCases) func tiersCoverTheWholeTime(
        seed: UInt64, unit: LineUnit
    )
        throws
    {
        let transcript = TranscriptFixtures.random(seed: seed)
        let grid = try TextGrid(
            TranscriptFormat.textgrid.render(transcript, options: FormatOptions(lineUnit: unit)))
        #expect(grid.end >= transcript.recording.durationSeconds - 0.001)
        for tier in grid.tiers {
            #expect(tier.intervals.first?.start == 0 && tier.intervals.last?.end == grid.end)
            for (left, right) in zip(tier.intervals, tier.intervals.dropFirst()) { #expect(left.end == right.start) }
            #expect(tier.intervals.allSatisfy { $0.start < $0.end })
        }
        let shown = grid.tiers.flatMap(\.intervals).flatMap { $0.text.split(separator: " ") }.sorted()
        let spoken = transcript.words.flatMap { InertText.line($0.text).split(separator: " ") }.sorted()
        #expect(shown == spoken)
    }

    /// Reads the long form of a TextGrid with interval tiers alone, strictly: every line must be the one that the
    /// grammar wants there.
    private struct TextGrid {
        var end = 0.0
        var tiers: [(name: String, intervals: [(start: Double, end: Double, text: String)])] = []

        init(_ document: String) throws {
            var lines = document.split(separator: "\n", omittingEmptySubsequences: false)[...]
            func next() throws -> Substring {
                let line = lines.popFirst()
                return try #require(line).drop { $0 == " " }
            }
            func value(_ key: String) throws -> String {
                let line = try next()
                try #require(line.hasPrefix(key + " = "), "\(key): \(line)")
                return String(line.dropFirst(key.count + 3))
            }
            func text(_ key: String) throws -> String {
                let quoted = try value(key)
                try #require(quoted.count >= 2 && quoted.first == "\"" && quoted.last == "\"", "\(quoted)")
                let inner = quoted.dropFirst().dropLast()
                let rest = inner.replacing("\"\"", with: "")
                try #require(!rest.contains("\""), "\(inner)")
                return String(inner).replacing("\"\"", with: "\"")
            }
            func number(_ key: String) throws -> Double { try #require(Double(try value(key))) }
            func heading(_ expected: String) throws {
                let line = try next()
                #expect(line == expected)
            }
            #expect(try text("File type") == "ooTextFile")
            #expect(try text("Object class") == "TextGrid")
            try heading("")
            #expect(try number("xmin") == 0)
            end = try number("xmax")
            try heading("tiers? <exists>")
            let size = Int(try number("size"))
            try heading("item []:")
            for item in 1...size {
                try heading("item [\(item)]:")
                #expect(try text("class") == "IntervalTier")
                let name = try text("name")
                #expect(try number("xmin") == 0)
                #expect(try number("xmax") == end)
                let count = Int(try number("intervals: size"))
                let intervals = try (1...count).map { index in
                    try heading("intervals [\(index)]:")
                    return (start: try number("xmin"), end: try number("xmax"), text: try text("text"))
                }
                tiers.append((name, intervals))
            }
            #expect(lines.joined() == "")
        }
    }
}

import Foundation
import Testing
import Transcript

@testable import TranscriptImport

/// Results that other programs write and that are not quite as they should be.
@Suite struct ImportMendingTests {
    private func times(_ imported: ImportedTranscript) -> [String] {
        imported.turns.flatMap(\.words).map { "\($0.text)@\($0.range.start)-\($0.range.end)" }
    }

    /// A segment of a second with words.
    private func segment(_ text: String, _ words: [String]) -> String {
        let list = words.enumerated().map {
            #"{"word":"\#($0.element)","start":\#(Double($0.offset) / 4),"end":\#(Double($0.offset + 1) / 4)}"#
        }
        return #"{"segments":[{"start":0,"end":1,"text":"\#(text)","words":[\#(list.joined(separator: ","))]}]}"#
    }

    // MARK: Text and words

    @Test(arguments: [
        ("\u{1100} \u{1161}", ["\u{AC00}"]), ("\u{AC00}", ["\u{1100}", "\u{1161}"]),
        ("\u{0E19} \u{0E33}", ["\u{0E19}\u{0E33}"]), ("\u{0E19}\u{0E33}", ["\u{0E19}", "\u{0E33}"]),
        ("e \u{301}a", ["\u{E9}a"]), ("\u{E9}a", ["e", "\u{301}a"]), ("\u{0915} \u{093F}", ["\u{0915}\u{093F}"]),
    ])
    func lettersMayBeCutBetweenWords(text: String, words: [String]) throws {
        let imported = try ImportFormat.imported(segment(text, words))
        #expect(imported.turns.flatMap(\.words).map(\.text).joined(separator: " ") == text)
        #expect(imported.turns[0].range == TimeRange(start: 0, end: Double(words.count) / 4))
        #expect(imported.notes == [])
    }

    @Test func wordsWithoutTimesShareWhatOthersLeave() throws {
        let one = try ImportFormat.imported(segment("alpha beta gamma", ["alpha"]))
        #expect(times(one) == ["alpha@0.0-0.25", "beta@0.25-0.5833333333333333", "gamma@0.5833333333333333-1.0"])
        #expect(
            one.notes == [
                "2 words of texts are not among the words with times (the first: .segments[0]); the text counts, and "
                    + "what the others leave of its time is shared out by letters"
            ])
        let others = try ImportFormat.imported(segment("no no, she said no more.", ["no", "no", "he", "no"]))
        #expect(others.turns.map(\.text) == ["no no, she said no more."])
        #expect(others.turns[0].words[1].range == TimeRange(start: 0.25, end: 0.5))
        // Words that say more than the text keep their times and are all there.
        #expect(try ImportFormat.imported(segment("a c", ["a", "b", "c"])).turns.map(\.text) == ["a b c"])
    }

    @Test func longTextsAreMatchedWherePartsAreMissing() {
        let texts = (0..<30_000).map { "w\($0)"[...] }
        let words = texts.enumerated().filter { $0.offset % 100 > 40 }.map {
            ImportedWord(
                text: String($0.element), range: TimeRange(start: Double($0.offset), end: Double($0.offset) + 1))
        }
        let matching = WordMatching(texts, words)
        #expect(matching.unmatchedCount == 300 * 41)
        let sources = matching.sources(within: TimeRange(start: 0, end: 30_000))
        #expect(sources[541].range == TimeRange(start: 541, end: 542))
        #expect(sources[500].range.start == 500 && sources[540].range.end == 541)
    }

    @Test func namesBesideSegmentsAreNoSegments() throws {
        let lines = try ImportFormat.lines(
            #"{"segments":[{"start":0,"end":1,"text":"hello there","speaker":"SPEAKER_00"}],"speakers":["SPEAKER_00"]}"#
        )
        #expect(lines == ["SPEAKER_00: hello there"])
    }

    // MARK: Times

    @Test func timesOfWindowsGoOn() throws {
        let imported = try ImportFormat.imported(
            #"{"text":"x","chunks":[{"text":" a a","timestamp":[28.0,30.0]},{"text":" b b","timestamp":[0.0,2.0]},{"text":" c c","timestamp":[2.0,4.0]},{"text":" d d","timestamp":[0.0,null]}]}"#
        )
        #expect(
            times(imported) == [
                "a@28.0-29.0", "a@29.0-30.0", "b@30.0-31.0", "b@31.0-32.0", "c@32.0-33.0", "c@33.0-34.0",
                "d@34.0-34.25", "d@34.25-34.5",
            ])
        #expect(
            imported.notes == ["times begin again 2 times (the first: .chunks[1]); they go on from the last end there"])
    }

    @Test func timesOfWordsMayOverlap() throws {
        let imported = try ImportFormat.imported(
            #"{"text":"x","chunks":[{"text":" a a","timestamp":[5.0,6.0]},{"text":" b b","timestamp":[4.75,6.75]}]}"#)
        #expect(imported.turns[0].words.map(\.range.start).min() == 4.75)
        #expect(imported.notes == [])
    }

    @Test(arguments: [
        #"{"segments":[{"start":1e9,"text":"a b"}]}"#,
        #"{"segments":[{"start":0,"end":1e9,"text":"a"},{"text":"b c"}]}"#,
    ])
    func endsThatAreGuessedStayWithinAllTime(text: String) throws {
        #expect(try ImportFormat.imported(text).durationSeconds == TimeRange.maxSeconds)
    }

    // MARK: Subtitles

    @Test(arguments: ["->", "–>", "—>", "→", "=>", "--&gt;", "- ->", "-", "---"])
    func otherArrowsAreTimesToo(arrow: String) throws {
        let cues =
            "1\n00:00:01,000 --> 00:00:02,000\none here\n\n2\n00:00:05,000 \(arrow) 00:00:06,000\ntwo there\n"
        #expect(
            try ImportFormat.imported(cues).turns.map { "\($0.text)@\($0.range.start)" } == [
                "one here@1.0", "two there@5.0",
            ])
    }

    @Test func timesOfTheClockAreWords() throws {
        let said = ["Open\n10:30 - 11:30", "and\n12:15 -> 13:00, then"]
        #expect(
            try ImportFormat.imported(ImportFormat.subRip(said)).turns.map(\.text).joined(separator: " ")
                == "Open 10:30 - 11:30 and 12:15 -> 13:00, then")
    }

    @Test func aCueThatIsThereTwiceIsTakenOnce() throws {
        let cue = "1\n00:00:01,000 --> 00:00:02,000\nfour five\n\n"
        let imported = try ImportFormat.imported(cue + cue + "2\n00:00:02,000 --> 00:00:03,000\nfour five\n\n")
        #expect(imported.turns.map(\.text) == ["four five four five"])
        #expect(
            imported.notes == ["1 cue has the times and the text of another one (line 6); it is taken once"])
    }

    /// A search of the whole line for each mark would take hours.
    @Test(arguments: ["<", "{", "<v ", "<{", "{\\", "<1", "&"]) func marksThatDoNotCloseAreText(mark: String) throws {
        let text = "a " + String(repeating: mark, count: 500_000) + " > b"
        let imported = try ImportFormat.imported(ImportFormat.subRip([text]))
        let words = imported.turns.flatMap(\.words).map(\.text)
        #expect(words.first == "a" && words.contains("b"))
        #expect(words.joined().count > 499_000)
    }

    // MARK: Scoring files

    @Test(arguments: [
        ("{ a { b / c } d / e }", "a b d"), ("hello {world / word} (uh)", "hello world (uh)"),
        ("{ a / { b / c } d } e", "a e"), ("{{a / b} c / d} e", "a c e"), ("{ @ / a } b", "b"),
    ])
    func theFirstReadingCountsHoweverDeep(words: String, expected: String) throws {
        let imported = try ImportFormat.imported("rec A Ann 0.0 1.5 \(words)\n")
        #expect(imported.turns.map(\.text) == [expected])
        #expect(imported.notes == ["1 word has other readings (line 1); the first one is taken"])
    }

    @Test(arguments: ["{laughs} yes", "yes / no", "{ a / b", "a } b"]) func whatIsNoChoiceIsWords(words: String) throws
    {
        let imported = try ImportFormat.stm.read(Data("rec A Ann 0.0 1.5 \(words)\n".utf8), file: "x")
        #expect(imported.turns.map(\.text) == [words])
    }

    // MARK: Characters

    @Test func controlsOfDirectionAreNoLetters() throws {
        let cues = ["\u{202B}דוד: שלום לך\u{202C}", "דוד: כן", "\u{200F}רות: לא", "רות: טוב"]
        #expect(
            try ImportFormat.lines(ImportFormat.subRip(cues)) == ["דוד: שלום לך כן", "רות: לא טוב"])
        let escaped =
            #"[{"start":0,"end":1,"text":"a\u202eb \u2066 c","speaker":"Ann\u202e"},{"start":1,"end":2,"text":"d e","speaker":"Ann"}]"#
        let imported = try ImportFormat.imported(escaped)
        #expect(imported.speakers.map(\.label) == ["Ann"])
        #expect(imported.turns.flatMap(\.words).map(\.text) == ["ab", "c", "d", "e"])
    }

    // MARK: Formats

    @Test func sectionsAreNoJSON() {
        let text = "[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello\n"
        #expect(throws: ImportError.unknownFormat(file: "x")) { try ImportFormat.imported(text) }
    }

    @Test func aSegmentWithoutTextIsLeftOut() throws {
        let imported = try ImportFormat.imported(
            #"{"segments":[{"start":0,"end":1,"text":null},{"start":1,"end":2,"text":"hello there"}]}"#)
        #expect(times(imported) == ["hello@1.0-1.5", "there@1.5-2.0"])
        #expect(imported.notes == ["1 segment has no text (.segments[0]); left out"])
        #expect(throws: ImportError.self) {
            try ImportFormat.imported(#"{"segments":[{"start":0,"end":1,"text":null}]}"#)
        }
    }

    @Test func aListOfOneResultIsTheResult() throws {
        let text = #"[{"text":" a b","chunks":[{"timestamp":[0.0,1.0],"text":" a b"}]}]"#
        #expect(try ImportFormat(content: Data(text.utf8), file: "x") == .huggingface)
        #expect(try ImportFormat.lines(text) == ["?: a b"])
    }
}

import ArchiveSearch
import Schemas
import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct SearchCommandTests {
    private let program: WhoSaidProgram

    init() throws {
        var long = TranscriptFixtures.silence
        long.recording.durationSeconds = 7200
        long.speakers = [Speaker(label: "S1")]
        long.turns = [TranscriptFixtures.turn(0, start: 3725, wordSeconds: 0.5, "No café here.")]
        program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, long])
    }

    @Test func hitsAreLines() throws {
        expect(
            try program.run("search", "cafe"),
            output: """
                2 silence.wav [1:02:05.5] S1: No «café» here.
                1 2024 budget.flac [00:03.0] S1: Good morning. Let's discuss the «café»'s budget.

                """)
    }

    @Test func filtersNarrowTheSearch() throws {
        let second = "2 silence.wav [1:02:05.5] S1: No «café» here.\n"
        expect(try program.run("search", "cafe", "--limit", "1"), output: second)
        expect(try program.run("search", "cafe", "--recording", "2"), output: second)
        expect(
            try program.run("search", "the", "--speaker", "s2"),
            output: "1 2024 budget.flac [00:04.0] S2: «The» state-of-«the»-art one? I don't know.\n")
        expect(
            try program.run("search", "yes"), output: "1 2024 budget.flac [00:12.3] ?: «Yes».\n")
    }

    @Test func plainWordsNeedNoQuoting() throws {
        expect(
            try program.run("search", "don't state-of-the-art"),
            output: "1 2024 budget.flac [00:04.5] S2: The «state-of-the-art» one? I «don't» know.\n")
    }

    @Test func nothingFoundIsNoFailure() throws {
        expect(try program.run("search", "zebra"), errors: "whosaid: no matches\n")
    }

    @Test(arguments: [
        (["budget", "--speaker", "S2"], "; there are some without --speaker"),
        (["budget", "--speaker", "S9", "--recording", "1"], "; there are some without --speaker"),
        (["budget", "--speaker", "S2", "--recording", "2"], "; there are some without --speaker and --recording"),
        (["café", "--speaker", "S2", "--min-confidence", "0.1"], "; there are some without --speaker"),
        (["budget", "--recording", "2", "--after", "2000"], "; there are some without --recording"),
        (["zebra", "--speaker", "S2", "--before", "2030"], ""),
    ])
    func whatExcludesAllMatchesIsNamed(arguments: [String], told: String) throws {
        expect(try program.run(["search"] + arguments), errors: "whosaid: no matches\(told)\n")
    }

    @Test func otherQuotationMarksQuote() throws {
        for query in ["“don’t know”", "«don't know»", "„don’t know“"] {
            expect(
                try program.run("search", query),
                output: "1 2024 budget.flac [00:06.0] S2: The state-of-the-art one? I «don't know».\n")
        }
        expect(try program.run("search", "“know don't”"), errors: "whosaid: no matches\n")
    }

    @Test(arguments: [
        ("\"open", "a quotation mark is not closed; a phrase is written \"next week\"\n    \"open\n    ^"),
        (
            "budget AND",
            "AND needs a word on each side; to look for the word itself write it in small letters\n    budget AND\n"
                + "           ^"
        ),
        (
            "(budget",
            "a bracket is not closed, or closed but not opened; a group is written (cost OR price)\n    (budget\n    ^"
        ),
        (
            "a NEAR b",
            "NEAR needs two or more words in brackets, as in NEAR(budget spring) or NEAR(budget spring, 5); to look "
                + "for the word itself write it in small letters\n    a NEAR b\n      ^"
        ),
        ("?!", "there is no word in it; a word has a letter or a digit"),
        ("", "there is no word in it; a word has a letter or a digit"),
    ])
    func nonsenseIsAUsageError(query: String, reason: String) throws {
        expect(
            try program.run("search", query), status: 64, errors: "whosaid: cannot search for `\(query)`: \(reason)\n")
    }

    @Test func datesAndConfidenceNarrowTheSearch() throws {
        let second = "2 silence.wav [1:02:05.5] S1: No «café» here.\n"
        let time = "2024-05-06T08:00"
        expect(try program.run("search", "cafe", "--after", time, environment: ["TZ": "UTC"]), output: second)
        // Half past nine in Berlin is half past seven in UTC.
        expect(
            try program.run("search", "cafe", "--after", "2024-05-06T09:30", environment: ["TZ": "Europe/Berlin"]),
            output: second)
        #expect(
            try program.run("search", "cafe", "--before", time, environment: ["TZ": "UTC"]).output.hasPrefix("1 2024"))
        expect(
            try program.run("search", "cafe", "--after", "2025"),
            errors: "whosaid: no matches; there are some without --after\n")
        expect(
            try program.run("search", "cafe", "--min-confidence", "0.9"),
            errors: "whosaid: no matches; there are some without --min-confidence\n")
    }

    @Test func secondsAndZonesOfDatesCount() throws {
        // The second recording was first transcribed later than the first one was made, at 07:08:09 in UTC.
        let both = try program.run("search", "cafe", "--after", "2024-05-06T09:08:09+02:00")
        #expect(both.output.split(separator: "\n").count == 2)
        let second = try program.run("search", "cafe", "--after", "2024-05-06 07:08:09.5Z")
        #expect(second.output.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["--after", "--before"])
    func aDateThatIsNoneIsAnsweredWithTheForms(option: String) throws {
        let run = try program.run("search", "cafe", option, "2026-02-30")
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(
            run.errors.hasPrefix(
                "whosaid: The value '2026-02-30' is invalid for '\(option) <date>': that month has days 01 to 28; "
                    + "a date is written \(RecordingDate.forms)\n"))
    }

    @Test func theNewestRecordingComesFirstByTime() throws {
        #expect(try program.run("search", "cafe", "--order", "time", "--limit", "1").output.hasPrefix("2 silence.wav"))
        #expect(try program.run("search", "the", "--order", "time").output.contains("[00:02.5] S1"))
        #expect(try program.run("search", "cafe", "--order", "size").status == 64)
    }

    @Test func hitsStandWithinTheirContext() throws {
        expect(
            try program.run("search", "know OR here", "--context", "1", "--order", "time"),
            output: """
                2 silence.wav [1:02:06.0] S1: No café «here».

                1 2024 budget.flac [00:00.5] - S1: Good morning. Let's discuss the café's budget.
                1 2024 budget.flac [00:06.5] S2: The state-of-the-art one? I don't «know».
                1 2024 budget.flac [00:12.3] - ?: Yes.

                """)
    }

    @Test(arguments: TranscriptFixtures.hostileTexts.filter { !$0.utf8.contains(0) })
    func anyTextIsAQueryOrIsExplained(text: String) throws {
        for option in ["--speaker=\(text)", "--recording=\(text)", "--order=time"] {
            let run = try program.run("search", option, "--", text)
            #expect([0, 64, 66].contains(run.status), "\(run.errors)")
            #expect(!(run.output + run.errors).contains("\u{1B}"))
        }
    }

    @Test func anUnknownRecordingIsMissingInput() throws {
        let run = try program.run("search", "cafe", "--recording", "nowhere.wav")
        #expect(run.status == 66)
        #expect(run.output.isEmpty)
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let run = try program.run("search", "cafe", "--json", "--recording", "2")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let schema = try #require(Schemas.json(named: "search"))
        let document = try JSONDocument(text: run.output)
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        #expect(document["query"] == .string("cafe"))
        let hit = try #require(document["hits"]?[0])
        #expect(document["hits"]?[1] == nil)
        #expect(hit["recording_id"] == .number(2))
        #expect(hit["path"] == .string("/meetings/silence.wav"))
        #expect(hit["turn"] == .number(1))
        #expect(hit["recorded_at"] == .string("2024-05-06T08:00:00Z"))
        #expect(hit["confidence"] == .number(0.875))
        #expect(hit["matches"]?[0] == .object(["start": .number(3), "end": .number(7)]))
        #expect(hit["before"] == .array([]))
        #expect(hit["speaker"] == .string("S1"))
        #expect(hit["start"] == .number(3725))
        #expect(hit["end"] == .number(3726.5))
        #expect(hit["time"] == .number(3725.5))
        #expect(hit["matched_words"] == .array([.object(["start": .number(3725.5), "end": .number(3726)])]))
        #expect(hit["text"] == .string("No café here."))
        #expect(hit["snippet"]?[1] == .object(["text": .string("café"), "match": .bool(true)]))
        let nothing = try program.run("search", "zebra", "--json")
        #expect(nothing.errors.isEmpty)
        #expect(try JSONDocument(text: nothing.output)["hits"] == .array([]))
    }

    @Test func jsonHasTheContext() throws {
        let run = try program.run("search", "know", "--json", "--context", "1", "--order", "time")
        let schema = try #require(Schemas.json(named: "search"))
        let document = try JSONDocument(text: run.output)
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        let hit = try #require(document["hits"]?[0])
        #expect(hit["score"] == .null)
        #expect(hit["before"]?[0]?["turn"] == .number(1))
        #expect(hit["after"]?[0]?["text"] == .string("Yes."))
    }
}

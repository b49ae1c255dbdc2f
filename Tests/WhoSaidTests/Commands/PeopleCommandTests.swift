import ArchiveCore
import ArchivePeople
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@Suite struct PeopleCommandTests {
    private let program: WhoSaidProgram

    /// Ann's voice and another one in two recordings.
    init() throws {
        program = try WhoSaidProgram(
            holding: [1, 2].map { number in
                VoiceFixtures.meeting(
                    number,
                    [1, 10 + number].map { (VoiceFixtures.voice($0, deviation: 0.3, take: number), 20) })
            })
    }

    private func problems(_ run: ProgramRun, _ schema: String) throws -> [String] {
        try JSONSchemaValidator(schema: #require(Schemas.json(named: schema)).text).problems(in: run.output)
    }

    @Test func aNameIsShownEverywhere() throws {
        expect(
            try program.run("people", "list"),
            errors: "whosaid: no people are known yet; `whosaid people name` names a speaker\n")
        expect(
            try program.run("people", "name", "1", "s1", "Ann"),
            output: "recording 1: S1 is Ann\nrecording 2: S1 is Ann, by voice\n")
        #expect(try program.run("show", "2").output.hasPrefix("[00:00.0] Ann: Words of meeting 2\n[00:20.0] S2:"))
        #expect(try program.run("show", "2", "--labels").output.hasPrefix("[00:00.0] S1: Words of meeting 2\n"))
        expect(
            try program.run("search", "words", "--speaker", "ann", "--recording", "2"),
            output: "2 2.flac [00:00.0] Ann: «Words» of meeting 2\n")
        for format in [
            "txt", "md", "html", "srt", "vtt", "rttm", "stm", "ctm", "seglst", "csv", "tsv", "jsonl", "json",
        ] {
            let run = try program.run("export", "2", "--format", format)
            #expect(run.status == 0)
            // Words of CTM have no speaker.
            #expect(run.output.contains("Ann") == (format != "ctm"), "\(format)")
            if format != "json" && format != "jsonl" {
                #expect(!(try program.run("export", "2", "--format", format, "--labels").output.contains("Ann")))
            }
        }
        let json = try program.run("export", "2", "--format", "json")
        #expect(try problems(json, "transcript") == [])
        let speaker = try JSONDocument(text: json.output)["speakers"]?[0]
        #expect(speaker?["label"] == .string("S1"))
        #expect(speaker?["name"] == .string("Ann"))
        #expect(try problems(program.run("search", "words", "--json"), "search") == [])
        #expect(try program.run("stats").output.contains("\nAnn "))
        #expect(try program.run("stats", "2").output.contains("\nAnn "))
    }

    @Test func peopleAreListedAndShown() throws {
        _ = try program.run("people", "name", "1", "S1", "Ann")
        expect(
            try program.run("people"),
            output:
                "ID  RECORDINGS  BY VOICE  SAMPLES  PROFILE  NAME\n 1           2         1        0   40.0 s  Ann\n")
        let shown = try program.run("people", "show", "ANN").output
        #expect(shown.hasPrefix("1 Ann: profile of 40.0 s\n\nID  SPEAKER   ALONE  SCORE  DECISION  BY     PATH\n"))
        #expect(
            shown.hasSuffix(
                "listen to:\n/meetings/1.flac [00:00.0 - 00:20.0] Words of meeting 1\n"
                    + "/meetings/2.flac [00:00.0 - 00:20.0] Words of meeting 2\n"))
        #expect(try problems(program.run("people", "list", "--json"), "people") == [])
        #expect(try problems(program.run("people", "show", "1", "--json"), "people") == [])
    }

    @Test func decisionsAreMadeAndUndone() throws {
        _ = try program.run("people", "name", "1", "S1", "Ann")
        expect(
            try program.run("people", "name", "Ann", "Ann Smith"),
            output: "recording 1: S1 is Ann Smith\nrecording 2: S1 is Ann Smith, by voice\n")
        expect(try program.run("people", "name", "2", "S2", "Bob"), output: "recording 2: S2 is Bob\n")
        expect(try program.run("people", "assign", "1", "S2", "bob"), output: "recording 1: S2 is Bob\n")
        expect(
            try program.run("people", "split", "Bob", "Cleo", "1:S2"), output: "recording 1: S2 is Cleo\n")
        expect(try program.run("people", "merge", "Bob", "Cleo"), output: "recording 1: S2 is Bob\n")
        expect(try program.run("people", "assign", "1", "S2", "?"), output: "recording 1: S2 is nobody known\n")
        let lines = try program.run("people", "undo", "--history").output.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[1].hasSuffix("holds  1 speaker named Ann, person 1"))
        expect(
            try program.run("people", "undo"), output: "recording 1: S2 is Bob\n",
            errors: "whosaid: undid decision 8\n")
        expect(
            try program.run("people", "undo", "1"),
            output: "recording 1: S1 is nobody known\nrecording 2: S1 is nobody known\n",
            errors: "whosaid: undid decision 1\n")
        expect(
            try program.run("people", "undo", "1"), status: 64,
            errors: "whosaid: decision 1 is not there, was undone already, or is none to undo; "
                + "`whosaid people undo --history` shows all\n")
    }

    @Test func decisionsAreListedAsJSON() throws {
        expect(
            try program.run("people", "undo", "--history", "--json"),
            output: #"{"format": "whosaid-decisions", "version": 1, "decisions": []}"# + "\n")
        for arguments in [
            ["name", "1", "S1", "Ann"], ["name", "1", "S2", "Bob"], ["assign", "2", "S2", "Bob"],
            ["split", "Bob", "Cleo", "2:S2"], ["merge", "Bob", "Cleo"], ["name", "Bob", "Rob"],
            ["assign", "2", "S2", "?"],
            ["undo"],
        ] {
            #expect(try program.run(["people"] + arguments).status == 0)
        }
        try Archive(path: program.archivePath).save(
            VoiceFixtures.meeting(1, [(VoiceFixtures.voice(1, deviation: 0.3, take: 9), 20)]))
        let run = try program.run("people", "undo", "--history", "--json")
        #expect(try problems(run, "decisions") == [])
        let decisions = try #require(try JSONDocument(text: run.output)["decisions"])
        let kinds = (0..<9).map { decisions[$0]?["kind"] }
        #expect(
            kinds
                == ["create", "match", "create", "assign", "split", "merge", "rename", "release", "carry"].map {
                    .string($0)
                })
        #expect(decisions[9] == nil)
        #expect(decisions[0]?["speakers"]?[0]?["label"] == .string("S1"))
        #expect(decisions[1]?["cause"] == .number(1))
        #expect(decisions[1]?["person_id"] == .number(1))
        #expect(decisions[1]?["speakers"]?[0]?["recording_id"] == .number(2))
        #expect(decisions[1]?["speakers"]?[0]?["score"] != nil)
        #expect(decisions[4]?["person_id"] == .number(5))
        #expect(decisions[4]?["other_person_id"] == .number(3))
        #expect(decisions[7]?["holds"] == .bool(false))
        #expect(decisions[8]?["speakers"]?[0]?["run"] == .number(3))
        #expect(decisions[8]?["speakers"]?[0]?["former"]?["run"] == .number(1))
    }

    @Test func voicesAreSuggested() throws {
        expect(
            try program.run("people", "suggest"),
            errors: "whosaid: no suggestions: no unassigned voice resembles a known person\n")
        _ = try program.run("people", "name", "1", "S1", "Ann")
        _ = try program.run("people", "assign", "2", "S1", "?")
        let run = try program.run("people", "suggest")
        #expect(run.output.hasPrefix("ID  SPEAKER   ALONE  SCORE  PERSON  DOUBT    PATH\n 2  S1       20.0 s   0.9"))
        #expect(run.output.hasSuffix("  Ann     refused  /meetings/2.flac\n"))
        #expect(try program.run("people", "suggest", "1").output.isEmpty)
        #expect(try problems(program.run("people", "suggest", "--json"), "suggestions") == [])
    }

    @Test func aPersonIsForgotten() throws {
        _ = try program.run("people", "name", "1", "S1", "Ann")
        expect(
            try program.run("people", "forget", "ann"),
            errors: "whosaid: erased the name and 2 voices of 2 recordings, and 0 entries of the stage cache\n")
        #expect(try program.run("people").output.isEmpty)
        #expect(try program.run("show", "1").output.hasPrefix("[00:00.0] S1:"))
        expect(
            try program.run("people", "forget"),
            errors: "whosaid: \(program.archivePath) was rewritten and contains no deleted data\n")
    }

    @Test(.enabled(if: TestResources.models != nil))
    func aSampleMakesAPersonKnown() throws {
        let sample = try program.copySample("two_cities.wav", to: "voice.wav")
        let run = try program.run("people", "enrol", "Narrator", sample)
        #expect(run.status == 0)
        #expect(run.errors.contains("s of speech\n"))
        let person = try #require(try Archive(path: program.archivePath).people().first)
        #expect(person.name == "Narrator")
        #expect(person.sampleCount == 1 && person.profileSeconds > 20)
        #expect(try program.run("list").output.contains("voice.wav") == false)
        #expect(try program.run("people", "enrol", "Nobody", "none.wav").status == 66)
    }

    @Test(arguments: [
        ["name", "1", "Ann"], ["name", "1", "S9", "Ann"], ["name", "1", "S1", "S2"], ["name", "1", "S1", ""],
        ["assign", "1", "S1", "Ann"], ["merge", "Ann", "Bob"], ["split", "Ann", "Bob", "1:S1"], ["show", "Ann"],
        ["forget", "Ann"], ["undo"], ["undo", "7"], ["name", "Ann"], ["split", "Ann", "Bob", "S1"],
        ["undo", "1", "--history"], ["undo", "--json"], ["suggest", "--limit", "0"],
    ])
    func whatCannotBeIsAUsageError(arguments: [String]) throws {
        let run = try program.run(["people"] + arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty && run.errors.hasPrefix("whosaid: "))
        #expect(try Archive(path: program.archivePath).peopleEvents().isEmpty)
    }

    @Test(arguments: TranscriptFixtures.hostileTexts.filter { !$0.utf8.contains(0) })
    func anyNameIsAName(name: String) throws {
        let named = try program.run(["people", "name", "1", "S1", "--", name])
        let isName = named.status == 0
        #expect(isName || named.errors.contains("cannot be the name of a person"))
        guard isName else { return }
        let stored = try #require(try Archive(path: program.archivePath).people().first).name
        for arguments in [
            ["people", "list"], ["people", "show", "--", stored], ["people", "suggest"],
            ["people", "undo", "--history"],
            ["show", "1"], ["search", "words", "--speaker=\(stored)"], ["stats"], ["stats", "1"],
            ["people", "assign", "1", "S2", "--", stored], ["people", "name", "2", "S2", "--", "Bob"],
            ["people", "merge", "--", stored, "Bob"], ["people", "split", "--", stored, "Bob", "2:S2"],
            ["export", "1", "--format", "csv"], ["people", "undo"], ["people", "forget", "--", stored],
        ] {
            let run = try program.run(arguments)
            #expect(run.status == 0, "\(arguments) \(run.errors)")
            let isPlain = (run.output + run.errors).unicodeScalars.allSatisfy {
                $0 == "\n" || $0.properties.generalCategory != .control
            }
            #expect(isPlain || arguments.contains("csv"))
        }
        #expect(try Archive(path: program.archivePath).integrityProblems().isEmpty)
        #expect(try Archive(path: program.archivePath).people().isEmpty)
    }

    @Test func namesAreInertInPages() throws {
        _ = try program.run("people", "name", "1", "S1", "<script>alert(1)</script>")
        let page = try program.run("export", "1", "--format", "html").output
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)"))
        _ = try program.run("people", "name", "2", "S2", "=1+1")
        #expect(try program.run("export", "2", "--format", "csv").output.contains(",'=1+1,"))
    }
}

import ArchiveCore
import RecordingStorage
import Schemas
import TestSupport
import Testing
import Transcript

@Suite struct EditCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting]) }

    @Test func aTurnIsCorrectedEverywhere() throws {
        expect(
            try program.run("edit", "1", "--turn", "3", "--text", "No way."), output: "[00:12.3] ?: No way.\n")
        expect(try program.run("edit", "1", "--turn", "3", "--speaker", "s2"), output: "[00:12.3] S2: No way.\n")
        #expect(try program.run("show", "1").output.hasSuffix("[00:12.3] S2: No way.\n"))
        #expect(try program.run("show", "1", "--original").output.hasSuffix("[00:12.3] ?: Yes.\n"))
        #expect(try program.run("export", "1", "--format", "txt").output.hasSuffix("[00:12.3] S2: No way.\n"))
        expect(try program.run("search", "way"), output: "1 2024 budget.flac [00:12.4] S2: No «way».\n")
        expect(try program.run("edit", "1", "--undo"), errors: "whosaid: undid correction 2\n")
        expect(try program.run("edit", "1", "--undo"), errors: "whosaid: undid correction 1\n")
        #expect(try program.transcript(1) == TranscriptFixtures.meeting)
        expect(
            try program.run("edit", "1", "--undo"), status: 64,
            errors: "whosaid: cannot correct recording 1: nothing in it was corrected, or all of it has been undone\n")
    }

    @Test func turnsHaveNumbers() throws {
        #expect(try program.run("show", "1", "--numbers").output.hasPrefix("1 [00:00.5] S1: Good morning."))
    }

    @Test func theHistoryIsShown() throws {
        expect(try program.run("edit", "1", "--history"), errors: "whosaid: recording 1 has no corrections\n")
        _ = try program.run("edit", "1", "--turn", "3", "--text", "No\u{1B}[31m way.")
        _ = try program.run("edit", "1", "--turn", "1", "--speaker", "?")
        _ = try program.run("edit", "1", "--undo")
        let lines = try program.run("edit", "1", "--history").output.split(separator: "\n")
        #expect(lines[0].hasPrefix("NO  MADE"))
        #expect(lines[1].hasSuffix("00:12.3  applied  Yes. → No [31m way."))
        #expect(lines[2].contains("00:00.5  undone   S1 → ?: Good morning."))
        let document = try JSONDocument(text: try program.run("edit", "1", "--history", "--json").output)
        let schema = try #require(Schemas.json(named: "edits"))
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        #expect(document["edits"]?[0]?["state"] == .string("applied"))
        #expect(document["edits"]?[1]?["speaker"] == .null)
    }

    @Test func whatHasNoPlaceAnyMoreIsReported() throws {
        _ = try program.run("edit", "1", "--turn", "3", "--text", "No way.")
        try Archive(path: program.archivePath).save(
            TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 12, wordSeconds: 1, "Other words.")]))
        let run = try program.run("show", "1")
        #expect(run.output == "[00:12.0] S1: Other words.\n")
        #expect(
            run.errors == "whosaid: 1 correction has no place in this transcript; `whosaid edit 1 --history` shows it\n"
        )
        #expect(
            try program.run("edit", "1", "--history").output.contains("not applied: other words are at its place"))
    }

    @Test(arguments: [
        (
            ["--turn", "9", "--text", "a"],
            "there is no turn 9; turns go from 1 to 3, as `whosaid show --numbers` prints them"
        ),
        (
            ["--turn", "9223372036854775807", "--speaker", "S2"],
            "there is no turn 9223372036854775807; turns go from 1 to 3, as `whosaid show --numbers` prints them"
        ),
        (["--turn", "1", "--text", " "], "a turn needs words"),
        (["--turn", "1", "--speaker", "S7"], "nobody in it is called `S7`; there are S1, S2, ?, where ? is nobody"),
        (["--turn", "1", "--speaker", "S1"], "turn 1 is so already"),
    ])
    func whatCannotBeIsAUsageError(arguments: [String], reason: String) throws {
        expect(
            try program.run(["edit", "1"] + arguments), status: 64,
            errors: "whosaid: cannot correct recording 1: \(reason)\n")
    }

    @Test(arguments: [
        [], ["--turn", "1"], ["--text", "a"], ["--turn", "1", "--text", "a", "--speaker", "S1"],
        ["--turn", "0", "--text", "a"], ["--turn=-9223372036854775808", "--text", "a"],
        ["--undo", "--history"], ["--undo", "--turn", "1", "--text", "a"], ["--undo", "--json"],
    ])
    func optionsHaveToFit(options: [String]) throws {
        #expect(try program.run(["edit", "1"] + options).status == 64)
        #expect(try program.transcript(1) == TranscriptFixtures.meeting)
    }

    @Test(arguments: TranscriptFixtures.hostileTexts.filter { !$0.isEmpty && !$0.utf8.contains(0) })
    func anyTextCanBeWritten(text: String) throws {
        let run = try program.run("edit", "1", "--turn", "1", "--text=\(text)")
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.status == 0 || run.errors.contains("a turn needs words"))
        #expect(try program.run("edit", "1", "--history").status == 0)
        #expect(try program.run("show", "1").status == 0)
    }
}

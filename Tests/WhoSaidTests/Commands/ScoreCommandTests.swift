import Schemas
import TestSupport
import Testing
import Transcript

@Suite struct ScoreCommandTests {
    /// The program with a reference and a hypothesis of one recording in its folder.
    private func program() throws -> WhoSaidProgram {
        let program = try WhoSaidProgram()
        try program.folder.write("m 1 A 0 2 The colour, twenty one!\nn 1 B 0 1 yes\n", to: "ref.stm")
        try program.folder.write("SPEAKER m 1 0 2 <NA> <NA> A <NA> <NA>\n", to: "ref.rttm")
        try program.folder.write("m 1 x 0 2 the color 21\n", to: "hyp.stm")
        try program.folder.write("SPEAKER m 1 0.5 2 <NA> <NA> x <NA> <NA>\n", to: "hyp.rttm")
        try program.folder.write("m 1 0 2\n", to: "all.uem")
        return program
    }

    private let sides = ["--reference", "ref.stm", "ref.rttm", "--hypothesis", "hyp.stm", "hyp.rttm"]

    @Test func tablesGoToStandardOutputAndNotesToStandardError() throws {
        let run = try program().run(
            ["score"] + sides + ["--uem", "all.uem", "--normalization", "english", "--alignment"])
        expect(
            run,
            output: """
                Normalization english: NFKC, lower case, no accents, no punctuation, nothing in brackets; contractions and \
                titles written out, numbers, ordinals, currency and per cent as digits, American spelling, fillers left out
                tcpWER: words paired within 5 s
                DER: collar 0 s on each side of a boundary, overlap scored, within the evaluation map, rules of pyannote

                recording  words  WER %  sub  del  ins  cpWER %  tcpWER %  ORC-WER %  WDER %  speakers
                ---------  -----  -----  ---  ---  ---  -------  --------  ---------  ------  --------
                m              3   0.00    0    0    0     0.00      0.00       0.00    0.00    1 of 1

                recording  speech s  DER %  miss %  FA %  conf %  JER %  speakers
                ---------  --------  -----  ------  ----  ------  -----  --------
                m              2.00  25.00   25.00  0.00    0.00  25.00    1 of 1

                m
                ref:  the color 21
                hyp:  the color 21


                """,
            errors: "whosaid: n: not in the evaluation map, left out\n")
    }

    @Test func jsonKeepsItsSchema() throws {
        let schema = try JSONSchemaValidator(schema: #require(Schemas.json(named: "score")).text)
        for more in [
            ["--times"], ["--alignment", "--calibration", "--without-fillers"],
            ["--uem", "all.uem", "--collar", "0.25", "--skip-overlap"],
        ] {
            let run = try program().run(["score"] + sides + ["--json"] + more)
            #expect(run.status == 0)
            #expect(try schema.problems(in: run.output) == [])
        }
    }

    /// The archive's recordings are named by their files, as the references name them.
    @Test func anArchiveScoresAsItsExportsDo() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        #expect(try program.run("export", "1", "--output", "2024 budget.json").status == 0)
        try program.folder.write(
            "2024_budget 1 A 0 4 good morning let's discuss the budget\n2024_budget 1 B 4 8 the art one\n",
            to: "ref.stm")
        let runs = try ["2024 budget.json", program.archivePath].map { file in
            try program.run(
                "score", "--reference", "ref.stm", "--hypothesis", file, "--json", "--times", "--calibration",
                "--alignment")
        }
        #expect(runs[0].status == 0 && runs[0].output.contains("\"confidence\": 0.875"))
        expect(runs[1], output: runs[0].output, errors: runs[0].errors)
        // Two archives: what a newer run says against what an older one said.
        let same = try program.run(
            "score", "--reference", program.archivePath, "--hypothesis", program.archivePath, "--markdown")
        #expect(same.status == 0 && same.output.contains("| all         |    17 |  0.00 |"))
    }

    @Test func anArchiveWithoutTheRecordingIsAUsageError() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, TranscriptFixtures.silence])
        try program.folder.write("other 1 A 0 4 good morning\n", to: "other.stm")
        expect(
            try program.run("score", "--reference", "other.stm", "--hypothesis", program.archivePath), status: 64,
            errors: """
                whosaid: the reference speaks of other, the hypothesis of 2024_budget, silence; recordings must have the \
                same name on both sides

                """)
    }

    @Test func twoRecordingsOfOneNameAreAUsageError() throws {
        var twin = TranscriptFixtures.silence
        twin.recording.path = "/elsewhere/2024 budget.flac"
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting, twin])
        try program.folder.write("2024_budget 1 A 0 4 good morning\n", to: "ref.stm")
        expect(
            try program.run("score", "--reference", "ref.stm", "--hypothesis", program.archivePath), status: 64,
            errors: """
                whosaid: \(program.archivePath): 2024_budget is there more than once; export the one that is meant as \
                JSON and give that instead

                """)
    }

    @Test(
        arguments: [
            (["--reference", "no.stm", "--hypothesis", "hyp.stm"], 66, "no.stm: no such file"),
            (
                ["--reference", "bad.stm", "--hypothesis", "hyp.stm"], 65,
                "bad.stm:2: start \"x\" is no time in seconds from 0 to 1000000000"
            ),
            (
                ["--reference", "ref.rttm", "--hypothesis", "hyp.stm"], 64,
                "one side says only who speaks when, the other only who says what; give words (STM, CTM, JSON) or speech "
                    + "(RTTM, JSON) on both"
            ),
        ] as [([String], Int32, String)])
    func errorsHaveTheirExitCode(arguments: [String], status: Int32, message: String) throws {
        let program = try program()
        try program.folder.write(";;\nm 1 A x 2 hi\n", to: "bad.stm")
        expect(try program.run(["score"] + arguments), status: status, errors: "whosaid: \(message)\n")
    }

    @Test func optionsThatMakeNoSenseAreUsageErrors() throws {
        for more in [["--json", "--markdown"], ["--collar", "-1"], ["--normalization", "welsh"]] {
            #expect(try program().run(["score"] + sides + more).status == 64)
        }
    }
}

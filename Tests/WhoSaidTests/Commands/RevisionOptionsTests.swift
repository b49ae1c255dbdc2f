import TestSupport
import Testing
import Transcript

/// `--vocabulary` and `--redact` of the commands that have them.
@Suite struct RevisionOptionsTests {
    private let program: WhoSaidProgram

    init() throws {
        program = try WhoSaidProgram(holding: [
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "Ada runs cooper netties."),
                TranscriptFixtures.turn(1, start: 5, wordSeconds: 1, "Mail bob@example.com or 555-123-4567 now."),
            ])
        ])
        try program.folder.write("# ours\ncooper netties => Kubernetes\n", to: "words.txt")
        try program.folder.write("Ada\n# not a name\n\n", to: "names.txt")
    }

    @Test func aVocabularyCorrectsWhatIsShown() throws {
        #expect(
            try program.run("show", "1", "--vocabulary", "words.txt").output.hasPrefix(
                "[00:00.0] S1: Ada runs Kubernetes.\n"))
        let ctm = try program.run("export", "1", "--format", "ctm", "--vocabulary", "words.txt").output
        #expect(ctm.contains(" 2.000 2.000 Kubernetes. 1.0000\n"))
        #expect(try program.run("show", "1").output.contains("cooper netties"))
    }

    /// Each process has another seed, so that an order of a set or dictionary would be seen.
    @Test func theFirstOfEqualEntriesCountsInEveryProcess() throws {
        try program.folder.write("Ada's => Augusta's\nAda => Adah\n", to: "first.txt")
        try program.folder.write("Ada => Adah\nAda's => Augusta's\n", to: "second.txt")
        let turn = TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, "Ada's own")
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting(turns: [turn])])
        for (file, expected) in [("first.txt", "Augusta's own"), ("second.txt", "Adah's own")] {
            let path = self.program.folder.file(file)
            for seed in ["1", "1", "", "", "", "", "", ""] {
                let environment = seed.isEmpty ? [:] : ["SWIFT_DETERMINISTIC_HASHING": seed]
                expect(
                    try program.run(["show", "1", "--vocabulary", path], environment: environment),
                    output: "[00:00.0] S1: \(expected)\n")
            }
        }
    }

    @Test func aRightSpellingFindsTheWrongOne() throws {
        expect(
            try program.run("search", "kubernetes", "--vocabulary", "words.txt"),
            output: "1 2024 budget.flac [00:02.0] S1: Ada runs «Kubernetes.»\n")
        expect(
            try program.run("search", "mail", "--vocabulary", "words.txt", "--context", "1"),
            output: """
                1 2024 budget.flac [00:00.0] - S1: Ada runs Kubernetes.
                1 2024 budget.flac [00:05.0] S2: «Mail» bob@example.com or 555-123-4567 now.

                """)
        expect(try program.run("search", "kubernetes"), errors: "whosaid: no matches\n")
    }

    @Test func exportsAreRedacted() throws {
        let run = try program.run(
            "export", "1", "--format", "json", "--redact", "email,phone,card,names", "--redact-names", "names.txt")
        #expect(run.status == 0)
        for secret in ["Ada", "bob", "555"] { #expect(!run.output.contains(secret)) }
        for sign in ["[name]", "[email]", "[phone]"] { #expect(run.output.contains("\"text\": \"\(sign)\"")) }
        #expect(
            try program.run("export", "1", "--format", "txt", "--redact", "names", "--redact-name", "ada").output
                .contains("S1: [name] runs cooper netties."))
        #expect(
            try program.run("export", "1", "--format", "txt", "--redact", "email").output
                .contains("Ada runs"))
    }

    @Test(arguments: [
        ["--redact", "everything"], ["--redact", ""], ["--redact", "names"], ["--redact-name", "Ada"],
        ["--redact", "email", "--redact-names", "names.txt"],
    ])
    func optionsHaveToFit(options: [String]) throws {
        let run = try program.run(["export", "1", "--format", "txt"] + options)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
    }

    @Test func filesThatCannotBeUsedAreNamed() throws {
        expect(
            try program.run("show", "1", "--vocabulary", "none.txt"), status: 66,
            errors: "whosaid: none.txt: no such file\n")
        try program.folder.write("a => b\nwhat\n", to: "bad.txt")
        expect(
            try program.run("show", "1", "--vocabulary", "bad.txt"), status: 65,
            errors: "whosaid: bad.txt, line 2: write `wrong => right`, or a tab between the two\n")
        expect(
            try program.run("show", "1", "--vocabulary", "."), status: 74,
            errors: "whosaid: cannot read .: it is no readable file; check its permissions\n")
        expect(
            try program.run("search", "a", "--vocabulary", "archive.db"), status: 74,
            errors: "whosaid: cannot read archive.db: it is not UTF-8 text; convert it to UTF-8\n")
    }

    @Test(arguments: TranscriptFixtures.hostileTexts) func hostileFilesAndNamesAreTextAlone(text: String) throws {
        try program.folder.write("cooper => \(text)\n", to: "hostile.txt")
        try program.folder.write(text, to: "hostile-names.txt")
        for arguments in [
            ["show", "1", "--vocabulary", "hostile.txt"], ["search", "mail", "--vocabulary", "hostile.txt"],
            [
                "export", "1", "--format", "md", "--vocabulary", "hostile.txt", "--redact", "names", "--redact-names",
                "hostile-names.txt",
            ],
        ] {
            let run = try program.run(arguments)
            #expect(run.status == 0 || (run.status == 65 && run.errors.contains("hostile.txt, line ")))
            #expect(!(run.output + run.errors).contains("\u{1B}"))
        }
    }
}

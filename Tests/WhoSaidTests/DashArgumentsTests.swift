import TestSupport
import Testing
import Transcript

@testable import whosaid

@Suite struct DashArgumentsTests {
    @Test(arguments: [
        [], ["-h"], ["transcribe", "-h"], ["show", "--numbers", "1"], ["-"], ["search", "a", "--context", "-1"],
        ["-1.5"], ["search", "--", "-dash"], ["--help"],
        ["edit", "1", "--text=-dash"], ["transcribe", "./-dash.wav"], ["transcribe", "a-b.wav"],
    ])
    func otherArgumentsPass(arguments: [String]) throws { try DashArguments.check(arguments) }

    @Test(arguments: ["-dash.wav", "-help", "-d", "-1h", "-hh", "-\u{1B}[31m"])
    func whatIsNoOptionIsRefused(argument: String) {
        for arguments in [[argument], ["transcribe", argument], ["show", "--", "x"].prefix(1) + [argument]] {
            #expect(throws: CommandError.unknownOption(argument)) { try DashArguments.check(Array(arguments)) }
        }
    }

    @Test(arguments: [
        "transcribe", "show", "list", "search", "export", "import", "stats", "sql", "edit", "people", "people list",
        "people enrol", "jobs", "jobs show", "review", "compare", "score", "remove", "models", "cache", "schema",
        "doctor", "work",
    ])
    func aFileThatBeginsWithADashIsNeverARequestForHelp(command: String) throws {
        let program = try WhoSaidProgram()
        try program.folder.write("sound", to: "-dash.wav")
        let run = try program.run(command.split(separator: " ").map(String.init) + ["-dash.wav"])
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(
            run.errors.hasPrefix(
                "whosaid: unknown option `-dash.wav`; to name a file, write ./-dash.wav; "))
    }
}

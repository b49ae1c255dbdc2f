import TestSupport
import Testing

@testable import whosaid

@Suite struct CommandLineParsingTests {
    @Test(arguments: [
        (["search", "x", "--limit", "-1"], "--limit must be at least 1"),
        (["search", "x", "--min-confidence", "-.5"], "--min-confidence needs a number from 0 to 1"),
        (["edit", "1", "--text", "a", "--turn", "-3"], "--turn must be at least 1"),
        (
            ["transcribe", "--dash"],
            "unknown option `--dash`; did you mean `--watch`? Otherwise: to name a file, write ./--dash;"
        ),
        (["transcribe", "a.wav", "--dash"], "unknown option `--dash`; did you mean `--watch`? "),
        (["transcribe", "--zzzzzzzzzzzz.wav"], "unknown option `--zzzzzzzzzzzz.wav`; to name a file"),
        (["transcribe"], "Missing expected argument"),
        (["list", "--jsom"], "unknown option `--jsom`; did you mean `--json`? "),
        (["help", "nope"], "there is no command `nope`; `whosaid` has transcribe, "),
        (["help", "jobs", "nope"], "there is no command `nope`; `jobs` has list, "),
        (["help", "list", "nope"], "there is no command `nope`; `list` has none"),
    ])
    func mistakesAreCalledByTheirName(arguments: [String], message: String) throws {
        let run = try WhoSaidProgram().run(arguments)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("whosaid: \(message)"), "\(run.errors)")
    }

    @Test(arguments: [["help"], ["help", "jobs", "list"], ["help", "help"], ["help", "search", "--version"]])
    func helpIsGiven(arguments: [String]) throws {
        let run = try WhoSaidProgram().run(arguments)
        #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
    }

    @Test func onlyValuesOfOptionsAreJoined() {
        #expect(
            CommandLineParsing.joiningNegativeNumbers(["a", "-1", "--b", "-2", "--c=d", "-3", "--", "--e", "-4"])
                == ["a", "-1", "--b=-2", "--c=d", "-3", "--", "--e", "-4"])
    }
}

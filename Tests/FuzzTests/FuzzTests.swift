import Foundation
import TestSupport
import Testing

/// A bounded number of rounds of every target of `scripts/fuzz`.
///
/// The seed is fixed, so that a test does not fail by chance; `WHOSAID_FUZZ_SEED` and `WHOSAID_FUZZ_ROUNDS` set others.
/// Inputs that once ended the process are tests of the reader's own suite.
@Suite struct FuzzTests {
    @Test func noInputEndsTheProcess() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["WHOSAID_FUZZ_SEED"] ?? "14"
        let rounds = environment["WHOSAID_FUZZ_ROUNDS"] ?? "1500"
        let folder = try ScratchFolder()
        let run = try ProgramRun(
            Self.program(), ["--rounds", rounds, "--seed", seed, "--output", folder.file("finds")])
        print(run.output)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("seed \(seed)\n"))
        // Every target has read some input to the end: none refuses every input at its beginning.
        let lines = run.output.split(separator: "\n").dropFirst()
        #expect(lines.count >= 15)
        for line in lines {
            let fields = try #require(line.firstMatch(of: /^([\w-]+): (\d+) rounds in [\d.]+ s, (\d+) read, 0 finds$/))
            let (ran, read) = (Int(fields.2), Int(fields.3))
            #expect(ran ?? 0 > 0 && read ?? 0 > 0, "\(line)")
        }
    }

    /// An input depends on target, seed and round alone.
    @Test func aRoundCanBeMadeAgain() throws {
        let folder = try ScratchFolder()
        func input(_ round: Int, seed: Int) throws -> Data {
            let run = try ProgramRun(
                Self.program(),
                [
                    "--target", "import-json", "--seed", "\(seed)", "--round", "\(round)", "--output",
                    folder.file("input"),
                ])
            #expect(run.status == 0, "\(run.errors)")
            return try Data(contentsOf: URL(filePath: folder.file("input")))
        }
        #expect(try input(500, seed: 1) == input(500, seed: 1))
        #expect(try input(500, seed: 1) != input(500, seed: 2))
        #expect(try input(500, seed: 1) != input(501, seed: 1))
    }

    /// Built into the folder that holds the tests.
    private static func program() throws -> String {
        for start in [Bundle.main.executablePath, ProcessInfo.processInfo.arguments.first].compactMap(\.self) {
            var folder = URL(filePath: start).resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appending(path: "whosaid-fuzz").path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
                folder.deleteLastPathComponent()
            }
        }
        throw MissingProgram()
    }

    private struct MissingProgram: Error {}
}

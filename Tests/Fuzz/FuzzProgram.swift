import ArgumentParser
import Foundation

/// Where the program begins.
@main
enum FuzzEntry {
    static func main() {
        #if GUIDED
            GuidedFuzzing.runIfAsked()
        #endif
        FuzzProgram.main()
    }
}

/// Tries seeded mutations of valid inputs on every reader of bytes from outside. `scripts/fuzz` builds and runs it.
struct FuzzProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Try mutated inputs on every reader of bytes from outside.",
        discussion: """
            An input that ends the process, hangs or breaks a promise is kept, made smaller and named with what makes it \
            again. The exit code is 1 where something was found.
            """, subcommands: [Rounds.self, Worker.self, CorpusCommand.self], defaultSubcommand: Rounds.self)
}

/// `fuzz`: all targets, or one.
struct Rounds: ParsableCommand {
    @Option(help: "Rounds for each target; some that are slow get fewer.") var rounds: Int?
    @Option(help: "Seconds for each target, instead of a number of rounds.") var seconds: Double?
    @Option(help: "What the inputs depend on (default: the time).") var seed: UInt64?
    @Option(help: "Only this target; may be repeated.") var target: [String] = []
    @Option(help: "With --target and --seed: write the input of this round to --output and stop.") var round: Int?
    @Option(help: "Where inputs that were found are kept.") var output = "fuzz-finds"
    @Flag(help: "List the targets.") var list = false

    func validate() throws {
        guard rounds.map({ $0 > 0 }) ?? true, round.map({ $0 >= 0 }) ?? true,
            seconds.map({ (0.1...1e6).contains($0) }) ?? true
        else { throw ValidationError("rounds and seconds must be above 0") }
        for name in target where !FuzzTarget.all.contains(where: { $0.name == name }) {
            throw ValidationError("there is no target \(name); see --list")
        }
        guard round == nil || (target.count == 1 && seed != nil) else {
            throw ValidationError("--round needs --target and --seed")
        }
    }

    func run() throws {
        if list { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
        let seed = seed ?? UInt64(Date().timeIntervalSince1970)
        let targets = FuzzTarget.all.filter { target.isEmpty || target.contains($0.name) }
        if let round, let first = targets.first {
            let worker = FuzzWorker(target: first, seed: seed, limits: FuzzLimits())
            try Data(worker.input(round: round)).write(to: URL(filePath: output))
            return
        }
        print("seed \(seed)")
        var findCount = 0
        for target in targets {
            let start = Date()
            let outcome = try FuzzRun(target: target, seed: seed, output: output).run(
                rounds: seconds == nil ? max(1, Int(Double(rounds ?? 2000) * target.share)) : nil,
                until: seconds.map { start.addingTimeInterval($0) })
            findCount += outcome.finds.count
            let time = String(format: "%.1f", Date().timeIntervalSince(start))
            print(
                "\(target.name): \(outcome.rounds) rounds in \(time) s, \(outcome.read) read, \(outcome.finds.count) finds"
            )
        }
        if findCount > 0 { throw ExitCode.failure }
    }
}

/// `fuzz worker`: the child process of a run.
struct Worker: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

    @Option var target: String
    @Option var seed: UInt64 = 0
    @Option var from = 0
    @Option var to = 0
    @Option var status = ""
    @Option var input: String?

    func run() throws {
        guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
            throw ValidationError("there is no target \(target)")
        }
        let worker = FuzzWorker(target: target, seed: seed, limits: FuzzLimits())
        do {
            if let input {
                print(try worker.run(input: [UInt8](Data(contentsOf: URL(filePath: input)))) ? "read" : "refused")
            } else {
                let counts = try worker.run(from..<to, statusPath: status)
                print("\(counts.read) \(counts.refused)")
            }
        } catch let error as Broken {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(FuzzWorker.brokenStatus)
        }
    }
}

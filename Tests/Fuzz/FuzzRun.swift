import Foundation

/// The parent process: starts workers, and when an input ends one, says which, keeps it and goes on behind it.
struct FuzzRun {
    let target: FuzzTarget
    let seed: UInt64
    /// Folder for inputs that were found.
    let output: String
    /// After this many finds a target is stopped.
    private static let maxFinds = 25

    struct Outcome {
        var rounds = 0
        var read = 0
        /// Place in the source, or what is known of the find, by first input.
        var finds: [(cause: String, round: Int, path: String)] = []
    }

    /// Runs rounds, or as many as there is time for.
    func run(rounds: Int?, until deadline: Date?) throws -> Outcome {
        var outcome = Outcome()
        var next = 0
        let step = rounds == nil ? 500 : .max
        while next < rounds ?? .max, deadline.map({ Date() < $0 }) ?? true, outcome.finds.count < Self.maxFinds {
            let end = min(rounds ?? .max, next.addingReportingOverflow(step).overflow ? .max : next + step)
            let (ending, output, reached) = try work(next..<end)
            if ending == .exited(0) {
                outcome.read += output.split(separator: " ").first.flatMap { Int($0) } ?? 0
                next = end
                continue
            }
            outcome.read += reached.read
            try add(ending, round: reached.round, to: &outcome)
            next = reached.round + 1
        }
        outcome.rounds = next
        return outcome
    }

    private func add(_ ending: Ending, round: Int, to outcome: inout Outcome) throws {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        let path = "\(output)/\(target.name)-\(seed)-\(round)"
        let worker = FuzzWorker(target: target, seed: seed, limits: FuzzLimits())
        var input = try worker.input(round: round)
        try Data(input).write(to: URL(filePath: path))
        let cause = try cause(of: path, ending)
        guard !outcome.finds.contains(where: { $0.cause == cause }) else {
            return try FileManager.default.removeItem(atPath: path)
        }
        try shrink(&input, at: path, cause)
        outcome.finds.append((cause, round, path))
        FileHandle.standardError.write(
            Data("found: --target \(target.name) --seed \(seed) --round \(round): \(cause)\n  \(path)\n".utf8))
    }

    /// Takes out of an input what the find does not need, in ever smaller pieces, for as long as it costs little.
    private func shrink(_ input: inout [UInt8], at path: String, _ cause: String) throws {
        let candidate = path + ".smaller"
        var triesLeft = 60
        var piece = max(1, input.count / 2)
        while piece >= 1, triesLeft > 0 {
            var place = 0
            var hasShrunk = false
            while place < input.count, triesLeft > 0 {
                var smaller = input
                smaller.removeSubrange(place..<min(input.count, place + piece))
                try Data(smaller).write(to: URL(filePath: candidate))
                triesLeft -= 1
                let ending = try start(["--target", target.name, "--input", candidate], traces: false).ending
                if ending != .exited(0), try self.cause(of: candidate, ending) == cause {
                    input = smaller
                    hasShrunk = true
                } else {
                    place += piece
                }
            }
            if piece == 1, !hasShrunk { break }
            piece = max(1, piece / 2)
        }
        try Data(input).write(to: URL(filePath: path))
        if FileManager.default.fileExists(atPath: candidate) { try FileManager.default.removeItem(atPath: candidate) }
    }

    /// Where in the program's sources an input ends the process, or else how it does.
    private func cause(of path: String, _ ending: Ending) throws -> String {
        if ending == .signal(SIGALRM) { return "hangs" }
        let trace = try start(["--target", target.name, "--input", path], traces: true).errors
        guard case .signal(let signal) = ending else {
            return "a promise is broken: " + trace.prefix { $0 != ":" && !$0.isNewline }.filter { !$0.isNumber }
        }
        let fatal = trace.split(separator: "\n").first { $0.contains("Fatal error") || $0.contains("runtime failure") }
        let place = trace.split(separator: "\n").first { $0.contains("/Sources/") && !$0.contains("checkouts") }
            .flatMap { line in line.range(of: "/Sources/").map { String(line[$0.upperBound...]) } }
        return "signal \(signal) " + [place, fatal.map(String.init)].compactMap(\.self).joined(separator: ": ")
    }

    enum Ending: Hashable {
        case exited(Int32)
        case signal(Int32)
    }

    private func work(_ rounds: Range<Int>) throws -> (ending: Ending, output: String, reached: FuzzStatus) {
        let status = NSTemporaryDirectory() + "/whosaid-fuzz-status-\(getpid())"
        var reached = FuzzStatus(round: rounds.lowerBound, read: 0)
        try Data(bytes: &reached, count: FuzzStatus.byteCount).write(to: URL(filePath: status))
        let (ending, output, errors) = try start(
            [
                "--target", target.name, "--seed", "\(seed)", "--status", status, "--from", "\(rounds.lowerBound)",
                "--to", "\(rounds.upperBound)",
            ], traces: false)
        if case .exited(let code) = ending, code != 0, code != FuzzWorker.brokenStatus {
            throw Broken("the worker of \(target.name) could not start: \(errors)")
        }
        let bytes = try Data(contentsOf: URL(filePath: status))
        try FileManager.default.removeItem(atPath: status)
        try Broken.unless(bytes.count == FuzzStatus.byteCount, "\(status) is not whole")
        withUnsafeMutableBytes(of: &reached) { $0.copyBytes(from: bytes) }
        return (ending, output, reached)
    }

    private func start(_ arguments: [String], traces: Bool) throws -> (ending: Ending, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.executablePath)
        process.arguments = ["worker"] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] =
            traces ? "enable=yes,color=no,interactive=no,threads=crashed,images=none,registers=none" : "enable=no"
        process.environment = environment
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let errorText = try errors.fileHandleForReading.readToEnd() ?? Data()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // A worker that died has left its folder behind.
        let folder = "/dev/shm/whosaid-fuzz-\(process.processIdentifier)"
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
        return (
            process.terminationReason == .exit
                ? .exited(process.terminationStatus) : .signal(process.terminationStatus),
            String(decoding: text, as: UTF8.self), String(decoding: errorText, as: UTF8.self)
        )
    }
}

extension CommandLine {
    /// The program that runs.
    static var executablePath: String { Bundle.main.executablePath ?? arguments[0] }
}

import ArgumentParser
import Foundation

/// `fuzz corpus`: the valid inputs and the tokens of a target as files, for fuzzers that begin with such.
struct CorpusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corpus", abstract: "Write the valid inputs of a target into a folder, and its tokens beside it.")

    @Option var target: String
    @Option(help: "The folder; the tokens go to a file of its name with .dict behind it.") var output: String

    func run() throws {
        guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
            throw ValidationError("there is no target \(target); see --list")
        }
        let scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        for (number, input) in try target.corpus(scratch).enumerated() {
            try Data(input).write(to: URL(filePath: "\(output)/valid-\(number)"))
        }
        try scratch.remove()
        let lines = target.tokens.filter { !$0.isEmpty }.map { token in
            "\"" + token.map { String(format: "\\x%02X", $0) }.joined() + "\"\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: output + ".dict"))
    }
}

#if GUIDED
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runLibFuzzer(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
        _ test: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
    ) -> CInt

    /// The fuzzer of the toolchain, which sees what code an input reaches and goes on from those that reach something new.
    /// Only in builds of `scripts/fuzz --guided`, whose modules count what they run.
    enum GuidedFuzzing {
        nonisolated(unsafe) private static var reader: (([UInt8]) throws -> Void)?

        /// Hands the process over where the environment names a target; arguments are those of libFuzzer, which starts
        /// processes of its own with them.
        static func runIfAsked() {
            guard let name = ProcessInfo.processInfo.environment["WHOSAID_FUZZ_TARGET"] else { return }
            do {
                guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
                    throw Broken("there is no target \(name)")
                }
                reader = try target.reader(Scratch())
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(2)
            }
            var count = CommandLine.argc
            var arguments = CommandLine.unsafeArgv
            exit(
                runLibFuzzer(&count, &arguments) { start, length in
                    do {
                        try GuidedFuzzing.reader?(Array(UnsafeBufferPointer(start: start, count: length)))
                    } catch let error as Broken {
                        fatalError("a promise is broken: \(error)")
                    } catch {
                        // A refusal is right of most inputs.
                        return 0
                    }
                    return 0
                })
        }
    }
#endif

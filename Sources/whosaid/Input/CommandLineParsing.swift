import ArgumentParser
import Foundation
import TranscriptText

/// Parses the command line, with clearer messages than those of the argument parser.
enum CommandLineParsing {
    /// The command of the command line.
    /// - Parameter arguments: Without the name of the program.
    /// - Throws: `CommandError.unknownOption` for an argument with one dash; help and usage errors of the parser.
    static func command(_ arguments: [String]) throws -> any ParsableCommand {
        try DashArguments.check(arguments)
        try checkHelp(arguments)
        let arguments = joiningNegativeNumbers(arguments)
        do {
            return try WhoSaid.parseAsRoot(arguments)
        } catch {
            guard let unknown = unknownOption(error, arguments) else { throw error }
            // A `ValidationError` prints the usage after the message.
            throw ValidationError("\(unknown)")
        }
    }

    /// Writes `--limit -1` as `--limit=-1`. Otherwise the parser takes the value for an option and reports that the
    /// value is missing.
    static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        var isPastOptions = false
        for argument in arguments {
            isPastOptions = isPastOptions || argument == "--"
            if !isPastOptions, let last = joined.last, last.hasPrefix("--"), !last.contains("="),
                DashArguments.isNegativeNumber(argument)
            {
                joined[joined.count - 1] = last + "=" + argument
            } else {
                joined.append(argument)
            }
        }
        return joined
    }

    /// The error for an option that the program does not have; nil for any other error.
    private static func unknownOption(_ error: any Error, _ arguments: [String]) -> CommandError? {
        var message = WhoSaid.message(for: error)
        // The parser reports a missing argument first, even if the unknown option was meant as that argument.
        if message.hasPrefix("Missing expected argument") {
            do {
                _ = try WhoSaid.parseAsRoot(arguments + ["1", "1", "1"])
                return nil
            } catch {
                message = WhoSaid.message(for: error)
            }
        }
        // The parser reports the name only in its message.
        let parts = message.components(separatedBy: "'")
        guard parts.count >= 3, parts[0] == "Unknown option ", parts[1].hasPrefix("--") else { return nil }
        let resembling = parts.count == 5 && parts[2] == ". Did you mean " ? parts[3] : nil
        return .unknownOption(parts[1], resembling: resembling)
    }

    /// Refuses help for an unknown command. Otherwise the parser prints the help of the whole program.
    private static func checkHelp(_ arguments: [String]) throws {
        guard arguments.first == "help" else { return }
        var parent: any ParsableCommand.Type = WhoSaid.self
        var isRoot = true
        for name in arguments.dropFirst() where !name.hasPrefix("-") {
            let known = parent.configuration.subcommands
            if let next = known.first(where: { $0._commandName == name || $0.configuration.aliases.contains(name) }) {
                parent = next
                isRoot = false
            } else if name != "help" || !isRoot {
                throw ValidationError(
                    "there is no command `\(InertText.line(name))`; `\(parent._commandName)` has "
                        + (known.isEmpty ? "none" : known.map { $0._commandName }.joined(separator: ", ")))
            }
        }
    }
}

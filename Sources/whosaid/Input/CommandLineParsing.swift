import ArgumentParser
import Foundation
import TranscriptText

/// The command line as the user gave it, with the argument parser's answers made clear where it misunderstands.
enum CommandLineParsing {
    /// The command that the user has asked for.
    /// - Parameter arguments: Without the name of the program.
    /// - Throws: `CommandError.unknownOption` for one dash, and what the parser throws: help and usage errors.
    static func command(_ arguments: [String]) throws -> any ParsableCommand {
        try DashArguments.check(arguments)
        try checkHelp(arguments)
        let arguments = joiningNegativeNumbers(arguments)
        do {
            return try WhoSaid.parseAsRoot(arguments)
        } catch {
            guard let unknown = unknownOption(error, arguments) else { throw error }
            // As for the parser's own messages, the usage follows.
            throw ValidationError("\(unknown)")
        }
    }

    /// Writes `--limit -1` as `--limit=-1`. The parser would say that the value is missing, as it takes whatever begins
    /// with a dash for an option.
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

    /// What is said of an option that the program does not have; nil where something else is wrong.
    private static func unknownOption(_ error: any Error, _ arguments: [String]) -> CommandError? {
        var message = WhoSaid.message(for: error)
        // The parser tells of a missing argument first, also where the unknown option was meant to be that argument.
        if message.hasPrefix("Missing expected argument") {
            do {
                _ = try WhoSaid.parseAsRoot(arguments + ["1", "1", "1"])
                return nil
            } catch {
                message = WhoSaid.message(for: error)
            }
        }
        // The message is the only way in which the parser gives the name away.
        let parts = message.components(separatedBy: "'")
        guard parts.count >= 3, parts[0] == "Unknown option ", parts[1].hasPrefix("--") else { return nil }
        let resembling = parts.count == 5 && parts[2] == ". Did you mean " ? parts[3] : nil
        return .unknownOption(parts[1], resembling: resembling)
    }

    /// The parser answers a request for help with an unknown command by the help of the whole program, as if that had been
    /// asked for.
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

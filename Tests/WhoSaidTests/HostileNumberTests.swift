import ArgumentParser
import Foundation
import TestSupport
import Testing
import Transcript

@testable import whosaid

/// No number on a command line ends the process with a signal. What there is to give numbers to is taken from the
/// program's own description of its commands, so that a new option is covered by itself.
@Suite("hostile numbers") struct HostileNumberTests {
    /// Something that takes a number, a size or a date.
    struct NumberArgument: Hashable, CustomStringConvertible {
        let command: [String]
        /// The option's name; nil for an argument by position.
        let option: String?
        /// Arguments by position that the command cannot do without.
        let requiredCount: Int

        var description: String { (command + [option ?? "<argument>"]).joined(separator: " ") }

        /// A command line that gives it a value.
        func commandLine(_ value: String) -> [String] {
            guard let option else { return command + ["--", value] }
            return command + ["\(option)=\(value)"] + (HostileNumberTests.companions[command] ?? [])
                + Array(repeating: "1", count: requiredCount)
        }
    }

    private static let values = [
        "9223372036854775807", "-9223372036854775808", "99999999999999999999", "100000000000", "2147483648", "0", "-1",
        "nan", "inf", "1e308", "-1e400", "1e-320", "99999999999999999999G", "999999999999T", "0x7fffffffffffffff", "",
        "1,5", "٣", String(repeating: "9", count: 5000), "9999-12-31T23:59", "0000-00-00",
    ]

    /// What some commands need beside an option, so that its value is looked at.
    fileprivate static let companions: [[String]: [String]] = [
        ["score"]: ["--reference", "none.stm", "--hypothesis", "none.stm"],
        ["edit"]: ["--text", "a"], ["import"]: ["--recording", "1"],
    ]

    /// Everything that refuses a text which is no number and takes one of some numbers.
    private static func numberArguments(_ program: WhoSaidProgram) throws -> [NumberArgument] {
        var found: [NumberArgument] = []
        func look(_ command: JSONDocument, _ path: [String]) throws {
            let arguments = command["arguments"]?.elements ?? []
            let required = arguments.count { $0["kind"] == .string("positional") && $0["isOptional"] != .bool(true) }
            for argument in arguments where argument["kind"] != .string("flag") {
                let names = argument["names"]?.elements.compactMap { $0["name"]?.text } ?? []
                let isOption = argument["kind"] == .string("option")
                let candidate = NumberArgument(
                    command: path, option: isOption ? names.first.map { "--\($0)" } : nil,
                    requiredCount: isOption ? required : 0)
                func isRefused(_ value: String) -> Bool {
                    refusal(of: candidate.commandLine(value))?.message.contains("is invalid for") ?? false
                }
                if isRefused("x1x"), !["1", "5", "2024"].allSatisfy(isRefused) { found.append(candidate) }
            }
            for subcommand in command["subcommands"]?.elements ?? [] {
                guard let name = subcommand["commandName"]?.text, name != "help" else { continue }
                try look(subcommand, path + [name])
            }
        }
        let description = try JSONDocument(text: program.run("--experimental-dump-help").output)
        try look(#require(description["command"]), [])
        return found
    }

    /// Why a command line makes no sense, and the status that the program ends with; nil where it does.
    ///
    /// A trap in here ends the tests, which is seen as well; what is taken runs as a process of its own.
    private static func refusal(of arguments: [String]) -> (message: String, status: Int32)? {
        do {
            _ = try WhoSaid.parseAsRoot(arguments)
            return nil
        } catch {
            return (WhoSaid.message(for: error), WhoSaid.exitCode(for: error).rawValue)
        }
    }

    @Test func noNumberEndsTheProcess() throws {
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting])
        let arguments = try Self.numberArguments(program)
        // Those that there were when this was written are found.
        let names = Set(arguments.map(\.description))
        for name in [
            "transcribe --threads", "transcribe --jobs", "transcribe --memory", "transcribe --speakers",
            "transcribe --settle", "transcribe --cache-size", "work --attempts", "work --patience", "work --lease",
            "search --limit", "search --context", "search --min-confidence", "search --after", "review --limit",
            "people show --excerpts", "people suggest --limit", "score --collar", "edit --turn",
            "cache prune --max-size",
            "jobs show <argument>", "people undo <argument>",
        ] {
            #expect(names.contains(name), "\(name) was not found to take a number")
        }
        for argument in arguments {
            for value in Self.values {
                let line = argument.commandLine(value)
                if let refusal = Self.refusal(of: line) {
                    #expect(refusal.status == 64 && !refusal.message.isEmpty, "\(line): \(refusal)")
                    continue
                }
                let run = try program.run(line)
                #expect(run.status < 128, "\(line)")
                #expect(run.status != 70, "\(line): \(run.errors)")
                #expect(run.status == 0 || run.errors.hasPrefix("whosaid: "), "\(line): \(run.errors)")
            }
        }
    }

    /// Ranges are checked before anything is computed with a number.
    @Test(arguments: [
        (["work", "--memory", "1G", "--jobs", "100000000000"], "--jobs needs a number from 1 to 1024"),
        (["work", "--memory", "1G", "--jobs=-9223372036854775808"], "--jobs needs a number from 1 to 1024"),
        (["work", "--memory", "1G", "--jobs", "3"], "--memory needs at least 400M for each of --jobs"),
        (["work", "--memory", "99999999999999999999G"], "The value '99999999999999999999G' is invalid for '--memory"),
        (["work", "--memory", "1e30"], "The value '1e30' is invalid for '--memory"),
        (["work", "--threads", "0"], "--threads needs a number from 1 to 1024"),
        (["work", "--patience", "nan"], "--patience needs 0 to 86400 seconds"),
        (["work", "--lease", "inf"], "--lease needs 0.1 to 86400 seconds"),
        (["work", "--attempts", "9223372036854775807"], "--attempts needs a number from 1 to 1000000"),
        (["transcribe", "a.wav", "--settle", "nan"], "--settle needs 0.1 to 86400 seconds"),
        (
            ["transcribe", "a.wav", "--min-speakers", "9223372036854775807"],
            "the number of speakers must be from 1 to 100"
        ),
        (["search", "a", "--context", "9223372036854775807"], "--context needs a number from 0 to 1000"),
        (["search", "a", "--min-confidence", "nan"], "--min-confidence needs a number from 0 to 1"),
        (["edit", "1", "--text", "a", "--turn=-9223372036854775808"], "--turn must be at least 1"),
        (["score", "--reference", "a", "--hypothesis", "b", "--collar", "nan"], "--collar needs 0 to 1000000 seconds"),
        (
            ["score", "--reference", "a", "--hypothesis", "b", "--tcp-collar", "1e308"],
            "--tcp-collar needs 0 to 1000000 seconds"
        ),
    ])
    func aNumberOutOfRangeIsAUsageError(arguments: [String], message: String) throws {
        let run = try WhoSaidProgram().run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("whosaid: \(message)"), "\(run.errors)")
    }
}

extension JSONDocument {
    fileprivate var elements: [JSONDocument] { if case .array(let values) = self { values } else { [] } }
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}

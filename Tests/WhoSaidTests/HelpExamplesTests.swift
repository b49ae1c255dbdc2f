import ArgumentParser
import TestSupport
import Testing

@testable import whosaid

/// Every command explains itself with command lines that work.
@Suite struct HelpExamplesTests {
    /// A command line of a help text and the explanation below it.
    private struct Example {
        let line: String
        let explanation: String

        /// The lines of a discussion that begin with `  whosaid `.
        static func all(in discussion: String) -> [Example] {
            let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return lines.indices.filter { lines[$0].hasPrefix("  whosaid") }.map { index in
                Example(
                    line: String(lines[index].dropFirst(2)),
                    explanation: index + 1 < lines.count ? lines[index + 1] : "")
            }
        }

        /// The words after `whosaid`, without the quotes of the shell.
        var arguments: [String] {
            var words: [String] = []
            var word: String?
            var quote: Character?
            for character in line {
                if let open = quote {
                    if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                } else if character == "'" || character == "\"" {
                    (quote, word) = (character, word ?? "")
                } else if character == " " {
                    if let finished = word { words.append(finished) }
                    word = nil
                } else {
                    word = (word ?? "") + String(character)
                }
            }
            return Array((words + [word].compactMap(\.self)).dropFirst())
        }
    }

    /// A command of the dumped help.
    private struct Command {
        let words: [String]
        let discussion: String
        let isLeaf: Bool
    }

    private let commands: [Command]

    init() throws {
        let run = try WhoSaidProgram().run("--experimental-dump-help")
        var commands: [Command] = []
        func collect(_ command: JSONDocument, _ words: [String]) {
            let below = (command["subcommands"]?.elements ?? []).filter { $0["commandName"] != .string("help") }
            commands.append(
                Command(words: words, discussion: command["discussion"]?.text ?? "", isLeaf: below.isEmpty))
            for subcommand in below { collect(subcommand, words + [subcommand["commandName"]?.text ?? ""]) }
        }
        collect(try #require(try JSONDocument(text: run.output)["command"]), [])
        self.commands = commands
    }

    @Test func everyCommandHasAnExampleOfItself() {
        let leaves = commands.filter(\.isLeaf)
        #expect(leaves.count > 30)
        for command in leaves {
            let own = Example.all(in: command.discussion).filter { $0.arguments.starts(with: command.words) }
            #expect(!own.isEmpty, "\(command.words) has no example")
        }
    }

    @Test func everyExampleParsesAndIsExplained() throws {
        var count = 0
        for command in commands {
            for example in Example.all(in: command.discussion) {
                count += 1
                #expect(throws: Never.self, "\(example.line)") {
                    _ = try CommandLineParsing.command(example.arguments)
                }
                #expect(
                    example.explanation.hasPrefix("      ") && example.explanation.hasSuffix("."),
                    "\(example.line) is not explained")
            }
        }
        #expect(count > 50)
    }
}

extension JSONDocument {
    /// The elements of an array; none for other types.
    fileprivate var elements: [JSONDocument] { if case .array(let values) = self { values } else { [] } }

    /// The text of a string; nil for other types.
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}

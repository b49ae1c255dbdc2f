import ArgumentParser
import Foundation
import TestSupport
import Testing
import TranscriptExport
import TranscriptStore

@testable import whosaid

/// README and help name everything that there is.
@Suite("README and help") struct ReadmeTests {
    private let readme: String

    init() throws {
        readme = try String(contentsOf: TestResources.package.appending(path: "README.md"), encoding: .utf8)
    }

    /// Every command with the words that lead to it.
    private static let commands: [(words: [String], type: any ParsableCommand.Type)] = {
        func below(_ command: any ParsableCommand.Type, _ words: [String]) -> [([String], any ParsableCommand.Type)] {
            command.configuration.subcommands.flatMap { subcommand in
                let path = words + [subcommand._commandName]
                return [(path, subcommand)] + below(subcommand, path)
            }
        }
        return below(WhoSaid.self, [])
    }()

    @Test func everyCommandIsInTheReadme() throws {
        #expect(Self.commands.count >= 10)
        for (words, _) in Self.commands {
            let row = try #require(
                readme.split(separator: "\n").first { $0.hasPrefix("| `whosaid \(words[0])") },
                "whosaid \(words[0]) has no row in the table of commands")
            if words.count > 1 { #expect(row.contains("`\(words[1])`"), "\(words)") }
        }
    }

    @Test func everyRowOfTheReadmeIsACommand() throws {
        let names = Set(Self.commands.map { $0.words[0] })
        let rows = readme.matches(of: #/\n\| `whosaid (\w+)/#).map { String($0.1) }
        #expect(Set(rows).count == rows.count)
        #expect(Set(rows) == names)
    }

    @Test func everyCommandHasHelp() throws {
        let program = try WhoSaidProgram()
        for (words, type) in Self.commands {
            let abstract = type.configuration.abstract
            #expect(abstract.hasSuffix(".") && abstract.count > 10, "\(words)")
            let run = try program.run(["help"] + words)
            #expect(run.status == 0)
            #expect(run.output.hasPrefix("OVERVIEW: \(abstract.prefix(40))"), "\(words)")
        }
    }

    @Test func everyOptionHasHelp() throws {
        let run = try WhoSaidProgram().run("--experimental-dump-help")
        #expect(run.status == 0)
        var options = 0
        func check(_ command: JSONDocument) throws {
            for argument in command["arguments"]?.values ?? [] where argument["shouldDisplay"] == .bool(true) {
                options += 1
                #expect(argument["abstract"] != nil, "\(argument)")
            }
            // `help` itself comes from the argument parser.
            for subcommand in command["subcommands"]?.values ?? [] where subcommand["commandName"] != .string("help") {
                try check(subcommand)
            }
        }
        try check(#require(try JSONDocument(text: run.output)["command"]))
        #expect(options > 20)
    }

    @Test func everyExitCodeAndFormatIsInTheReadme() {
        let codes = readme.matches(of: #/\n\| (\d+) \| \w/#).map { String($0.1) }
        #expect(codes == whosaid.ExitStatus.allCases.map { String($0.rawValue) })
        for format in TranscriptFormat.allCases { #expect(readme.contains("`\(format.rawValue)`")) }
    }

    @Test func everyModuleIsInTheReadme() throws {
        let folder = TestResources.package.appending(path: "Sources").path
        let modules = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(modules.count > 10)
        for module in modules { #expect(readme.contains("\n    \(module) ") || readme.contains("\(module), ")) }
    }

    @Test func everyScriptIsInTheReadme() throws {
        let folder = TestResources.package.appending(path: "scripts").path
        let manager = FileManager.default
        let scripts = try manager.contentsOfDirectory(atPath: folder).filter { name in
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
                && manager.isExecutableFile(atPath: "\(folder)/\(name)")
        }
        #expect(scripts.count >= 4)
        for script in scripts { #expect(readme.contains("\n| `scripts/\(script)` | "), "\(script)") }
    }

    @Test func everyViewIsInTheReadme() throws {
        let folder = try ScratchFolder()
        let views = try Archive(path: folder.file("archive.db")).views()
        #expect(views.count >= 4)
        for view in views {
            let row = try #require(readme.split(separator: "\n").first { $0.hasPrefix("| `\(view.name)` |") })
            for column in view.columns { #expect(row.contains("`\(column)`"), "\(view.name).\(column)") }
        }
    }

    @Test func everyModelIsCredited() throws {
        let manifest = try String(
            contentsOf: TestResources.package.appending(path: "Models/manifest.json"), encoding: .utf8)
        let models = try JSONDocument(text: manifest)["models"]?.values ?? []
        #expect(models.count == 5)
        for model in models {
            guard case .string(let id)? = model["id"], case .string(let licence)? = model["licence"],
                case .string(let credit)? = model["attribution"]
            else {
                Issue.record("a model lacks id, licence or attribution")
                continue
            }
            #expect(readme.contains("\n| \(id) | \(licence) | \(credit) |\n"))
        }
    }
}

extension JSONDocument {
    /// The elements of an array; none for other types.
    fileprivate var values: [JSONDocument] { if case .array(let values) = self { values } else { [] } }
}

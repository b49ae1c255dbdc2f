import ArchiveCore
import ArgumentParser
import Foundation
import TestSupport
import Testing
import TranscriptExport

@testable import whosaid

/// README, articles and help name everything that there is, and nothing else.
@Suite("README, articles and help") struct ReadmeTests {
    private static let catalogue = "Sources/whosaid/whosaid.docc"

    private let readme: MarkdownPage
    private let articles: [MarkdownPage]

    init() throws {
        readme = try MarkdownPage(path: "README.md")
        let folder = TestResources.package.appending(path: Self.catalogue).path
        articles = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .map { try MarkdownPage(path: "\(Self.catalogue)/\($0)") }
    }

    private var pages: [MarkdownPage] { [readme] + articles }

    private func article(_ name: String) throws -> MarkdownPage {
        try #require(articles.first { $0.path.hasSuffix("/\(name).md") }, "there is no article \(name)")
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

    @Test func theReadmeIsShort() {
        let lines = readme.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 151, "150 lines and the end of the last one")
    }

    @Test func everyArticleIsInTheList() throws {
        #expect(articles.count >= 14)
        let root = try article("whosaid")
        let listed = Set(root.links.map(\.target))
        for page in articles where page.path != root.path {
            let name = String(page.path.dropFirst(Self.catalogue.count + 1))
            #expect(listed.contains(name), "\(name) is not in the list of articles")
            #expect(page.text.hasPrefix("# "), "\(name) has no title")
        }
        #expect(readme.links.contains { $0.target == root.path })
    }

    @Test func everyLinkLeadsSomewhere() throws {
        var count = 0
        for page in pages {
            for link in page.links where !link.target.hasPrefix("https://") {
                count += 1
                let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let folder = (page.path as NSString).deletingLastPathComponent
                let joined =
                    parts[0].isEmpty ? page.path : (folder as NSString).appendingPathComponent(String(parts[0]))
                let path = (joined as NSString).standardizingPath
                let target = URL(filePath: path, relativeTo: TestResources.package).standardizedFileURL.path
                let root = TestResources.package.standardizedFileURL.path
                try #require(
                    target.hasPrefix(root), "\(page.path):\(link.line): \(link.target) is outside of the package")
                try #require(
                    FileManager.default.fileExists(atPath: target), "\(page.path):\(link.line): no file \(link.target)")
                guard parts.count == 2 else { continue }
                let name = String(target.dropFirst(root.count).drop { $0 == "/" })
                let anchors = try MarkdownPage(path: name).anchors
                #expect(anchors.contains(String(parts[1])), "\(page.path):\(link.line): no heading \(link.target)")
            }
        }
        #expect(count > 40)
    }

    @Test func everyFileThatIsNamedExists() throws {
        var count = 0
        for page in pages {
            for code in page.inlineCode {
                guard let path = code.wholeMatch(of: #/(\w+)(?:\/[\w.+-]+)+/#) else { continue }
                let roots = ["Sources", "Tests", "scripts", "Schemas", "Models"]
                let isInSources = code.hasSuffix(".swift") && !roots.contains(String(path.1))
                guard roots.contains(String(path.1)) || isInSources else { continue }
                count += 1
                let file = TestResources.package.appending(path: isInSources ? "Sources/\(code)" : code)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(page.path): there is no \(code)")
            }
        }
        #expect(count > 40)
    }

    @Test func everyTypedLineIsUnderstood() throws {
        var count = 0
        for page in pages {
            for line in page.typedLines {
                for words in ShellLine.commands(line) where words[0] == "whosaid" {
                    count += 1
                    let problem = Self.problem(Array(words.dropFirst()))
                    #expect(problem == nil, "\(page.path): \(line): \(problem ?? "")")
                }
            }
        }
        #expect(count >= 25)
    }

    /// Why the program would refuse a command line; nil where it would not.
    private static func problem(_ arguments: [String]) -> String? {
        do {
            _ = try CommandLineParsing.command(arguments)
            return nil
        } catch {
            return WhoSaid.exitCode(for: error) == .success ? nil : WhoSaid.message(for: error)
        }
    }

    @Test func aWrongLineIsNotUnderstood() {
        #expect(Self.problem(["list", "--jsom"]) != nil)
        #expect(Self.problem(["lists"]) != nil)
        #expect(Self.problem(["help", "list"]) == nil)
        let line = "whosaid search 'a b' --after=2026 | head -2 > x; echo $? # whosaid no"
        #expect(
            ShellLine.commands(line)
                == [["whosaid", "search", "a b", "--after=2026"], ["head", "-2"], ["echo", "$?"]])
    }

    @Test func scriptsInTypedLinesHaveTheirOptions() throws {
        var count = 0
        for page in pages {
            for line in page.typedLines {
                for words in ShellLine.commands(line) {
                    guard let index = words.firstIndex(where: { $0.hasPrefix("scripts/") || $0 == ".ci/run" }) else {
                        continue
                    }
                    count += 1
                    let file = TestResources.package.appending(path: words[index])
                    let script = try String(contentsOf: file, encoding: .utf8)
                    for option in words[index...] where option.hasPrefix("--") && words[index] != "scripts/test" {
                        #expect(script.contains(option), "\(page.path): \(line): \(words[index]) has no \(option)")
                    }
                }
            }
        }
        #expect(count >= 8)
    }

    @Test func commandsAndOptionsInTheTextExist() throws {
        let known = try options()
        let all = known.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        // Options of scripts, of Swift and of other programs that the text speaks about.
        let others: Set<String> = [
            "--prefix", "--uninstall", "--program", "--short", "--update", "--wheel", "--eval", "--no-build",
            "--build-only",
            "--rounds", "--seconds", "--seed", "--target", "--guided", "--output-json-full", "--help", "--version",
            "--filter",
        ]
        for page in pages {
            for code in page.inlineCode {
                let words = code.split(separator: " ").map(String.init)
                if words[0] == "whosaid", words.count > 1, !words[1].hasPrefix("--"), words[1] != "help" {
                    let path = Self.commands.map(\.words).filter { words.dropFirst().starts(with: $0) }
                        .max { $0.count < $1.count }
                    let command = try #require(path, "\(page.path): there is no command `\(code)`")
                    for option in words where option.hasPrefix("--") {
                        #expect(known[command]?.contains(option) == true, "\(page.path): `\(code)`")
                    }
                } else if let option = words.first, option.wholeMatch(of: #/--[a-z][a-z-]*/#) != nil {
                    #expect(all.contains(option) || others.contains(option), "\(page.path): there is no `\(option)`")
                }
            }
        }
    }

    /// The options of each command, by the words that lead to it.
    private func options() throws -> [[String]: Set<String>] {
        let run = try WhoSaidProgram().run("--experimental-dump-help")
        var options: [[String]: Set<String>] = [:]
        func collect(_ command: JSONDocument, _ path: [String]) {
            let names = (command["arguments"]?.values ?? []).flatMap { $0["names"]?.values ?? [] }
            options[path] = Set(names.compactMap { $0["name"]?.string }.map { "--" + $0 })
            for subcommand in command["subcommands"]?.values ?? [] {
                collect(subcommand, path + [subcommand["commandName"]?.string ?? ""])
            }
        }
        try collect(#require(try JSONDocument(text: run.output)["command"]), [])
        #expect(options.count > 30)
        return options
    }

    @Test func everyCommandIsInTheReadme() {
        #expect(Self.commands.count >= 10)
        let rows = readme.text.matches(of: #/\n\| `whosaid ([\w]+)/#).map { String($0.1) }
        #expect(Set(rows).count == rows.count)
        #expect(Set(rows) == Set(Self.commands.map { $0.words[0] }))
    }

    @Test func subcommandsOfQueueAndPeopleAreExplained() throws {
        for (name, command) in [("Queue", "jobs"), ("People", "people")] {
            let page = try article(name)
            for (words, _) in Self.commands where words.count == 2 && words[0] == command {
                let isShown = page.text.contains("\n| `whosaid \(command) \(words[1])")
                #expect(isShown, "\(page.path) has no row for \(words)")
            }
        }
    }

    @Test func articlesSayWhatProgramAndPackageSay() throws {
        let script = TestResources.package.appending(path: "scripts/update-articles").path
        let program = try WhoSaidProgram()
        let run = try ProgramRun("/usr/bin/env", ["python3", "-B", script, "--check", "--program", program.binary])
        #expect(run.status == 0, "\(run.errors)")
        let page = try article("Commands")
        for (words, _) in Self.commands {
            let heading = MarkdownPage.anchor("whosaid " + words.joined(separator: " "))
            #expect(page.anchors.contains(heading), "\(words)")
        }
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

    @Test func everyExitCodeAndFormatIsExplained() throws {
        let codes = readme.text.matches(of: #/\n\| (\d+) \| \w/#).map { String($0.1) }
        #expect(codes == whosaid.ExitStatus.allCases.map { String($0.rawValue) })
        let formats = try article("Formats").text
        for format in TranscriptFormat.allCases { #expect(formats.contains("\n| `\(format.rawValue)` |")) }
    }

    @Test func everyScriptIsExplained() throws {
        let folder = TestResources.package.appending(path: "scripts").path
        let manager = FileManager.default
        let scripts = try manager.contentsOfDirectory(atPath: folder).filter { name in
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
                && manager.isExecutableFile(atPath: "\(folder)/\(name)")
        }
        #expect(scripts.count >= 10)
        let page = try article("Contributing")
        let rows = page.text.matches(of: #/\n\| `scripts/([\w-]+)` \| /#).map { String($0.1) }
        #expect(rows.sorted() == scripts.sorted())
    }

    @Test func everyVariableIsExplained() throws {
        let names =
            #/\b(?:WHOSAID_[A-Z][A-Z_]*[A-Z]|(?:XDG|SLURM|LSB|PBS)_[A-Z_]*[A-Z]|NSLOTS|NCPUS|NO_COLOR|COLUMNS)\b/#
        var found: Set<String> = []
        for folder in ["Sources", "Tests", "scripts"] {
            let root = TestResources.package.appending(path: folder)
            let files = try #require(FileManager.default.enumerator(atPath: root.path))
            for case let name as String in files
            where name.hasSuffix(".swift") || name.wholeMatch(of: #/[\w-]+/#) != nil {
                let file = root.appending(path: name)
                let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
                guard isFile == true else { continue }
                found.formUnion(try String(contentsOf: file, encoding: .utf8).matches(of: names).map { String($0.0) })
            }
        }
        #expect(found.count > 15)
        let pages = try [article("StageCache"), article("Contributing")]
        let explained = Set(pages.flatMap(\.inlineCode))
        for name in found.sorted() { #expect(explained.contains(name), "\(name) is not explained") }
    }

    @Test func everyViewIsExplained() throws {
        let folder = try ScratchFolder()
        let views = try Archive(path: folder.file("archive.db")).views()
        #expect(views.count >= 4)
        let page = try article("SearchingAndViews")
        for view in views {
            let row = try #require(page.text.split(separator: "\n").first { $0.hasPrefix("| `\(view.name)` |") })
            for column in view.columns { #expect(row.contains("`\(column)`"), "\(view.name).\(column)") }
        }
    }

    @Test func everyModelIsCredited() throws {
        let manifest = try String(
            contentsOf: TestResources.package.appending(path: "Models/manifest.json"), encoding: .utf8)
        let models = try JSONDocument(text: manifest)["models"]?.values ?? []
        #expect(models.count == 5)
        let page = try article("Models")
        for model in models {
            let id = try #require(model["id"]?.string)
            let licence = try #require(model["licence"]?.string)
            let credit = try #require(model["attribution"]?.string)
            #expect(page.text.contains("\n| \(id) | \(licence) | \(credit) |\n"))
        }
    }

    @Test func theNewestChangesAreThoseOfThisVersion() throws {
        let versions = try article("Changes").prose.filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
        #expect(versions.first.map(String.init) == WhoSaid.version)
        #expect(versions.count >= 3)
    }
}

extension JSONDocument {
    /// The elements of an array; none for other types.
    fileprivate var values: [JSONDocument] { if case .array(let values) = self { values } else { [] } }
    /// A text; nil for other types.
    fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
}

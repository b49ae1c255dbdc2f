import ArgumentParser
import ModelFiles
import Reports
import TranscriptText

/// `whosaid models`: the installed models.
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "Show and check the models.",
        subcommands: [List.self, Verify.self, Path.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models with their licences and sizes.",
            discussion: """
                Examples:
                  whosaid models list
                      Print a table of the models.
                """)

        @OptionGroup var models: ModelOptions

        func run() throws {
            let table = TextTable(
                columns: [.text("ROLE"), .text("MODEL"), .number("MB"), .text("LICENCE")],
                rows: try models.store().manifest.models.map { model in
                    let bytes = model.files.reduce(0) { $0 + $1.bytes }
                    return [
                        model.role.rawValue, model.id, FixedDecimal.text(Double(bytes) / 1e6, digits: 1),
                        model.licence,
                    ]
                })
            try StandardOutput.write(table.text)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare each model file with the size and hash in the manifest.",
            discussion: """
                Examples:
                  whosaid models verify
                      Check all files of all models.
                """)

        @OptionGroup var models: ModelOptions

        func run() throws {
            let store = try models.store()
            var isSound = true
            for model in store.manifest.models {
                let problems = try store.problems(id: model.id)
                for problem in problems { Messages.write("\(problem)") }
                if problems.isEmpty { try StandardOutput.write("\(model.id): ok\n") }
                isSound = isSound && problems.isEmpty
            }
            if !isSound { throw ExitStatus.modelUnavailable }
        }
    }

    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the folder of the models.",
            discussion: """
                Examples:
                  whosaid models path
                      Print the folder from which the program loads models.
                """)

        @OptionGroup var models: ModelOptions

        func run() throws { try StandardOutput.write(models.location().directory + "\n") }
    }
}

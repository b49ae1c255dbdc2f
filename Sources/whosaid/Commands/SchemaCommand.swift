import ArgumentParser
import Schemas

/// `whosaid schema`: the documented shape of JSON that the program reads and prints.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print a JSON Schema of what the program reads or prints.",
        discussion: "Schemas: " + Schemas.json.map(\.name).joined(separator: ", "))

    @Argument(help: "Name of the schema; without one, the names are printed.")
    var name: String?

    func run() throws {
        guard let name else {
            return try StandardOutput.write(Schemas.json.map { $0.name + "\n" }.joined())
        }
        guard let schema = Schemas.json(named: name) else {
            throw CommandError.noSuchSchema(name: name, known: Schemas.json.map(\.name))
        }
        try StandardOutput.write(schema.text)
    }
}

import ArgumentParser
import Schemas

/// `whosaid schema`: JSON Schemas of the documents that the program reads and prints.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a document that the program reads or prints.",
        discussion: "Schemas: " + Schemas.json.map(\.name).joined(separator: ", ") + """


            Examples:
              whosaid schema
                  Print the names of the schemas.
              whosaid schema transcript
                  Print the schema of transcripts.
            """)

    @Argument(help: "Name of the schema. Without one, the names are printed.")
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

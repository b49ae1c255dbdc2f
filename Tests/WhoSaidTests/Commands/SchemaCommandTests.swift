import Schemas
import TestSupport
import Testing

@Suite struct SchemaCommandTests {
    @Test func schemasAreThoseOfTheSources() throws {
        let program = try WhoSaidProgram()
        expect(try program.run("schema"), output: Schemas.json.map { $0.name + "\n" }.joined())
        for schema in Schemas.json {
            expect(try program.run("schema", schema.name), output: schema.text)
        }
    }

    @Test func anUnknownSchemaIsAUsageError() throws {
        let known = Schemas.json.map(\.name).joined(separator: ", ")
        expect(
            try WhoSaidProgram().run("schema", "nope"), status: 64,
            errors: "whosaid: there is no schema `nope`; there are \(known)\n")
    }
}

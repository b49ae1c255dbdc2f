import Foundation
import Reports
import Schemas
import TestSupport
import Testing

@Suite struct EventLineTests {
    private let now = Date(timeIntervalSince1970: 1_700_000_000.25)

    /// The event of a line, which must have the documented shape.
    private func event(_ line: String) throws -> JSONDocument {
        #expect(line.hasSuffix("}\n") && line.split(separator: "\n").count == 1)
        let schema = try JSONSchemaValidator(schema: try #require(Schemas.json(named: "events")).text)
        #expect(try schema.problems(in: line) == [])
        return try JSONDocument(text: line)
    }

    @Test func aRefusedPathHasAReason() throws {
        let event = try event(EventLine.refused("/a\n.wav", "no such \"file\"", at: now))
        #expect(event["event"] == .string("refused"))
        #expect(event["path"] == .string("/a\n.wav"))
        #expect(event["reason"] == .string("no such \"file\""))
        #expect(event["at"] == .string("2023-11-14T22:13:20.250Z"))
    }

    @Test func filesThatAreNotTranscribedAreCounted() throws {
        let event = try event(EventLine.passedOver(PassedOver(folder: "/in", counts: ["pdf": 2, "": 1]), at: now))
        #expect(event["event"] == .string("passed-over"))
        #expect(event["file_count"] == .number(3))
        #expect(event["kinds"]?["pdf"] == .number(2))
        #expect(event["kinds"]?[""] == .number(1))
    }
}

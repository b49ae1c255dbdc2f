import TestSupport
import Testing

@testable import TranscriptText

@Suite struct JSONValueTests {
    private let value = JSONValue.object([
        ("z", .integer(1)), ("missing", nil), ("a", .array([.bool(true), .null, .decimal(0.5, digits: 2)])),
        ("empty", .array([])), ("nested", .object([("list", .array([.array([]), .object([])]))])),
    ])

    @Test func aCompactDocumentIsOneLine() {
        #expect(value.compact == #"{"z":1,"a":[true,null,0.50],"empty":[],"nested":{"list":[[],{}]}}"#)
    }

    @Test func aPrettyDocumentKeepsLeavesOnOneLine() {
        #expect(
            value.pretty == """
                {
                  "z": 1,
                  "a": [true, null, 0.50],
                  "empty": [],
                  "nested": {
                    "list": [[], {}]
                  }
                }
                """)
    }

    @Test func theOrderOfMembersIsKept() { #expect(value.compact.hasPrefix(#"{"z""#)) }

    @Test(arguments: TranscriptFixtures.hostileTexts)
    func anyTextComesBack(text: String) throws {
        let json = JSONValue.string(text).compact
        let parsed = try JSONDocument(text: json)
        guard case .string(let back) = parsed else {
            Issue.record("\(json) is no text")
            return
        }
        #expect(Array(back.utf8) == Array(text.utf8))
        #expect(json.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test(arguments: [Float.leastNonzeroMagnitude, -Float.greatestFiniteMagnitude, 0.1, 1e-7, 16_777_216, 0])
    func floatsComeBack(number: Float) throws {
        guard case .number(let back) = try JSONDocument(text: JSONValue.float(number).compact) else {
            Issue.record("\(number) is no number")
            return
        }
        #expect(Float(back) == number)
    }
}

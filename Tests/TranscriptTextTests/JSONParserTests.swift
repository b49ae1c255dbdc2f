import Testing
import Transcript
import TranscriptText

@Suite struct JSONParserTests {
    private func value(_ text: String) throws -> JSONNode {
        let documents = try JSONParser.documents(text)
        #expect(documents.count == 1)
        return documents[0]
    }

    @Test func valuesAreRead() throws {
        #expect(
            try value(#" {"a": [1, -2.5e1, true, false, null, "x"], "b": {}, "c": []} "#)
                == .object([
                    "a": .list([.number(1), .number(-25), .bool(true), .bool(false), .null, .text("x")]),
                    "b": .object([:]), "c": .list([]),
                ]))
    }

    @Test(arguments: ["NaN", "-NaN", "Infinity", "-Infinity"]) func whatIsNoNumberIsNotStated(text: String) throws {
        #expect(try value("[\(text)]") == .list([.null]))
    }

    @Test func numbersBeyondAllMeasureAreNumbers() throws {
        #expect(try value("[1e999]") == .list([.number(.greatestFiniteMagnitude)]))
        #expect(try value("[-1e999]") == .list([.number(-.greatestFiniteMagnitude)]))
    }

    @Test(arguments: [
        (#""\u00e9\/\"\\\n""#, "é/\"\\\n"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
        (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""a\u0000b""#, "a\u{0}b"),
        ("\"tab\there\"", "tab\there"), (#""日本""#, "日本"),
    ])
    func escapesOfAllEncodersAreRead(text: String, expected: String) throws {
        #expect(try value(text) == .text(expected))
    }

    @Test func theLastOfEqualNamesCounts() throws {
        #expect(try value(#"{"a": 1, "a": 2}"#)["a"] == .number(2))
    }

    @Test func linesAreDocuments() throws {
        #expect(try JSONParser.documents("{\"a\": 1}\n\n{\"a\": 2}\r\n").map { $0["a"] } == [.number(1), .number(2)])
    }

    @Test(arguments: [
        ("", 1, "the text ends within a value"), ("{\n\"a\": x}", 2, "\"x\" is no value"),
        ("[1,\n\n2", 3, "the text ends within a value"), ("[1 2]", 1, "a comma or ] is missing in a list"),
        ("{\"a\" 1}", 1, "a colon is missing after \"a\""), ("{a: 1}", 1, "a name in double quotes is missing"),
        ("{\"a\": 1 \"b\"}", 1, "a comma or } is missing after the value of \"a\""),
        ("\n\"\\x\"", 2, "\\x is no escape"), ("\"\\u12g4\"", 1, "four hexadecimal digits are missing after \\u"),
        ("{} {}", 1, "something follows the end of the document"), ("[0x10]", 1, "\"0x10\" is no value"),
    ])
    func brokenTextsAreExplained(text: String, line: Int, problem: String) {
        #expect(throws: JSONProblem.syntax(line: line, problem: problem)) { try JSONParser.documents(text) }
    }

    @Test func depthIsBounded() throws {
        let allowed = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(throws: Never.self) { try JSONParser.documents(allowed) }
        let deep = String(repeating: "{\"a\":[", count: 50_000)
        #expect(throws: JSONProblem.syntax(line: 1, problem: "lists and objects are more than 200 deep")) {
            try JSONParser.documents(deep)
        }
    }
}

import Foundation
import Recognition
import Testing

@Suite struct RecognizerOptionsTests {
    private static func decode(_ text: String) throws -> RecognizerOptions {
        try JSONDecoder().decode(RecognizerOptions.self, from: Data(text.utf8))
    }

    @Test func optionsComeBackAsTheyWere() throws {
        for options in [RecognizerOptions(), RecognizerOptions(language: LanguageCode(rawValue: "de"))] {
            #expect(try JSONDecoder().decode(RecognizerOptions.self, from: JSONEncoder().encode(options)) == options)
        }
        #expect(String(decoding: try JSONEncoder().encode(RecognizerOptions()), as: UTF8.self) == "{}")
        #expect(try Self.decode(#"{"language":"en"}"#).language?.rawValue == "en")
    }

    @Test(arguments: [
        #"{"lang":"en"}"#, #"{"language":"en","beam":4}"#, #"{"language":"English"}"#, #"{"language":""}"#,
        #"{"language":"EN"}"#, #"{"language":7}"#, "[]",
    ])
    func unknownOptionsAndValuesAreErrors(text: String) {
        #expect(throws: DecodingError.self) { try Self.decode(text) }
    }

    @Test(arguments: [("en", true), ("yue", true), ("e", false), ("engl", false), ("e1", false), ("é", false)])
    func languagesAreShortCodes(code: String, isValid: Bool) {
        #expect((LanguageCode(rawValue: code) != nil) == isValid)
    }
}

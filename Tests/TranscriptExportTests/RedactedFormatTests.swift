import Foundation
import TestSupport
import Testing
import Transcript
import TranscriptExport
import TranscriptText

@Suite struct RedactedFormatTests {
    @Test func nothingOfItIsLeftInAnyFormat() {
        let text = "Ada: ada@example.com or five five five one two three four, 4111 1111 1111 1111 end"
        let turn = TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)
        let redaction = Redaction(Set(Redaction.Kind.allCases), names: ["ada"])
        let result = redaction.applied(to: TranscriptFixtures.meeting(turns: [turn]))
        #expect(result.turns[0].words.map(\.text) == ["[name]:", "[email]", "or", "[card]", "end"])
        #expect(result.turns[0].words.map(\.range.start) == [0, 1, 2, 3, 14])
        for format in TranscriptFormat.allCases {
            // A docx is stored without compression.
            let output = String(decoding: format.data(result), as: UTF8.self)
            for secret in ["Ada", "ada@", "five", "1111"] { #expect(!output.contains(secret), "\(format)") }
        }
    }
}

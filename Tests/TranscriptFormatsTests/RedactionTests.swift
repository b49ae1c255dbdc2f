import TestSupport
import Testing
import Transcript

@testable import TranscriptFormats

@Suite struct RedactionTests {
    private func redacted(_ text: String, _ kinds: Set<Redaction.Kind> = Set(Redaction.Kind.allCases)) -> String {
        let transcript = TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)])
        let names = ["Ada", "Jean Luc", "José"]
        return Redaction(kinds, names: names).applied(to: transcript).turns[0].text
    }

    @Test(arguments: [
        ("Write to ada@example.com, please.", "Write to [email], please."),
        ("<a.b+c@mail.example.co.uk>", "<[email]>"), ("mail x@y.z!", "mail [email]!"),
        ("write to eda at example dot com.", "write to [email]."),
        ("bob dot lee at mail dot example dot org", "[email]"),
        ("bob at example.com", "[email]"), ("we meet at noon", "we meet at noon"), ("look at dot", "look at dot"),
        ("at", "at"), ("an @ sign", "an @ sign"),
    ])
    func addressesGo(text: String, expected: String) { #expect(redacted(text) == expected) }

    @Test(arguments: [
        ("Call 555-123-4567.", "Call [phone]."), ("+49 (30) 1234 5678, ok", "[phone], ok"),
        ("call (555) 123-4567 now", "call [phone] now"),
        ("five five five one two three four", "[phone]"), ("Five, five, five, oh one two three!", "[phone]!"),
        ("five 55 one234", "five 55 one234"), ("in 2024 we", "in 2024 we"), ("on 2024-05-06 we", "on 2024-05-06 we"),
        ("06/05/2024", "06/05/2024"), ("1,000,000,000 people", "1,000,000,000 people"), ("3.14159", "3.14159"),
        ("one two three", "one two three"), ("12345.67", "12345.67"), ("555 1234", "[phone]"),
    ])
    func phoneNumbersGo(text: String, expected: String) { #expect(redacted(text) == expected) }

    @Test(arguments: [
        ("4111 1111 1111 1111", "[card]"), ("card 4111-1111-1111-1111.", "card [card]."),
        ("4111 1111 1111 1111 12 25 123", "[card]"),
        ("four one one one one one one one one one one one one one one one", "[card]"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"), ("378282246310005", "[card]"),
    ])
    func cardNumbersGo(text: String, expected: String) { #expect(redacted(text, [.card]) == expected) }

    @Test func theCheckDigitCounts() {
        #expect(SpokenNumbers.passesLuhn("79927398713"))
        #expect(!SpokenNumbers.passesLuhn("79927398710"))
    }

    @Test(arguments: [
        ("Ada said so.", "[name] said so."), ("ADA's, Ada’s", "[name]'s, [name]’s"), ("Adam and Nada", "Adam and Nada"),
        ("Jean Luc!", "[name]!"), ("Jean", "Jean"), ("josé", "[name]"),
    ])
    func namesGo(text: String, expected: String) { #expect(redacted(text, [.names]) == expected) }

    @Test func onlyWhatIsAskedForGoes() {
        let text = "Ada 555-123-4567 a@b.c 4111 x"
        #expect(redacted(text, []) == text)
        #expect(redacted(text, [.email]) == "Ada 555-123-4567 [email] 4111 x")
        #expect(redacted(text, [.phone]) == "Ada [phone] a@b.c 4111 x")
        #expect(redacted(text, [.names]) == "[name] 555-123-4567 a@b.c 4111 x")
    }

    @Test func namesGoFromSpeakersAndPaths() {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.path = "/home/ada/2024 Ada_and-JEAN (adamant).wav"
        transcript.speakers[0].label = "Ada Lovelace"
        transcript.speakers[1].label = "ada"
        let result = Redaction([.names], names: ["Ada", "Jean Luc"]).applied(to: transcript)
        #expect(result.recording.path == "/home/[name]/2024 [name]_and-[name] (adamant).wav")
        #expect(result.speakers.map(\.label) == ["[name] 1", "[name] 2"])
        #expect(Redaction([.email], names: ["Ada"]).applied(to: transcript) == transcript)
    }

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

    @Test(arguments: 0..<10) func anyTranscriptCanBeRedacted(seed: UInt64) {
        let transcript = TranscriptFixtures.random(seed: seed)
        let result = Redaction(Set(Redaction.Kind.allCases), names: ["it", "", "日本語"]).applied(to: transcript)
        #expect(result.turns.allSatisfy { !$0.words.isEmpty })
    }
}

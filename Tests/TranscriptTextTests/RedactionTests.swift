import Foundation
import TestSupport
import Testing
import Transcript

@testable import TranscriptText

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
        ("at", "at"), ("an @ sign", "an @ sign"), ("mail x＠y.z", "mail [email]"),
    ])
    func addressesGo(text: String, expected: String) { #expect(redacted(text) == expected) }

    @Test(arguments: [
        ("Call 555-123-4567.", "Call [phone]."), ("+49 (30) 1234 5678, ok", "[phone], ok"),
        ("call (555) 123-4567 now", "call [phone] now"),
        ("five five five one two three four", "[phone]"), ("Five, five, five, oh one two three!", "[phone]!"),
        ("five 55 one234", "five 55 one234"), ("in 2024 we", "in 2024 we"), ("on 2024-05-06 we", "on 2024-05-06 we"),
        ("06/05/2024", "06/05/2024"), ("1,000,000,000 people", "1,000,000,000 people"), ("3.14159", "3.14159"),
        ("one two three", "one two three"), ("12345.67", "12345.67"), ("555 1234", "[phone]"),
        ("555_014_7890", "[phone]"), ("triple five double oh one four seven nine", "[phone]"),
        ("a double one is two", "a double one is two"),
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
        ("Jean Luc!", "[name]!"), ("Jean", "Jean"), ("josé", "[name]"), ("jose\u{301} JOSE", "[name] [name]"),
        ("Ada-Marie's", "[name]'s"), ("O-Ada ada@x.y d'Ada", "[name] [name] [name]"), ("Ada—who", "[name]—who"),
        ("Jean-Luc JeanLuc jean, Luc", "[name] [name] [name]"), ("A\u{AD}da Ａｄａ A\u{200B}da", "[name] [name] [name]"),
        ("the Adas", "the [name]"), ("McAda", "[name]"), ("Ada2", "[name]"), ("Ada/José", "[name]/[name]"),
        ("a da is", "a da is"), ("Je an Luc", "[name]"), ("Adaʼs Adaʻs Ada‘s", "[name]ʼs [name]ʻs [name]‘s"),
    ])
    func namesGo(text: String, expected: String) { #expect(redacted(text, [.names]) == expected) }

    /// Letters that people write in two ways.
    @Test(arguments: [
        ("Strasse", "Straße"), ("Straße", "STRASSE"), ("Lukasz", "Łukasz"), ("Øyvind", "oyvind"), ("Aesop", "Æsop"),
        ("Fikret", "ﬁkret"), ("Guðrún", "Gudrun"), ("Ιωάννης", "ΙΩΆΝΝΗΣ"), ("O'Brien", "OʼBrien"), ("İpek", "ipek"),
    ])
    func namesAreFoundHoweverTheyAreWritten(name: String, text: String) {
        let transcript = TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)])
        #expect(Redaction([.names], names: [name]).applied(to: transcript).turns[0].text == "[name]")
    }

    @Test(arguments: [
        ("Mc Allister said", "[name] said"), ("McAllister", "[name]"), ("mcallister's", "[name]'s"),
        ("anne marie", "[name]"), ("Anne-Marie", "[name]"), ("this is a test", "this is a test"), ("Isa", "[name]"),
        ("王 伟 来 了", "[name] 来 了"), ("我叫王伟。", "我叫[name]。"), ("지민이가", "[name]이가"), ("Jo Ann", "[name]"),
    ])
    func namesAreFoundHoweverTheyAreParted(text: String, expected: String) {
        let transcript = TranscriptFixtures.meeting(turns: [TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)])
        let names = ["McAllister", "Annemarie", "Isa", "王伟", "지민", "Joann"]
        // A short name that is one word is not put together from two, a name of two words is found as one.
        let redaction = Redaction([.names], names: text.hasPrefix("Jo") ? ["Jo Ann"] : names)
        #expect(redaction.applied(to: transcript).turns[0].text == expected)
    }

    @Test func allOfALongTurnGoesAndTheRestKeepsItsTime() {
        let text = Array(repeating: "Jean Luc met Ada’s aunt (555-123-4567) or a@b.org", count: 200).joined(
            separator: " ")
        let turn = TranscriptFixtures.turn(0, start: 0, wordSeconds: 1, text)
        let redaction = Redaction(Set(Redaction.Kind.allCases), names: ["Jean Luc", "Ada"])
        let result = redaction.applied(to: TranscriptFixtures.meeting(turns: [turn])).turns[0]
        #expect(result.words.count == 7 * 200)
        for round in 0..<200 {
            let words = Array(result.words[round * 7..<round * 7 + 7])
            #expect(
                words.map(\.text) == ["[name]", "met", "[name]’s", "aunt", "[phone]", "or", "[email]"], "\(round)")
            #expect(words[0].range.start == turn.words[round * 8].range.start)
            #expect(Array(words.map(\.range).dropFirst()) == turn.words[round * 8 + 2..<round * 8 + 8].map(\.range))
            #expect(words[0].range.end == turn.words[round * 8 + 1].range.end)
        }
    }

    /// Also of texts that are added to a transcript one day.
    @Test func noTextOfATranscriptIsForgotten() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.speakers[0].name = "Ann"
        transcript.turns[0].channel = 1
        transcript.alternatives = [Alternative(range: TimeRange(start: 0, end: 1), rank: 2, text: "a", confidence: 1)]
        transcript.recording.recordedAt = "2024-05-06T07:08:09Z"
        func filled(_ value: Any, _ key: String) -> Any {
            switch value {
            // A kind is one of a few words, and times and the hash of audio tell nothing.
            case let text as String:
                return ["kind", "contentHash", "startedAt", "recordedAt"].contains(key) ? text : text + " Lively"
            case let list as [Any]: return list.map { filled($0, key) }
            case let object as [String: Any]:
                return Dictionary(uniqueKeysWithValues: object.map { ($0, filled($1, $0)) })
            default: return value
            }
        }
        let plain = try JSONSerialization.jsonObject(with: JSONEncoder().encode(transcript))
        let data = try JSONSerialization.data(withJSONObject: filled(plain, ""))
        let secret = try JSONDecoder().decode(MeetingTranscript.self, from: data)
        #expect(String(decoding: data, as: UTF8.self).components(separatedBy: "Lively").count > 20)
        let result = Redaction([.names], names: ["lively"]).applied(to: secret)
        let text = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        #expect(!text.lowercased().contains("lively"), "\(text)")
        #expect(result.speakers.allSatisfy { $0.embedding.isEmpty } && result.alternatives.isEmpty)
    }

    @Test func aHashByWhichAGuessCouldBeProvedGoes() {
        var transcript = TranscriptFixtures.meeting
        transcript.run.settings["file-sha256"] = TranscriptFixtures.hash(9)
        let audio = Redaction([.email]).applied(to: transcript)
        #expect(audio.recording.contentHash == transcript.recording.contentHash)
        #expect(audio.run.settings["file-sha256"] == nil && audio.run.settings["language"] == "en")
        transcript.recording.format = Recording.transcriptOnly
        #expect(
            Redaction([.email]).applied(to: transcript).recording.contentHash == String(repeating: "0", count: 64))
    }

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

    @Test(arguments: 0..<10) func anyTranscriptCanBeRedacted(seed: UInt64) {
        let transcript = TranscriptFixtures.random(seed: seed)
        let result = Redaction(Set(Redaction.Kind.allCases), names: ["it", "", "日本語"]).applied(to: transcript)
        #expect(result.turns.allSatisfy { !$0.words.isEmpty })
    }
}

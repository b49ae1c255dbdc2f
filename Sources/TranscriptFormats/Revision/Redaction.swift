public import Transcript

/// Takes what identifies people out of a transcript before others see it.
///
/// Words that are taken out become one word, for example `[phone]`, with the time of all of them. It is a help, not a
/// guarantee: what is spelt or split otherwise, or misheard, stays.
public struct Redaction: Hashable, Sendable {
    /// What can be taken out.
    public enum Kind: String, CaseIterable, Sendable {
        /// E-mail addresses, also spoken: `ada at example dot com`.
        case email
        /// Seven or more digits in a row, in figures or spoken one by one, in whatever groups, that are no date.
        case phone
        /// Thirteen to nineteen digits that pass the check of payment cards, and digits right before or after them.
        case card
        /// The names that are given, as whole words, whatever the case of their letters.
        case names
    }

    /// What is taken out.
    public let kinds: Set<Kind>
    /// Names, of one or more words each.
    public let names: [String]

    /// Makes a redaction; `names` count where `kinds` has `.names`.
    public init(_ kinds: Set<Kind>, names: [String] = []) {
        self.kinds = kinds
        self.names = names
    }

    /// The transcript without them: in its words, and for names in the labels of speakers and in the path as well.
    public func applied(to transcript: MeetingTranscript) -> MeetingTranscript {
        let names = PhraseReplacements(
            kinds.contains(.names)
                ? self.names.map { ($0.split(whereSeparator: \.isWhitespace).map(String.init), ["[name]"]) } : [])
        let numbers = SpokenNumbers(phones: kinds.contains(.phone), cards: kinds.contains(.card))
        var result = transcript
        // Other readings of what was taken out would give it away.
        result.alternatives = []
        for index in result.turns.indices {
            var turn = result.turns[index]
            if kinds.contains(.email) { turn = turn.replacing(SpokenAddresses.matches(in: turn.words.map(\.text))) }
            turn = turn.replacing(numbers.matches(in: turn.words.map(\.text)))
            result.turns[index] = turn.replacing(names.matches(in: turn.words.map(\.text)))
        }
        guard kinds.contains(.names) else { return result }
        func isNamed(_ speaker: String) -> Bool {
            !names.matches(in: speaker.split(whereSeparator: \.isWhitespace).map(String.init)).isEmpty
        }
        for index in result.speakers.indices {
            // Two speakers must not get one label.
            if isNamed(result.speakers[index].label) { result.speakers[index].label = "[name] \(index + 1)" }
            if let name = result.speakers[index].name, isNamed(name) {
                result.speakers[index].name = "[name] \(index + 1)"
            }
        }
        result.recording.path = redactedPath(transcript.recording.path)
        return result
    }

    /// Letters that belong together are a word; everything between them stays.
    private func redactedPath(_ path: String) -> String {
        let keys = Set(names.flatMap { $0.split { !$0.isLetter }.map { $0.lowercased() } })
        var result = ""
        var word = ""
        func finish() {
            result += keys.contains(word.lowercased()) ? "[name]" : word
            word = ""
        }
        for character in path {
            if character.isLetter {
                word.append(character)
            } else {
                finish()
                result.append(character)
            }
        }
        finish()
        return result
    }
}

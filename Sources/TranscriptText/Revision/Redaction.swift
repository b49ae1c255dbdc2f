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
        /// The names that are given, as whole words or parts of words, whatever case, accents and spaces.
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

    /// The transcript without them, in every text that it has.
    ///
    /// Words are redacted as they are spoken; paths, labels, settings, names of systems and models, and reasons as
    /// `RedactedDetails` says. What would tell in another way what was there goes altogether: other readings, the hash
    /// of an imported file of text, by which a guess could be proved, and, with names, the voice prints.
    public func applied(to transcript: MeetingTranscript) -> MeetingTranscript {
        guard !kinds.isEmpty else { return transcript }
        let details = RedactedDetails(self)
        var result = transcript
        result.alternatives = []
        result.turns = redacted(result.turns)
        redactSpeakers(&result.speakers, details)
        result.recording.path = details.text(result.recording.path)
        result.recording.format = details.text(result.recording.format)
        if !result.recording.hasAudio { result.recording.contentHash = Self.noHash }
        if result.run.system != RunInfo.ownSystem { result.run.system = details.text(result.run.system) }
        result.run.programVersion = details.text(result.run.programVersion)
        result.run.settings = Self.redacted(result.run.settings.filter { $0.key != "file-sha256" }, details)
        result.run.models = Self.redacted(result.run.models, details)
        for index in result.run.timings.indices {
            result.run.timings[index].stage = details.text(result.run.timings[index].stage)
        }
        for index in result.ledger.entries.indices {
            result.ledger.entries[index].reason = result.ledger.entries[index].reason.map(details.text)
        }
        return result
    }

    /// A path without them.
    public func applied(to path: String) -> String { RedactedDetails(self).text(path) }

    /// Whether a path or another text that nobody speaks holds something of what is taken out.
    public func isHeld(by text: String) -> Bool {
        RedactedDetails(self).text(text) != text || (kinds.contains(.names) && SpokenNames(names).isHeld(by: text))
    }

    /// Whether a text has letters or digits by which a name can be found.
    public static func isName(_ text: String) -> Bool { !NameTokens(text).tokens.isEmpty }

    /// Stands for the hash of a file that is known by its text alone.
    private static let noHash = String(repeating: "0", count: 64)

    private func redacted(_ turns: [Turn]) -> [Turn] {
        let names = SpokenNames(kinds.contains(.names) ? self.names : [])
        let numbers = SpokenNumbers(phones: kinds.contains(.phone), cards: kinds.contains(.card))
        return turns.map { turn in
            var turn = turn
            if kinds.contains(.email) { turn = turn.replacing(SpokenAddresses.matches(in: turn.words.map(\.text))) }
            turn = turn.replacing(numbers.matches(in: turn.words.map(\.text)))
            return turn.replacing(names.matches(in: turn.words.map(\.text)))
        }
    }

    private func redactSpeakers(_ speakers: inout [Speaker], _ details: RedactedDetails) {
        let names = SpokenNames(kinds.contains(.names) ? self.names : [])
        /// What stands for the label of a speaker; two speakers must not get one label.
        func redacted(_ label: String, _ number: Int) -> String {
            let rest = details.text(label)
            guard rest != label || names.isHeld(by: label) else { return label }
            let sign = ["[name]", "[email]", "[card]", "[phone]"].first { rest.contains($0) } ?? "[name]"
            return "\(sign) \(number)"
        }
        for index in speakers.indices {
            speakers[index].label = redacted(speakers[index].label, index + 1)
            speakers[index].name = speakers[index].name.map { redacted($0, index + 1) }
            // How somebody sounds tells who it is.
            if kinds.contains(.names) { speakers[index].embedding = [] }
        }
    }

    /// Keys that become the same are told apart by their order.
    private static func redacted(_ texts: [String: String], _ details: RedactedDetails) -> [String: String] {
        var result: [String: String] = [:]
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
            let name = details.text(key)
            var free = name
            var number = 1
            while result[free] != nil {
                number += 1
                free = "\(name) \(number)"
            }
            result[free] = details.text(value)
        }
        return result
    }
}

import Foundation
import Transcript

/// A word as another system has it.
struct ImportedWord: Hashable {
    var text: String
    var range: TimeRange
    /// That the word is right, 0…1, or nil where the system does not say.
    var confidence: Double?
    /// The name of the speaker, or nil where the system does not name one.
    var speaker: String?
    /// That the speaker is right, 0…1, or nil where the system does not say.
    var speakerConfidence: Double?
    /// Whether several people are known to speak at once.
    var isOverlapped = false

    /// Whether the word carries the mark that ends a sentence.
    var endsSentence: Bool { word(speaker: nil).endsSentence }

    /// The word as the archive keeps it. What a system does not doubt counts as certain.
    func word(speaker index: Int?) -> Word {
        Word(
            text: text, range: range, confidence: confidence ?? 1, speaker: index,
            speakerMargin: index == nil ? 0 : speakerConfidence ?? 1, isOverlapped: isOverlapped)
    }
}

/// Words that another system keeps together.
struct ImportedTurn: Hashable {
    /// The name of the speaker, or nil where the system does not name one.
    var speaker: String?
    /// From 1, or nil where there is one channel only or all are mixed.
    var channel: Int?
    var words: [ImportedWord]
    /// Whether it is marked as another voice than the one before, also where neither has a name.
    var isNewVoice = false

    /// From the first start to the last end.
    var range: TimeRange {
        let start = words.map(\.range.start).min() ?? 0
        return TimeRange(start: start, end: words.map(\.range.end).max() ?? start)
    }

    init(speaker: String?, channel: Int? = nil, words: [ImportedWord]) {
        self.speaker = speaker
        self.channel = channel
        self.words = words
    }

    /// A turn of which only the text and the whole time are known, or also the times of words.
    /// - Parameters:
    ///   - words: Where there are as many as in the text, or where they have the same letters, they give the words of
    ///     the text their times. Else those that are the same do, and what they leave of the time of the turn is shared
    ///     out in proportion to letters.
    ///   - confidence: The confidence of words that have none of their own.
    init(
        text: String, range: TimeRange, speaker: String?, channel: Int? = nil, words: [ImportedWord] = [],
        confidence: Double? = nil
    ) {
        let texts = Self.texts(text)
        let sources =
            texts.count == words.count
            ? words : Self.aligned(texts, with: words) ?? WordMatching(texts, words).sources(within: range)
        self.init(
            speaker: speaker, channel: channel,
            words: zip(texts, sources).map { text, source in
                var word = source
                word.text = String(text)
                word.confidence = source.confidence ?? confidence
                word.speaker = source.speaker ?? speaker
                return word
            })
    }

    /// What stands between white space. A sign that combines with the space before it belongs to the word.
    static func texts(_ text: String) -> [Substring] {
        text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { Substring($0) }
    }

    /// For each text the time of the words that have its letters, or nil where the letters are not the same.
    static func aligned(_ texts: [Substring], with words: [ImportedWord]) -> [ImportedWord]? {
        guard !words.isEmpty else { return nil }
        // Scalars, since letters of two words may be one character where they are joined.
        let spoken = words.map { Self.letters($0.text) }
        let written = texts.map { Self.letters($0) }
        guard written.joined().elementsEqual(spoken.joined()) else { return nil }
        // Each letter's word.
        let owners = spoken.enumerated().flatMap { index, letters in repeatElement(index, count: letters.count) }
        var passed = 0
        return written.map { letters in
            let own = owners[passed..<passed + letters.count]
            passed += letters.count
            guard let first = own.first, let last = own.last else {
                // A mark alone is where the word before it ends.
                var mark = words[passed > 0 ? owners[passed - 1] : 0]
                let end = passed > 0 ? mark.range.end : mark.range.start
                mark.range = TimeRange(start: end, end: end)
                return mark
            }
            var word = words[first]
            word.range = TimeRange(start: word.range.start, end: max(word.range.start, words[last].range.end))
            let confidences = words[first...last].compactMap(\.confidence)
            word.confidence = confidences.isEmpty ? nil : confidences.reduce(0, +) / Double(confidences.count)
            return word
        }
    }

    /// Letters, the signs that combine with them, and digits, in lower case and canonically decomposed, so that a letter
    /// is the same whether or not its parts stand in one word.
    static func letters(_ text: some StringProtocol) -> [Unicode.Scalar] {
        text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter { scalar in
            let properties = scalar.properties
            return switch properties.generalCategory {
            case .nonspacingMark, .spacingMark: !properties.isVariationSelector
            default: properties.isAlphabetic || properties.numericType != nil
            }
        }
    }

    /// The turn cut where words are another speaker's.
    var partedBySpeaker: [ImportedTurn] {
        var parts: [ImportedTurn] = []
        for word in words {
            if let last = parts.indices.last, parts[last].speaker == word.speaker {
                parts[last].words.append(word)
            } else {
                parts.append(ImportedTurn(speaker: word.speaker, channel: channel, words: [word]))
            }
        }
        return parts
    }

    /// Whether the words of a piece may belong to this turn, whenever they are said.
    fileprivate func isContinued(by piece: ImportedTurn) -> Bool {
        speaker == piece.speaker && channel == piece.channel && !piece.isNewVoice
            && (speaker != nil || words.last?.endsSentence != true)
    }

    /// The turn without words in which nothing can be seen.
    var withoutEmptyWords: ImportedTurn {
        guard words.contains(where: { $0.text.allSatisfy(\.isWhitespace) }) else { return self }
        var turn = self
        turn.words.removeAll { $0.text.allSatisfy(\.isWhitespace) }
        return turn
    }
}

extension TimeRange {
    /// The span shared out among texts in proportion to their letters.
    func shares(among texts: [Substring]) -> [TimeRange] { shares(texts.map(\.count)) }
}

extension [ImportedTurn] {
    /// A pause in seconds after which a new turn begins, also where the same speaker goes on.
    private static var longestPauseSeconds: Double { 1.5 }

    /// Pieces in order of time joined to turns: one speaker on one channel, without long pauses. Where nobody is named
    /// a turn ends with a sentence, since it would otherwise go on for the whole recording.
    func joined() -> [ImportedTurn] {
        var turns: [ImportedTurn] = []
        // The end of the last turn; to ask the turn would mean to look at all its words for each piece.
        var reached = 0.0
        for piece in self {
            let range = piece.range
            if let last = turns.indices.last, turns[last].isContinued(by: piece),
                range.start - reached <= Self.longestPauseSeconds
            {
                turns[last].words += piece.words
                reached = Swift.max(reached, range.end)
            } else {
                turns.append(piece)
                reached = range.end
            }
        }
        return turns
    }

    /// Words joined to turns.
    static func joining(_ words: [ImportedWord], channel: Int?) -> [ImportedTurn] {
        words.map { ImportedTurn(speaker: $0.speaker, channel: channel, words: [$0]) }.joined()
    }
}

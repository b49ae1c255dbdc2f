import Transcript

/// A word as another system has it.
struct ImportedWord: Hashable {
    var text: String
    var range: TimeRange
    /// That the word is right, 0…1, or nil where the system does not say.
    var confidence: Double?
    /// The name of the speaker, or nil where the system names nobody.
    var speaker: String?
    /// That the speaker is right, 0…1, or nil where the system does not say.
    var speakerConfidence: Double?
    /// Whether several people are known to speak at once.
    var isOverlapped = false

    /// The word as the archive keeps it. What a system does not doubt counts as certain.
    func word(speaker index: Int?) -> Word {
        Word(
            text: text, range: range, confidence: confidence ?? 1, speaker: index,
            speakerMargin: index == nil ? 0 : speakerConfidence ?? 1, isOverlapped: isOverlapped)
    }
}

/// Words that another system keeps together.
struct ImportedTurn: Hashable {
    /// The name of the speaker, or nil where the system names nobody.
    var speaker: String?
    /// From 1, or nil where there is one channel only or all are mixed.
    var channel: Int?
    var words: [ImportedWord]

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
    ///   - words: Where there are as many as in the text, each gives the word at its place its time. Else the time of
    ///     the turn is shared out in proportion to letters.
    ///   - confidence: Of words that have none of their own.
    init(
        text: String, range: TimeRange, speaker: String?, channel: Int? = nil, words: [ImportedWord] = [],
        confidence: Double? = nil
    ) {
        let texts = text.split(whereSeparator: \.isWhitespace)
        let times = texts.count == words.count ? words.map(\.range) : Self.share(range, among: texts)
        let confidences = texts.count == words.count ? words.map(\.confidence) : texts.map { _ in nil }
        self.init(
            speaker: speaker, channel: channel,
            words: texts.indices.map { index in
                ImportedWord(
                    text: String(texts[index]), range: times[index], confidence: confidences[index] ?? confidence,
                    speaker: speaker)
            })
    }

    /// A span shared out in proportion to letters.
    static func share(_ range: TimeRange, among texts: [Substring]) -> [TimeRange] {
        let total = Double(max(1, texts.reduce(0) { $0 + $1.count }))
        var passed = 0
        return texts.map { text in
            let start = range.start + range.duration * Double(passed) / total
            passed += text.count
            return TimeRange(start: start, end: max(start, range.start + range.duration * Double(passed) / total))
        }
    }
}

extension [ImportedTurn] {
    /// A pause in seconds after which a new turn begins, also where the same speaker goes on.
    private static var longestPauseSeconds: Double { 1.5 }

    /// Pieces in order of time joined to turns: one speaker on one channel, without long pauses. Where nobody is named
    /// a turn ends with a sentence, since it would otherwise go on for the whole recording.
    func joined() -> [ImportedTurn] {
        reduce(into: []) { turns, piece in
            guard let last = turns.last, last.speaker == piece.speaker, last.channel == piece.channel,
                piece.range.start - last.range.end <= Self.longestPauseSeconds,
                piece.speaker != nil || last.words.last?.word(speaker: nil).endsSentence != true
            else {
                turns.append(piece)
                return
            }
            turns[turns.count - 1].words += piece.words
        }
    }

    /// Words joined to turns.
    static func joining(_ words: [ImportedWord], channel: Int?) -> [ImportedTurn] {
        words.map { ImportedTurn(speaker: $0.speaker, channel: channel, words: [$0]) }.joined()
    }
}

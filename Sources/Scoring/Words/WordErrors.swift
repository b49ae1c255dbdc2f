/// Counts of wrong words. Rates of several recordings are pooled by adding counts, not by averaging rates.
public struct WordErrors: Hashable, Sendable {
    /// Words that stand for another.
    public var substitutions: Int
    /// Words of the reference that the hypothesis lacks.
    public var deletions: Int
    /// Words of the hypothesis that the reference lacks.
    public var insertions: Int
    /// Words in the reference.
    public var referenceWords: Int
    /// False where the count is an upper bound: the exact search would have taken too long.
    public var isExact: Bool

    /// Makes a count; without arguments, of nothing.
    public init(
        substitutions: Int = 0, deletions: Int = 0, insertions: Int = 0, referenceWords: Int = 0, isExact: Bool = true
    ) {
        self.substitutions = substitutions
        self.deletions = deletions
        self.insertions = insertions
        self.referenceWords = referenceWords
        self.isExact = isExact
    }

    /// All errors.
    public var errors: Int { substitutions + deletions + insertions }

    /// Errors over words of the reference, 0…; nil where the reference has no words.
    public var rate: Double? { referenceWords == 0 ? nil : Double(errors) / Double(referenceWords) }

    /// Both together.
    public static func + (left: WordErrors, right: WordErrors) -> WordErrors {
        WordErrors(
            substitutions: left.substitutions + right.substitutions, deletions: left.deletions + right.deletions,
            insertions: left.insertions + right.insertions,
            referenceWords: left.referenceWords + right.referenceWords, isExact: left.isExact && right.isExact)
    }
}

/// Errors with every speaker's words compared to those of the speaker that fits best: cpWER and tcpWER.
public struct SpeakerWordErrors: Hashable, Sendable {
    /// The errors over all pairs of speakers.
    public var words: WordErrors
    /// Speakers of the reference.
    public var referenceSpeakers: Int
    /// Speakers of the reference that the hypothesis has too few of.
    public var missedSpeakers: Int
    /// Speakers that the hypothesis has too many of.
    public var extraSpeakers: Int
    /// Who was compared with whom: reference, hypothesis; nil for nobody. Empty for a pool.
    public var pairs: [SpeakerPair]

    /// Makes a result.
    public init(
        words: WordErrors = WordErrors(), referenceSpeakers: Int = 0, missedSpeakers: Int = 0, extraSpeakers: Int = 0,
        pairs: [SpeakerPair] = []
    ) {
        self.words = words
        self.referenceSpeakers = referenceSpeakers
        self.missedSpeakers = missedSpeakers
        self.extraSpeakers = extraSpeakers
        self.pairs = pairs
    }

    /// Both together; pairs are not kept, as speakers of several recordings have nothing to do with each other.
    public static func + (left: SpeakerWordErrors, right: SpeakerWordErrors) -> SpeakerWordErrors {
        SpeakerWordErrors(
            words: left.words + right.words, referenceSpeakers: left.referenceSpeakers + right.referenceSpeakers,
            missedSpeakers: left.missedSpeakers + right.missedSpeakers,
            extraSpeakers: left.extraSpeakers + right.extraSpeakers)
    }
}

/// Two speakers that were taken to be the same.
public struct SpeakerPair: Hashable, Sendable {
    /// Name in the reference, or nil where the hypothesis has one too many.
    public var reference: String?
    /// Name in the hypothesis, or nil where it has one too few.
    public var hypothesis: String?

    /// Makes a pair.
    public init(reference: String?, hypothesis: String?) {
        self.reference = reference
        self.hypothesis = hypothesis
    }
}

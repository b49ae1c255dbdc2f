public import Transcript

/// A word of one transcript beside that of another.
public struct ComparedWord: Hashable, Sendable {
    /// The word of the reference, or nil where the hypothesis has one too many.
    public var reference: String?
    /// The word of the hypothesis, or nil where it has one too few.
    public var hypothesis: String?
    /// Who says the word of the hypothesis; nil where there is none.
    public var hypothesisSpeaker: String?
    /// Whether both sides give the word to the same person, as far as both have it.
    public var hasSameSpeaker: Bool

    /// Whether both sides have the same word.
    public var isEqual: Bool { reference == hypothesis }
}

/// What is said in a turn of the reference, as both sides have it.
public struct ComparedTurn: Hashable, Sendable {
    /// Who speaks in the reference; nil where only the hypothesis hears anything.
    public var speaker: String?
    /// When: of the reference's turn, else of the hypothesis'.
    public var range: TimeRange
    /// In the order of time; normalized.
    public var words: [ComparedWord]

    /// Whether both sides agree on every word and on who says it.
    public var isEqual: Bool { words.allSatisfy { $0.isEqual && $0.hasSameSpeaker } }
}

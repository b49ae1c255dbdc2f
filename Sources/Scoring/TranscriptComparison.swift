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
    /// In the order of time; normalised.
    public var words: [ComparedWord]

    /// Whether both sides agree on every word and on who says it.
    public var isEqual: Bool { words.allSatisfy { $0.isEqual && $0.hasSameSpeaker } }
}

/// Two transcripts of one recording beside each other.
public struct TranscriptComparison: Hashable, Sendable {
    /// Errors of the hypothesis if the reference is right, blind to speakers.
    public let wordErrors: WordErrors
    /// The same, each speaker's words against those of the speaker that fits best; `pairs` tells who that is.
    public let speakerErrors: SpeakerWordErrors
    /// The turns of the reference in order of time, and between them what only the hypothesis hears.
    public let turns: [ComparedTurn]

    /// Compares word by word.
    /// - Parameters:
    ///   - reference: What counts as right.
    ///   - hypothesis: What is compared with it.
    ///   - normalization: What is done to the words of both sides first.
    public init(
        reference: ScoredTranscript, hypothesis: ScoredTranscript, normalization: TextNormalization = .basic
    ) {
        var vocabulary = Vocabulary()
        let left = PreparedTranscript(
            reference, normalization: normalization, ignored: [], vocabulary: &vocabulary)
        let right = PreparedTranscript(
            hypothesis, normalization: normalization, ignored: [], vocabulary: &vocabulary)
        let leftWords = Self.words(of: left)
        let rightWords = Self.words(of: right)
        let steps = EditDistance.align(leftWords.map(\.number), rightWords.map(\.number))
        wordErrors = WordErrors(steps, referenceWords: leftWords.count)
        speakerErrors = SpeakerAttribution.errors(left, right)
        let partners = speakerErrors.pairs.reduce(into: [String: String]()) { partners, pair in
            if let name = pair.reference { partners[name] = pair.hypothesis }
        }
        let places = ComparedPlace.places(of: steps, reference: leftWords, hypothesis: rightWords)
        var turns: [(place: ComparedPlace, turn: ComparedTurn)] = []
        for (step, place) in zip(steps, places) {
            let (leftWord, rightWord) = step.words(leftWords, rightWords)
            let leftSpeaker = leftWord.map { left.speakers[$0.turn.speaker] }
            let rightSpeaker = rightWord.map { right.speakers[$0.turn.speaker] }
            let word = ComparedWord(
                reference: leftWord.map { vocabulary[$0.number] }, hypothesis: rightWord.map { vocabulary[$0.number] },
                hypothesisSpeaker: rightSpeaker,
                hasSameSpeaker: leftSpeaker == nil || rightSpeaker == nil
                    || leftSpeaker.flatMap { partners[$0] } == rightSpeaker)
            if turns.last?.place != place {
                turns.append((place, place.turn(left, right)))
            }
            turns[turns.count - 1].turn.words.append(word)
        }
        self.turns = turns.map(\.turn)
    }

    /// A word with its turn.
    struct PlacedWord {
        let number: Int32
        let range: TimeRange
        /// Place of the turn in the order of the transcript.
        let turnIndex: Int
        let turn: PreparedTranscript.Segment
    }

    /// All words, turn by turn in order of start, then end.
    private static func words(of transcript: PreparedTranscript) -> [PlacedWord] {
        transcript.segments.enumerated().sorted {
            ($0.element.range.start, $0.element.range.end, $0.offset)
                < ($1.element.range.start, $1.element.range.end, $1.offset)
        }.flatMap { index, turn in
            zip(turn.words, turn.times).map { PlacedWord(number: $0, range: $1, turnIndex: index, turn: turn) }
        }
    }
}

/// Where a step of an alignment belongs.
enum ComparedPlace: Hashable {
    /// A turn of the reference.
    case reference(Int)
    /// A turn of the hypothesis of which the reference has nothing.
    case hypothesis(Int)

    /// How far in seconds a word may be from a turn to belong to it: times of words are no more certain than that.
    private static let toleranceSeconds = 0.5

    /// The place of each step. A word that the reference lacks belongs to the turn on either side that it falls into.
    static func places(
        of steps: [AlignmentStep], reference: [TranscriptComparison.PlacedWord],
        hypothesis: [TranscriptComparison.PlacedWord]
    ) -> [ComparedPlace] {
        var before: TranscriptComparison.PlacedWord?
        var nextIndex = 0
        return steps.map { step in
            switch step {
            case .pair(let index, _, _), .deletion(let index):
                before = reference[index]
                nextIndex = index + 1
                return .reference(reference[index].turnIndex)
            case .insertion(let index):
                let word = hypothesis[index]
                let after = nextIndex < reference.count ? reference[nextIndex] : nil
                if let before, let after, before.turnIndex == after.turnIndex { return .reference(before.turnIndex) }
                let home = [before, after].compactMap(\.self).first { isIn($0.turn.range, word) }
                return home.map { .reference($0.turnIndex) } ?? .hypothesis(word.turnIndex)
            }
        }
    }

    private static func isIn(_ turn: TimeRange, _ word: TranscriptComparison.PlacedWord) -> Bool {
        turn.start - toleranceSeconds <= word.range.middle && word.range.middle < turn.end + toleranceSeconds
    }

    /// The turn there, still without words.
    func turn(_ reference: PreparedTranscript, _ hypothesis: PreparedTranscript) -> ComparedTurn {
        switch self {
        case .reference(let index):
            let turn = reference.segments[index]
            return ComparedTurn(speaker: reference.speakers[turn.speaker], range: turn.range, words: [])
        case .hypothesis(let index):
            return ComparedTurn(speaker: nil, range: hypothesis.segments[index].range, words: [])
        }
    }
}

extension AlignmentStep {
    /// The words of both sides that the step pairs; nil on the side that has none.
    fileprivate func words<Word>(_ reference: [Word], _ hypothesis: [Word]) -> (reference: Word?, hypothesis: Word?) {
        switch self {
        case .pair(let left, let right, _): (reference[left], hypothesis[right])
        case .deletion(let left): (reference[left], nil)
        case .insertion(let right): (nil, hypothesis[right])
        }
    }
}

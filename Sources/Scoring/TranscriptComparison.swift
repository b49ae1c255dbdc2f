import Transcript

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
        var numbering = WordNumbering()
        let left = PreparedTranscript(
            reference, normalization: normalization, ignored: [], numbering: &numbering)
        let right = PreparedTranscript(
            hypothesis, normalization: normalization, ignored: [], numbering: &numbering)
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
                reference: leftWord.map { numbering[$0.number] }, hypothesis: rightWord.map { numbering[$0.number] },
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

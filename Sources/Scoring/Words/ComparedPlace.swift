import Transcript

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

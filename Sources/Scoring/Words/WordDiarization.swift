import Transcript

/// WDER (Shafey, Soltau and Shafran 2019): of the words that stand at the same place in both transcripts, how many have
/// the wrong speaker. Words that are missing or too many do not count.
public struct WordDiarizationErrors: Hashable, Sendable {
    /// Words with the wrong speaker.
    public var wrongSpeaker: Int
    /// Words that are paired in the alignment, equal or not.
    public var alignedWords: Int

    /// Makes a count.
    public init(wrongSpeaker: Int = 0, alignedWords: Int = 0) {
        self.wrongSpeaker = wrongSpeaker
        self.alignedWords = alignedWords
    }

    /// Share of the aligned words, 0…1; nil where no words are aligned.
    public var rate: Double? { alignedWords == 0 ? nil : Double(wrongSpeaker) / Double(alignedWords) }

    /// Both together.
    public static func + (left: WordDiarizationErrors, right: WordDiarizationErrors) -> WordDiarizationErrors {
        WordDiarizationErrors(
            wrongSpeaker: left.wrongSpeaker + right.wrongSpeaker, alignedWords: left.alignedWords + right.alignedWords)
    }

    /// Counts along an alignment that is blind to speakers, with speakers paired so that the count is the least.
    /// - Parameters:
    ///   - referenceSpeakers, hypothesisSpeakers: speaker of each word, from 0.
    init(_ steps: [AlignmentStep], referenceSpeakers: [Int], hypothesisSpeakers: [Int]) {
        let rows = (referenceSpeakers.max() ?? -1) + 1
        let columns = (hypothesisSpeakers.max() ?? -1) + 1
        var together = [Int](repeating: 0, count: rows * columns)
        self.init()
        for case .pair(let reference, let hypothesis, _) in steps {
            together[referenceSpeakers[reference] * columns + hypothesisSpeakers[hypothesis]] += 1
            alignedWords += 1
        }
        wrongSpeaker = alignedWords
        for (row, column) in Assignment.maximumGain(together, rows: rows, columns: columns).enumerated() {
            if let column { wrongSpeaker -= together[row * columns + column] }
        }
    }
}

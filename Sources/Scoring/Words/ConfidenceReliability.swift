/// How often words of each confidence are right: a reliability table.
///
/// A word of the hypothesis is right where the alignment that WER counts pairs it with an equal word. Calibrated
/// confidence c means that a share c of the words that have it are right.
public struct ConfidenceReliability: Hashable, Sendable {
    /// Words whose confidence lies in one tenth of 0…1.
    public struct Bin: Hashable, Sendable {
        /// Words in it.
        public var words = 0
        /// Those of them that are right.
        public var right = 0
        /// Sum of their confidences.
        public var confidenceSum = 0.0

        /// Mean confidence, or nil in an empty bin.
        public var meanConfidence: Double? { words == 0 ? nil : confidenceSum / Double(words) }
        /// Share that is right, or nil in an empty bin.
        public var rightShare: Double? { words == 0 ? nil : Double(right) / Double(words) }

        /// Both together.
        public static func + (left: Bin, right: Bin) -> Bin {
            Bin(
                words: left.words + right.words, right: left.right + right.right,
                confidenceSum: left.confidenceSum + right.confidenceSum)
        }
    }

    /// Ten bins: 0 to below 0.1 and so on; the last one includes 1.
    public private(set) var bins = [Bin](repeating: Bin(), count: 10)
    /// Sum over words of the squared distance between confidence and 1 (right) or 0 (wrong).
    public private(set) var squaredErrorSum = 0.0

    /// A table without words.
    public init() {}

    /// Counts along an alignment.
    /// - Parameter confidences: of each word of the hypothesis; words without one are left out.
    init(_ steps: [AlignmentStep], confidences: [Double?]) {
        for step in steps {
            switch step {
            case .pair(_, let word, let isEqual): add(confidences[word], isRight: isEqual)
            case .insertion(let word): add(confidences[word], isRight: false)
            case .deletion: continue
            }
        }
    }

    private mutating func add(_ confidence: Double?, isRight: Bool) {
        guard let confidence else { return }
        let word = Bin(words: 1, right: isRight ? 1 : 0, confidenceSum: confidence)
        let index = min(bins.count - 1, Int(confidence * Double(bins.count)))
        bins[index] = bins[index] + word
        squaredErrorSum += (confidence - (isRight ? 1 : 0)) * (confidence - (isRight ? 1 : 0))
    }

    /// All words in one bin.
    public var all: Bin { bins.reduce(Bin(), +) }

    /// Mean over words of how far their bin's share of right words is from its mean confidence, 0…1; nil without words.
    public var expectedCalibrationError: Double? {
        let words = all.words
        guard words > 0 else { return nil }
        return bins.reduce(0) { $0 + abs($1.confidenceSum - Double($1.right)) } / Double(words)
    }

    /// Mean squared distance between confidence and outcome, 0…1; nil without words.
    public var brierScore: Double? { all.words == 0 ? nil : squaredErrorSum / Double(all.words) }

    /// Both together.
    public static func + (left: ConfidenceReliability, right: ConfidenceReliability) -> ConfidenceReliability {
        var sum = left
        for index in sum.bins.indices { sum.bins[index] = sum.bins[index] + right.bins[index] }
        sum.squaredErrorSum += right.squaredErrorSum
        return sum
    }
}

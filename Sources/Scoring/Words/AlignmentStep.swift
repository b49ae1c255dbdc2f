/// One step of an alignment of two word sequences, by index.
enum AlignmentStep: Hashable, Sendable {
    /// A word of each side, equal or not.
    case pair(reference: Int, hypothesis: Int, isEqual: Bool)
    /// A word of the reference that is missing.
    case deletion(reference: Int)
    /// A word of the hypothesis that is too many.
    case insertion(hypothesis: Int)
}

extension WordErrors {
    /// Counts the steps of an alignment.
    init(_ steps: [AlignmentStep], referenceWords: Int) {
        self.init(referenceWords: referenceWords)
        for step in steps {
            switch step {
            case .pair(_, _, let isEqual): substitutions += isEqual ? 0 : 1
            case .deletion: deletions += 1
            case .insertion: insertions += 1
            }
        }
    }
}

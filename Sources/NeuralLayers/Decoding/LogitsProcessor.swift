/// A rule that changes which token may come next, applied to the logits before the search chooses.
public protocol LogitsProcessor: Sendable {
    /// Changes the logits of a text's next token in place; minus infinity forbids a token.
    /// - Parameters:
    ///   - logits: one for each token of the vocabulary.
    ///   - tokens: those of the text so far, without the start token.
    func process(_ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int])
}

/// Forbids tokens, everywhere or as the first of a text.
public struct SuppressedTokens: LogitsProcessor {
    private let tokens: [Int]
    private let onlyFirst: Bool

    /// Takes tokens of the vocabulary.
    /// - Parameter onlyFirst: whether they are forbidden only as the first token of a text.
    public init(_ tokens: [Int], onlyFirst: Bool = false) {
        self.tokens = tokens
        self.onlyFirst = onlyFirst
    }

    /// Sets the logits of the forbidden tokens to minus infinity.
    public func process(_ logits: UnsafeMutableBufferPointer<Float>, after text: [Int]) {
        guard !onlyFirst || text.isEmpty else { return }
        for token in tokens { logits[token] = -.infinity }
    }
}

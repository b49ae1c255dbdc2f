internal import func Foundation.exp

/// Joins the tokens of a text to words, timed by where in the audio each token is.
struct TimedWords {
    /// The tokenizer that reads the tokens.
    let tokenizer: BytePieceTokenizer
    /// Length of a frame.
    let secondsPerFrame: Double

    /// Words in order; those that would overlap share the middle of what they have in common.
    /// - Parameters:
    ///   - tokens: without the start and the end token.
    ///   - logProbabilities: of each token, natural logarithm.
    ///   - spans: frames of each token.
    func words(_ tokens: [Int], logProbabilities: [Float], spans: [Range<Int>]) -> [RecognizedWord] {
        var words: [RecognizedWord] = []
        var ids: [Int] = []
        var steps: Range<Int> = 0..<0
        func close() {
            let text = tokenizer.decode(ids)
            guard !text.isEmpty else { return }
            let logs = steps.reduce(0.0) { $0 + Double(logProbabilities[$1]) }
            words.append(
                RecognizedWord(
                    text: text, start: Double(spans[steps.lowerBound].lowerBound) * secondsPerFrame,
                    end: Double(spans[steps.upperBound - 1].upperBound) * secondsPerFrame,
                    confidence: exp(logs / Double(steps.count))))
        }
        for (step, token) in tokens.enumerated() {
            if tokenizer.startsWord(token) || ids.isEmpty {
                close()
                ids = []
                steps = step..<step
            }
            ids.append(token)
            steps = steps.lowerBound..<step + 1
        }
        close()
        for index in words.indices.dropLast() where words[index].end > words[index + 1].start {
            let middle = 0.5 * (words[index].end + words[index + 1].start)
            words[index].end = max(words[index].start, middle)
            words[index + 1].start = min(words[index + 1].end, middle)
        }
        return words
    }
}

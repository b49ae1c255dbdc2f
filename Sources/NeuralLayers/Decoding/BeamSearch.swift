internal import CKernels

/// What a model remembers of one text while it is decoded.
public protocol BeamState: AnyObject {
    /// A state that has taken the same steps and goes on by itself.
    /// - Parameter spare: a state of the same search that no text uses any more; its memory may be used again.
    func forked(reusing spare: Self?) -> Self
}

/// Why a search ended a text.
public enum TextEnding: Hashable, Sendable {
    /// The model said that the text is complete.
    case complete
    /// The model repeated itself; the repetitions were cut off.
    case repetition
    /// The text reached the maximum number of tokens.
    case overlong
}

/// Beam search over the texts of one chunk.
///
/// The most probable texts so far go on side by side; a text that ends is kept. The best by mean log probability per
/// token wins, so that long and short texts compare fairly.
public struct BeamSearch<State: BeamState> {
    /// What does not change during a search.
    public struct Rules: Sendable {
        /// Texts that go on side by side, at least 1.
        public var width: Int
        /// Tokens that the model knows.
        public var vocabularySize: Int
        /// The token that ends a text.
        public var endToken: Int
        /// A text is cut off after this number of tokens, at least 1.
        public var maxTokens: Int
        /// Applied to the logits one after the other, before the search chooses.
        public var processors: [any LogitsProcessor]

        /// Takes the rules; see the properties.
        public init(
            width: Int, vocabularySize: Int, endToken: Int, maxTokens: Int, processors: [any LogitsProcessor] = []
        ) {
            self.width = width
            self.vocabularySize = vocabularySize
            self.endToken = endToken
            self.maxTokens = maxTokens
            self.processors = processors
        }
    }

    /// A text and the state of the model after it.
    public final class Text {
        /// Tokens so far, without the start token.
        public fileprivate(set) var tokens: [Int] = []
        /// Natural-log probability of each token, and of those that were cut off.
        public fileprivate(set) var logProbabilities: [Float] = []
        /// Natural-log probability of the whole text.
        public fileprivate(set) var score: Float = 0
        /// The model's state.
        public let state: State

        fileprivate init(state: State) { self.state = state }

        fileprivate init(_ text: Text, state: State) {
            (tokens, logProbabilities, score) = (text.tokens, text.logProbabilities, text.score)
            self.state = state
        }

        /// Mean natural-log probability of a token.
        fileprivate var quality: Float { score / Float(max(1, logProbabilities.count)) }
    }

    private struct Candidate {
        var beam: Int
        var token: Int
        var log: Float
        var score: Float
    }

    private let rules: Rules
    /// Texts that go on.
    public private(set) var live: [Text]
    private var ended: [(text: Text, ending: TextEnding)] = []
    /// States of texts that were given up.
    private var spares: [State] = []
    // Memory of a step, used again by the next.
    private var candidates: [Candidate] = []
    private var indices: [Int]
    private var logs: [Float]

    /// Starts with one empty text.
    public init(_ start: State, rules: Rules) {
        self.rules = rules
        live = [Text(state: start)]
        let count = min(rules.width, rules.vocabularySize)
        indices = [Int](repeating: 0, count: count)
        logs = [Float](repeating: 0, count: count)
        candidates.reserveCapacity(rules.width * count)
    }

    /// Whether nothing is left to decode.
    public var isDone: Bool { live.isEmpty }

    /// The best text and how it ended; nil before a text has ended.
    public var best: (text: Text, ending: TextEnding)? {
        // A text that came to its end is better than any that was cut off.
        let complete = ended.filter { $0.ending == .complete }
        return (complete.isEmpty ? ended : complete).max { $0.text.quality < $1.text.quality }
    }

    /// Takes the logits of the live texts' next tokens and chooses the texts that go on.
    /// - Parameter logits: one row of `vocabularySize` for each of `live`; the processors change it.
    public mutating func advance(_ logits: UnsafeMutablePointer<Float>) {
        rank(logits)
        let chosen = candidates.prefix(rules.width)
        for beam in live.indices where !chosen.contains(where: { $0.beam == beam }) { spares.append(live[beam].state) }
        // A text goes on as itself once. Its further continuations are copies, made before it changes.
        let texts = chosen.enumerated().map { place, candidate in
            let source = live[candidate.beam]
            let isFirst = !chosen.prefix(place).contains { $0.beam == candidate.beam }
            return isFirst ? source : Text(source, state: source.state.forked(reusing: spares.popLast()))
        }
        var next: [Text] = []
        for (candidate, text) in zip(chosen, texts) {
            text.tokens.append(candidate.token)
            text.logProbabilities.append(candidate.log)
            text.score = candidate.score
            if candidate.token == rules.endToken {
                ended.append((text, .complete))
            } else if let kept = RepetitionGuard.kept(text.tokens) {
                text.tokens.removeLast(text.tokens.count - kept)
                ended.append((text, .repetition))
            } else if text.tokens.count >= rules.maxTokens {
                ended.append((text, .overlong))
            } else {
                next.append(text)
            }
        }
        // Once as many texts have come to their end as the beam is wide, what still goes on is behind all of them.
        live = ended.count { $0.ending == .complete } < rules.width ? next : []
        if live.isEmpty { spares = [] }
    }

    /// Fills `candidates` with the most probable continuations of each live text, the best first; forbidden ones are left
    /// out.
    private mutating func rank(_ logits: UnsafeMutablePointer<Float>) {
        candidates.removeAll(keepingCapacity: true)
        for (beam, text) in live.enumerated() {
            let row = logits + beam * rules.vocabularySize
            for processor in rules.processors {
                processor.process(
                    UnsafeMutableBufferPointer(start: row, count: rules.vocabularySize), after: text.tokens)
            }
            ws_top_log_softmax(row, rules.vocabularySize, indices.count, &indices, &logs)
            for (token, log) in zip(indices, logs) where log != -.infinity {
                candidates.append(Candidate(beam: beam, token: token, log: log, score: text.score + log))
            }
        }
        candidates.sort { ($1.score, $0.beam, $0.token) < ($0.score, $1.beam, $1.token) }
    }
}

import NeuralLayers
import TestSupport
import Testing

@Suite struct BeamSearchTests {
    /// A state that knows its own steps, to see that texts and states stay together.
    private final class Steps: BeamState {
        var tokens: [Int] = []

        func forked(reusing spare: Steps?) -> Steps {
            let fork = spare ?? Steps()
            fork.tokens = tokens
            return fork
        }
    }

    private static let end = 0

    /// Runs a search over a model that gives logits for a text.
    private static func search(
        _ rules: BeamSearch<Steps>.Rules, _ model: ([Int]) -> [Float]
    ) -> BeamSearch<Steps> {
        var search = BeamSearch(Steps(), rules: rules)
        while !search.isDone {
            var logits: [Float] = []
            for text in search.live {
                #expect(text.state.tokens == Array(text.tokens.dropLast()))
                text.state.tokens = text.tokens
                logits += model(text.tokens)
            }
            search.advance(&logits)
        }
        return search
    }

    private static func rules(
        _ width: Int, vocabulary: Int = 4, maxTokens: Int = 5, processors: [any LogitsProcessor] = []
    ) -> BeamSearch<Steps>.Rules {
        .init(
            width: width, vocabularySize: vocabulary, endToken: end, maxTokens: maxTokens, processors: processors)
    }

    /// Random logits that depend on the text.
    private static func random(_ seed: UInt64, vocabulary: Int = 4) -> ([Int]) -> [Float] {
        { text in
            let key = text.reduce(seed) { ($0 &* 31) &+ UInt64($1) &+ 7 }
            return Noise.floats(vocabulary, seed: key, scale: 3)
        }
    }

    private static func logSoftmax(_ logits: [Float]) -> [Double] {
        let sum = logits.reduce(0.0) { $0 + Double($1).exponential }
        return logits.map { Double($0) - sum.logarithm }
    }

    /// A beam as wide as there are texts finds the best of all complete ones.
    @Test(arguments: 1...10) func aWideBeamFindsTheBestOfAll(seed: UInt64) throws {
        let model = Self.random(seed, vocabulary: 3)
        var best = (quality: -Double.infinity, text: [Int]())
        func visit(_ text: [Int], _ score: Double) {
            if text.last == Self.end {
                let quality = score / Double(text.count)
                if quality > best.quality { best = (quality, text) }
                return
            }
            guard text.count < 4 else { return }
            for (token, log) in Self.logSoftmax(model(text)).enumerated() { visit(text + [token], score + log) }
        }
        visit([], 0)
        let found = try #require(Self.search(Self.rules(200, vocabulary: 3, maxTokens: 4), model).best)
        #expect(found.ending == .complete && found.text.tokens == best.text)
        #expect(abs(Double(found.text.score) / Double(best.text.count) - best.quality) < 1e-5)
        let sum = found.text.logProbabilities.reduce(0, +)
        #expect(found.text.score == sum && found.text.logProbabilities.count == best.text.count)
    }

    @Test(arguments: 1...10) func aBeamOfOneIsGreedy(seed: UInt64) throws {
        let model = Self.random(seed)
        var expected: [Int] = []
        while expected.last != Self.end && expected.count < 5 {
            let logits = model(expected)
            expected.append(try #require(logits.indices.max { logits[$0] < logits[$1] }))
        }
        let found = try #require(Self.search(Self.rules(1), model).best)
        #expect(found.text.tokens == expected)
        #expect(found.ending == (expected.last == Self.end ? .complete : .overlong))
    }

    @Test func aLoopIsCutToItsFirstRound() throws {
        let model: ([Int]) -> [Float] = { text in
            text.count.isMultiple(of: 2) ? [-50, 50, -50, -50] : [-50, -50, 50, -50]
        }
        let found = try #require(Self.search(Self.rules(1, maxTokens: 100), model).best)
        #expect(found.ending == .repetition && found.text.tokens == [1, 2])
        #expect(found.text.logProbabilities.count == 10)
    }

    /// A complete text is better than a more probable one that was cut off.
    @Test func completeTextsComeFirst() throws {
        let model: ([Int]) -> [Float] = { text in text.isEmpty ? [0, 3, -50, -50] : [-50, 0, 10, -50] }
        let found = try #require(Self.search(Self.rules(2, maxTokens: 3), model).best)
        #expect(found.ending == .complete && found.text.tokens == [Self.end])
    }

    @Test func suppressedTokensNeverCome() throws {
        let processors: [any LogitsProcessor] = [SuppressedTokens([2]), SuppressedTokens([0, 1], onlyFirst: true)]
        for seed in 1...10 as ClosedRange<UInt64> {
            let search = Self.search(Self.rules(3, processors: processors), Self.random(seed))
            let found = try #require(search.best)
            #expect(found.text.tokens.first == 3 && !found.text.tokens.contains(2))
        }
    }

    @Test func aSmallVocabularyLimitsTheBeam() throws {
        let found = try #require(Self.search(Self.rules(8, vocabulary: 2), Self.random(1, vocabulary: 2)).best)
        #expect(found.text.tokens.allSatisfy { (0..<2).contains($0) })
    }
}

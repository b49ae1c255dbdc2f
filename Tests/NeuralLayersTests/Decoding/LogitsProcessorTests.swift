import NeuralLayers
import Testing

@Suite struct LogitsProcessorTests {
    private static func process(_ processor: any LogitsProcessor, after text: [Int]) -> [Float] {
        var logits: [Float] = [1, 2, 3, 4]
        logits.withUnsafeMutableBufferPointer { processor.process($0, after: text) }
        return logits
    }

    @Test func suppressedTokensGetNoProbability() {
        #expect(Self.process(SuppressedTokens([0, 3]), after: [1]) == [-.infinity, 2, 3, -.infinity])
        #expect(Self.process(SuppressedTokens([]), after: []) == [1, 2, 3, 4])
    }

    @Test func someAreSuppressedOnlyAtTheStart() {
        let processor = SuppressedTokens([1], onlyFirst: true)
        #expect(Self.process(processor, after: []) == [1, -.infinity, 3, 4])
        #expect(Self.process(processor, after: [2]) == [1, 2, 3, 4])
    }
}

import ModelFiles
import TestSupport
import Testing

@testable import Recognition

/// Sizes come from the configuration alone, and are those of the weights.
@Suite struct MoonshineSizesTests {
    @Test func anotherSizeRunsByItsConfiguration() throws {
        let recognizer = try RandomMoonshine().recognizer()
        let chunks = [6_400, 16_000, 31_111, 16_000].map { ChunkInput(samples: Noise.floats($0, seed: UInt64($0))) }
        let results = try recognizer.recognize(chunks)
        #expect(results.count == 4 && results[1] == results[3])
        // A result does not depend on the chunks beside it.
        #expect(try results == chunks.flatMap { try recognizer.recognize([$0]) })
        // Random weights end no text, but they say something, within the chunk.
        for (chunk, result) in zip(chunks, results) {
            #expect(!result.words.isEmpty && RecognizedChunk.Ending.all.contains(result.ending))
            for word in result.words {
                #expect(0 <= word.start && word.start <= word.end && word.end <= chunk.seconds + 1e-9)
                #expect(0 < word.confidence && word.confidence <= 1)
            }
        }
        #expect(recognizer.calibration == nil)
    }

    @Test(arguments: [
        ("hidden_size", "48"), ("intermediate_size", "41"), ("vocab_size", "49"), ("vocab_size", "51"),
        ("encoder_num_hidden_layers", "4"), ("decoder_num_hidden_layers", "3"),
    ])
    func aSizeThatTheWeightsDoNotHaveIsAnError(key: String, value: String) throws {
        var config = RandomMoonshine.values
        config[key] = value
        let model = try RandomMoonshine(config: config, weights: RandomMoonshine.values)
        #expect(throws: ModelFileError.self) { try model.recognizer() }
    }

    @Test(arguments: ["encoder", "decoder"])
    func aLayerThatTheConfigurationLeavesOutIsAnError(name: String) throws {
        var config = RandomMoonshine.values
        config[name + "_num_hidden_layers"] = "1"
        let model = try RandomMoonshine(config: config, weights: RandomMoonshine.values)
        let error = try #require(throws: ModelFileError.self) { try model.recognizer() }
        guard case .badConfig("c.json", name + "_num_hidden_layers", _, "1") = error else { throw error }
    }

    @Test func aTokenizerOfAnotherSizeIsAnError() throws {
        let (model, other) = (try RandomMoonshine(), try RandomMoonshine(weights: MoonshineSizesTests.larger))
        let error = try #require(throws: ModelFileError.self) {
            try MoonshineRecognizer(model.file, model.config, tokenizer: other.tokenizer, languages: [])
        }
        guard case .badConfig("c.json", "vocab_size", _, "50") = error else { throw error }
    }

    private static let larger = RandomMoonshine.values.merging(["vocab_size": "51"]) { $1 }
}

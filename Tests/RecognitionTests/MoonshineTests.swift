import Foundation
import ModelFiles
import NeuralLayers
import TensorKit
import TestSupport
import Testing

@testable import Recognition

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct MoonshineTests {
    let model: VerifiedModel
    let file: SafeTensors
    let config: MoonshineConfig

    init() throws {
        model = try ModelStore(directory: ModelsFolder.path).open(id: "moonshine-tiny-en")
        file = try model.tensors()
        config = try MoonshineConfig(bytes: model.bytes("config.json"), path: model.path("config.json"))
    }

    private struct Pass {
        var stem: [Float]
        var encoded: [Float]
        var tokens: [Int]
        var firstLogits: [Float]
        var lastLogits: [Float]
        var attention: [Float]
        var keys: [Float]
    }

    /// Runs one clip step by step and keeps what the reference kept.
    private func pass(_ samples: [Float]) throws -> Pass {
        let encoder = try MoonshineEncoder(file, config, maxSamples: 960_000)
        let decoder = try MoonshineDecoder(file, config, maxTokens: 390)
        let stem = try MoonshineStem(file, config)
        let frames = stem.frameCount(samples.count)
        let stemOutput = FloatBuffer(frames * 288)
        stem.run(samples, into: stemOutput.pointer)
        let encoded = encoder.encode([samples])
        let state = try #require(decoder.start(encoded, maxTokens: [65]).first)
        var attention: [Float] = []
        state.observer = { _, _, weights in attention += UnsafeBufferPointer(start: weights, count: frames) }
        let workspace = MoonshineDecoder.Workspace()
        var tokens = [1]
        var logits: [[Float]] = []
        while let last = tokens.last, last != 2 && tokens.count < 65 {
            let row = UnsafeBufferPointer(start: decoder.step([state], tokens: [last], workspace), count: 32_768)
            logits.append(Array(row))
            let token = try #require(row.indices.max { row[$0] < row[$1] || (row[$0] == row[$1] && $0 > $1) })
            tokens.append(token)
        }
        let cache = state.cache.rows(0)
        let keys = (0..<8).flatMap { head in
            (0..<state.stepCount).flatMap { step in (0..<36).map { cache[step * 576 + head * 36 + $0] } }
        }
        return Pass(
            stem: Array(UnsafeBufferPointer(start: stemOutput.pointer, count: frames * 288)),
            encoded: Array(UnsafeBufferPointer(start: encoded.frames.pointer, count: frames * 288)), tokens: tokens,
            firstLogits: try #require(logits.first), lastLogits: try #require(logits.last), attention: attention,
            keys: keys)
    }

    @Test func agreesWithTheReference() throws {
        let golden = try BeckettGolden.load()
        let pass = try pass(PCMSample.read(TestResources.sample("beckett.wav")))
        try golden.tensor("encoder_stem").expect(pass.stem, "beckett encoder_stem", tolerance: 1e-3)
        try golden.tensor("encoder_output").expect(pass.encoded, "beckett encoder_output", tolerance: 1e-3)
        #expect(pass.tokens == golden.tokens)
        try golden.tensor("logits_first").expect(pass.firstLogits, "beckett logits_first", tolerance: 2e-3)
        try golden.tensor("logits_last").expect(pass.lastLogits, "beckett logits_last", tolerance: 2e-3)
        try golden.tensor("cross_attention").expect(pass.attention, "beckett cross_attention", tolerance: 1e-3)
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func wholeTensorsAgree() throws {
        let pass = try pass(GoldenTensor.shared("beckett_16k").values)
        try GoldenTensor.shared("enc_stem").expect(pass.stem, "enc_stem", tolerance: 1e-3)
        try GoldenTensor.shared("enc_out").expect(pass.encoded, "enc_out", tolerance: 1e-3)
        try GoldenTensor.shared("dec_tokens").expect(pass.tokens.map(Float.init), "dec_tokens", tolerance: 0)
        try GoldenTensor.shared("dec_logits_step0").expect(pass.firstLogits, "dec_logits_step0", tolerance: 2e-3)
        try GoldenTensor.shared("dec_logits_last").expect(pass.lastLogits, "dec_logits_last", tolerance: 2e-3)
        try GoldenTensor.shared("dec_cross_attn").expect(pass.attention, "dec_cross_attn", tolerance: 1e-3)
        try GoldenTensor.shared("dec_self_k_l0").expect(pass.keys, "dec_self_k_l0", tolerance: 1e-3)
    }

    @Test func wordsCarryTheReferencesTimes() throws {
        let golden = try BeckettGolden.load()
        let recognizer = try MoonshineRecognizer(model, RecognizerOptions())
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let chunk = try #require(recognizer.recognize([ChunkInput(samples: samples)]).first)
        #expect(chunk.ending == .complete)
        #expect(chunk.words.map(\.text).joined(separator: " ") == golden.text)
        for (word, expected) in try paired(chunk.words, golden.words) {
            #expect(word.text == expected.text)
            #expect(abs(word.start - expected.start) < 0.025)
            #expect(abs(word.end - expected.end) < 0.025)
            #expect(word.confidence > 0.2 && word.confidence <= 1)
        }
    }

    @Test func aChunkDoesNotDependOnItsBatch() throws {
        let recognizer = try MoonshineRecognizer(model, RecognizerOptions())
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let chunks = [Array(samples.prefix(70_000)), samples, Array(samples.suffix(48_000))]
            .map { ChunkInput(samples: $0) }
        #expect(try recognizer.recognize(chunks) == chunks.flatMap { try recognizer.recognize([$0]) })
    }
}

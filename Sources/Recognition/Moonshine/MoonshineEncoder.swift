internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Moonshine's encoder: convolutions on the samples, then a transformer with rotary positions.
struct MoonshineEncoder: Sendable {
    private let width: Int
    private let stem: MoonshineStem
    private let transformer: TransformerEncoder

    /// Reads the weights.
    /// - Parameter maxSamples: samples of the longest chunk.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    init(_ file: SafeTensors, _ config: MoonshineConfig, maxSamples: Int) throws {
        width = config.width
        stem = try MoonshineStem(file, config)
        let heads = config.encoder.heads
        transformer = TransformerEncoder(
            layers: try (0..<config.encoder.layers).map { try Self.layer(file, "model.encoder.layers.\($0)", config) },
            attention: MultiHeadAttention(
                heads: heads, headSize: config.headSize(config.encoder),
                rotary: RotaryEmbedding(
                    rotated: config.rotatedSize(config.encoder), positions: stem.frameCount(maxSamples),
                    base: config.rotaryBase)),
            finalNorm: try LayerNorm(file, "model.encoder.layer_norm", width: width))
    }

    private static func layer(
        _ file: SafeTensors, _ name: String, _ config: MoonshineConfig
    ) throws -> TransformerEncoderLayer {
        let (width, inner) = (config.width, config.innerWidth)
        return TransformerEncoderLayer(
            attentionNorm: try LayerNorm(file, name + ".input_layernorm", width: width),
            queryKeyValue: try Linear(
                joining: ["q", "k", "v"].map { "\(name).self_attn.\($0)_proj" }, file, outputs: width, inputs: width),
            output: try Linear(file, name + ".self_attn.o_proj", outputs: width, inputs: width, bias: false),
            feedForwardNorm: try LayerNorm(file, name + ".post_attention_layernorm", width: width),
            feedForward: FeedForward(
                widen: try Linear(file, name + ".mlp.fc1", outputs: inner, inputs: width, bias: true),
                narrow: try Linear(file, name + ".mlp.fc2", outputs: width, inputs: inner, bias: true),
                activation: .gelu))
    }

    /// Frames of several chunks, one chunk after the other.
    struct Encoded {
        /// Rows of the model's width.
        let frames: FloatBuffer
        /// Frames of each chunk.
        let counts: [Int]
        /// First row of each chunk.
        let starts: [Int]
    }

    /// Encodes chunks together.
    func encode(_ chunks: [[Float]]) -> Encoded {
        let counts = chunks.map { stem.frameCount($0.count) }
        var rows = 0
        let starts = counts.map { count in
            defer { rows += count }
            return rows
        }
        let h = FloatBuffer(rows * width)
        for (chunk, start) in zip(chunks, starts) { stem.run(chunk, into: h.pointer + start * width) }
        transformer(h.pointer, counts: counts)
        return Encoded(frames: h, counts: counts, starts: starts)
    }
}

internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Moonshine's decoder: token embeddings, a transformer with rotary positions, and the embeddings again as output weights.
struct MoonshineDecoder: Sendable {
    private let config: MoonshineConfig
    /// `vocabulary x width`.
    private let embedding: [Float]
    private let logits: PackedMatrix
    private let transformer: TransformerDecoder

    /// Reads the weights.
    /// - Parameter maxTokens: tokens of the longest text.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    init(_ file: SafeTensors, _ config: MoonshineConfig, maxTokens: Int) throws {
        self.config = config
        let (width, heads) = (config.width, config.decoder.heads)
        embedding = try file.floats("model.decoder.embed_tokens.weight", shape: [config.vocabularySize, width])
        logits = PackedMatrix(weight: embedding, outputCount: config.vocabularySize, inputCount: width)
        let headSize = config.headSize(config.decoder)
        transformer = TransformerDecoder(
            layers: try (0..<config.decoder.layers).map { try Self.layer(file, "model.decoder.layers.\($0)", config) },
            selfAttention: MultiHeadAttention(
                heads: heads, headSize: headSize,
                rotary: RotaryEmbedding(
                    rotated: config.rotatedSize(config.decoder), positions: maxTokens, base: config.rotaryBase)),
            crossAttention: MultiHeadAttention(heads: heads, headSize: headSize),
            finalNorm: try LayerNorm(file, "model.decoder.norm", width: width),
            alignment: AttentionAlignment(
                layers: config.decoder.layers, headsPerLayer: heads, smoothing: .standardizedMedian7))
    }

    private static func layer(
        _ file: SafeTensors, _ name: String, _ config: MoonshineConfig
    ) throws -> TransformerDecoderLayer {
        let (width, inner) = (config.width, config.innerWidth)
        func square(_ part: String) throws -> Linear {
            try Linear(file, "\(name).\(part)_proj", outputs: width, inputs: width, bias: false)
        }
        func joined(_ parts: [String], _ attention: String) throws -> Linear {
            try Linear(
                joining: parts.map { "\(name).\(attention).\($0)_proj" }, file, outputs: width, inputs: width)
        }
        return TransformerDecoderLayer(
            selfNorm: try LayerNorm(file, name + ".input_layernorm", width: width),
            queryKeyValue: try joined(["q", "k", "v"], "self_attn"), selfOutput: try square("self_attn.o"),
            crossNorm: try LayerNorm(file, name + ".post_attention_layernorm", width: width),
            crossQuery: try square("encoder_attn.q"), crossKeyValue: try joined(["k", "v"], "encoder_attn"),
            crossOutput: try square("encoder_attn.o"),
            feedForwardNorm: try LayerNorm(file, name + ".final_layernorm", width: width),
            feedForward: FeedForward(
                widen: try Linear(file, name + ".mlp.fc1", outputs: 2 * inner, inputs: width, bias: true),
                narrow: try Linear(file, name + ".mlp.fc2", outputs: width, inputs: inner, bias: true),
                activation: .gatedSiLU))
    }

    /// Starts a text for each chunk.
    /// - Parameter maxTokens: for each chunk, tokens that its text can have.
    func start(_ encoded: MoonshineEncoder.Encoded, maxTokens: [Int]) -> [DecoderState] {
        zip(zip(encoded.starts, encoded.counts), maxTokens).map { rows, limit in
            transformer.start(encoded.frames.pointer + rows.0 * config.width, count: rows.1, maxSteps: limit)
        }
    }

    /// Feeds each text its last token.
    /// - Parameter tokens: the last token of each text, the start token for an empty one.
    /// - Returns: `states.count x vocabulary` logits, valid until the next step of the same workspace.
    func step(_ states: [DecoderState], tokens: [Int], _ workspace: Workspace) -> UnsafeMutablePointer<Float> {
        let (rows, width) = (states.count, config.width)
        let h = workspace.h.reserve(rows * width)
        embedding.withUnsafeBufferPointer { embedding in
            for (row, token) in tokens.enumerated() {
                for i in 0..<width { h[row * width + i] = embedding[token * width + i] }
            }
        }
        let normed = transformer.step(h, states, workspace.transformer)
        let output = workspace.logits.reserve(rows * config.vocabularySize)
        logits.multiply(normed, rows: rows, into: output)
        return output
    }

    /// Memory for the rows of a step, used again by the next.
    final class Workspace {
        let h = FloatBuffer(0)
        let logits = FloatBuffer(0)
        let transformer = TransformerDecoder.Workspace()
    }
}

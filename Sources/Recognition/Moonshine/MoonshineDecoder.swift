internal import CKernels
internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Moonshine's decoder, advancing many chunks in lock-step so that each weight is read once for all of them.
struct MoonshineDecoder: Sendable {
    /// Token embeddings, which are also the output weights.
    private let embedding: [Float]
    private let logits: PackedMatrix
    private let layers: [Layer]
    private let finalNorm: LayerNorm
    private let rotary: RotaryEmbedding

    /// Most tokens of a chunk.
    static let longestText = 512

    init(_ file: SafeTensors) throws {
        let (width, vocabulary) = (MoonshineTiny.width, MoonshineTiny.vocabulary)
        embedding = try file.floats("model.decoder.embed_tokens.weight", shape: [vocabulary, width])
        logits = PackedMatrix(weight: embedding, outputCount: vocabulary, inputCount: width)
        layers = try (0..<MoonshineTiny.layers).map { try Layer(file, "model.decoder.layers.\($0)") }
        finalNorm = try LayerNorm(file, "model.decoder.norm", width: width)
        rotary = RotaryEmbedding(rotated: MoonshineTiny.rotated, positions: Self.longestText)
    }

    /// Starts a sequence for each chunk.
    func start(_ encoded: MoonshineEncoder.Encoded, mostTokens: [Int]) -> [Sequence] {
        let width = MoonshineTiny.width
        return zip(encoded.starts, encoded.counts).enumerated().map { index, chunk in
            let (start, count) = chunk
            let sequence = Sequence(frames: count, mostTokens: mostTokens[index])
            for (layer, memory) in zip(layers, sequence.memory) {
                layer.crossKeyValue(encoded.frames.pointer + start * width, rows: count, into: memory.pointer)
            }
            return sequence
        }
    }

    /// Feeds each sequence its last token.
    /// - Returns: `sequences.count x 32768` logits, valid until the next step of the same workspace.
    func step(_ sequences: [Sequence], _ workspace: Workspace) -> UnsafePointer<Float> {
        let width = MoonshineTiny.width
        let rows = sequences.count
        workspace.reserve(rows)
        let (h, normed, wide) = (workspace.h.pointer, workspace.normed.pointer, workspace.wide.pointer)
        for (row, sequence) in sequences.enumerated() {
            let base = (sequence.tokens.last ?? MoonshineTiny.startToken) * width
            for i in 0..<width { h[row * width + i] = embedding[base + i] }
        }
        for (index, layer) in layers.enumerated() {
            layer.selfNorm(h, rows: rows, into: normed)
            layer.queryKeyValue(normed, rows: rows, into: wide)
            for (row, sequence) in sequences.enumerated() {
                attendSelf(wide + row * 3 * width, sequence, index, workspace, into: normed + row * width)
            }
            layer.selfOutput(normed, rows: rows, into: h, accumulate: true)

            layer.crossNorm(h, rows: rows, into: normed)
            layer.crossQuery(normed, rows: rows, into: wide)
            for (row, sequence) in sequences.enumerated() {
                attendCross(wide + row * width, sequence, index, workspace, into: normed + row * width)
            }
            layer.crossOutput(normed, rows: rows, into: h, accumulate: true)

            layer.feedForwardNorm(h, rows: rows, into: normed)
            layer.widen(normed, rows: rows, into: wide)
            ws_gated_silu(wide, workspace.gated.pointer, rows, MoonshineTiny.inner)
            layer.narrow(workspace.gated.pointer, rows: rows, into: h, accumulate: true)
        }
        for sequence in sequences { sequence.position += 1 }
        finalNorm(h, rows: rows, into: normed)
        logits.multiply(normed, rows: rows, into: workspace.logits.pointer)
        return UnsafePointer(workspace.logits.pointer)
    }

    private func attendSelf(
        _ qkv: UnsafeMutablePointer<Float>, _ sequence: Sequence, _ layer: Int, _ workspace: Workspace,
        into context: UnsafeMutablePointer<Float>
    ) {
        let (width, size) = (MoonshineTiny.width, MoonshineTiny.headSize)
        rotary.rotate(qkv, position: sequence.position, heads: 2 * MoonshineTiny.heads, size: size)
        let cache = sequence.cache[layer].pointer
        (cache + sequence.position * 2 * width).update(from: qkv + width, count: 2 * width)
        let weights = workspace.weights.reserve(sequence.position + 1)
        for head in 0..<MoonshineTiny.heads {
            ws_attend(
                qkv + head * size, cache + head * size, cache + width + head * size, sequence.position + 1, 2 * width,
                size, MoonshineTiny.attentionScale, weights, context + head * size)
        }
    }

    private func attendCross(
        _ query: UnsafePointer<Float>, _ sequence: Sequence, _ layer: Int, _ workspace: Workspace,
        into context: UnsafeMutablePointer<Float>
    ) {
        let (width, size) = (MoonshineTiny.width, MoonshineTiny.headSize)
        let memory = sequence.memory[layer].pointer
        let weights = workspace.weights.reserve(sequence.frames)
        let scratch = workspace.scratch.reserve(sequence.frames + 6)
        let alignment = sequence.alignment.pointer + sequence.position * sequence.frames
        let share = 1 / Float(MoonshineTiny.layers * MoonshineTiny.heads)
        for head in 0..<MoonshineTiny.heads {
            ws_attend(
                query + head * size, memory + head * size, memory + width + head * size, sequence.frames, 2 * width,
                size, MoonshineTiny.attentionScale, weights, context + head * size)
            sequence.observer?(layer, head, weights)
            ws_add_median7_zscore(weights, sequence.frames, share, scratch, alignment)
        }
    }

    private struct Layer: Sendable {
        let selfNorm: LayerNorm
        let queryKeyValue: Linear
        let selfOutput: Linear
        let crossNorm: LayerNorm
        let crossQuery: Linear
        let crossKeyValue: Linear
        let crossOutput: Linear
        let feedForwardNorm: LayerNorm
        let widen: Linear
        let narrow: Linear

        init(_ file: SafeTensors, _ name: String) throws {
            let (width, inner) = (MoonshineTiny.width, MoonshineTiny.inner)
            func square(_ part: String) throws -> Linear {
                try Linear(file, "\(name).\(part)_proj", outputs: width, inputs: width, bias: false)
            }
            selfNorm = try LayerNorm(file, name + ".input_layernorm", width: width)
            queryKeyValue = try Linear(
                joining: ["q", "k", "v"].map { "\(name).self_attn.\($0)_proj" }, file, outputs: width, inputs: width)
            selfOutput = try square("self_attn.o")
            crossNorm = try LayerNorm(file, name + ".post_attention_layernorm", width: width)
            crossQuery = try square("encoder_attn.q")
            crossKeyValue = try Linear(
                joining: ["k", "v"].map { "\(name).encoder_attn.\($0)_proj" }, file, outputs: width, inputs: width)
            crossOutput = try square("encoder_attn.o")
            feedForwardNorm = try LayerNorm(file, name + ".final_layernorm", width: width)
            widen = try Linear(file, name + ".mlp.fc1", outputs: 2 * inner, inputs: width, bias: true)
            narrow = try Linear(file, name + ".mlp.fc2", outputs: width, inputs: inner, bias: true)
        }
    }
}

extension MoonshineDecoder {
    /// The state of one chunk: what it has said, its caches, and where it looked.
    final class Sequence {
        /// Frames of the chunk.
        let frames: Int
        /// Tokens are cut off after this many.
        let mostTokens: Int
        /// Tokens so far, without the start token.
        var tokens: [Int] = []
        /// Natural-log probability of each token.
        var logProbabilities: [Float] = []
        /// Steps taken.
        var position = 0
        /// Key and value of every frame, for each layer: frames x 576.
        let memory: [FloatBuffer]
        /// Key and value of every step, for each layer: steps x 576.
        let cache: [FloatBuffer]
        /// Mean over layers and heads of the smoothed cross-attention: steps x frames.
        let alignment: FloatBuffer
        /// Sees the cross-attention weights of each layer and head as they are computed, for tests.
        var observer: ((_ layer: Int, _ head: Int, _ weights: UnsafePointer<Float>) -> Void)?

        init(frames: Int, mostTokens: Int) {
            let width = MoonshineTiny.width
            self.frames = frames
            self.mostTokens = mostTokens
            memory = (0..<MoonshineTiny.layers).map { _ in FloatBuffer(frames * 2 * width) }
            cache = (0..<MoonshineTiny.layers).map { _ in FloatBuffer(mostTokens * 2 * width) }
            alignment = FloatBuffer(mostTokens * frames)
            alignment.pointer.update(repeating: 0, count: mostTokens * frames)
        }

        /// Goes on from where another sequence of the same chunk is; what was computed of the chunk is shared.
        init(continuing other: Sequence) {
            let width = MoonshineTiny.width
            (frames, mostTokens, position) = (other.frames, other.mostTokens, other.position)
            (tokens, logProbabilities, memory) = (other.tokens, other.logProbabilities, other.memory)
            cache = other.cache.map { buffer in
                let copy = FloatBuffer(other.mostTokens * 2 * width)
                copy.pointer.update(from: buffer.pointer, count: other.position * 2 * width)
                return copy
            }
            alignment = FloatBuffer(mostTokens * frames)
            alignment.pointer.update(from: other.alignment.pointer, count: position * frames)
            (alignment.pointer + position * frames).update(repeating: 0, count: (mostTokens - position) * frames)
        }

        /// Natural-log probability of the whole text so far.
        var score: Float { logProbabilities.reduce(0, +) }
    }

    /// Memory for the rows of one step.
    final class Workspace {
        let h = FloatBuffer(0)
        let normed = FloatBuffer(0)
        let wide = FloatBuffer(0)
        let gated = FloatBuffer(0)
        let logits = FloatBuffer(0)
        let weights = FloatBuffer(0)
        let scratch = FloatBuffer(0)

        func reserve(_ rows: Int) {
            h.reserve(rows * MoonshineTiny.width)
            normed.reserve(rows * MoonshineTiny.width)
            wide.reserve(rows * 2 * MoonshineTiny.inner)
            gated.reserve(rows * MoonshineTiny.inner)
            logits.reserve(rows * MoonshineTiny.vocabulary)
        }
    }
}

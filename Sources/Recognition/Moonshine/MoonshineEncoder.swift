internal import CKernels
internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Sizes of Moonshine tiny (Jeffries and others, 2024).
enum MoonshineTiny {
    static let width = 288
    static let heads = 8
    static let headSize = 36
    /// Leading values of a head that rotate with the position.
    static let rotated = 32
    static let inner = 1152
    static let layers = 6
    static let vocabulary = 32_768
    static let startToken = 1
    static let endToken = 2
    /// 1 / √36.
    static let attentionScale: Float = 1.0 / 6
}

/// Moonshine's encoder: three convolutions straight on the samples, then a transformer with rotary positions.
struct MoonshineEncoder: Sendable {
    private let stem: Stem
    private let layers: [Layer]
    private let finalNorm: LayerNorm
    private let rotary: RotaryEmbedding

    /// Most frames of a chunk: those of `MoonshineRecognizer.maxChunkSeconds`, of 24 ms each.
    static let longestFrames = 2500

    init(_ file: SafeTensors) throws {
        stem = try Stem(file)
        layers = try (0..<MoonshineTiny.layers).map { try Layer(file, "model.encoder.layers.\($0)") }
        finalNorm = try LayerNorm(file, "model.encoder.layer_norm", width: MoonshineTiny.width)
        rotary = RotaryEmbedding(rotated: MoonshineTiny.rotated, positions: Self.longestFrames)
    }

    /// Frames of several chunks, one chunk after the other.
    struct Encoded {
        /// Rows of 288.
        let frames: FloatBuffer
        /// Frames of each chunk.
        let counts: [Int]
        /// First row of each chunk.
        var starts: [Int] {
            counts.indices.map { counts[..<$0].reduce(0, +) }
        }
    }

    /// Encodes chunks together: the linear layers see all rows at once, attention stays within a chunk.
    func encode(_ chunks: [[Float]]) -> Encoded {
        let width = MoonshineTiny.width
        let counts = chunks.map { stem.frameCount($0.count) }
        let rows = counts.reduce(0, +)
        let h = FloatBuffer(rows * width)
        let encoded = Encoded(frames: h, counts: counts)
        for (chunk, start) in zip(chunks, encoded.starts) { stem.run(chunk, into: h.pointer + start * width) }

        let normed = FloatBuffer(rows * width)
        let wide = FloatBuffer(rows * MoonshineTiny.inner)
        let most = counts.max() ?? 0
        let scores = FloatBuffer(most * most)
        for layer in layers {
            layer.attentionNorm(h.pointer, rows: rows, into: normed.pointer)
            layer.queryKeyValue(normed.pointer, rows: rows, into: wide.pointer)
            for (start, count) in zip(encoded.starts, counts) {
                attend(wide.pointer + start * 3 * width, count, scores, into: normed.pointer + start * width)
            }
            layer.output(normed.pointer, rows: rows, into: h.pointer, accumulate: true)
            layer.feedForwardNorm(h.pointer, rows: rows, into: normed.pointer)
            layer.widen(normed.pointer, rows: rows, into: wide.pointer)
            ws_gelu(wide.pointer, rows * MoonshineTiny.inner)
            layer.narrow(wide.pointer, rows: rows, into: h.pointer, accumulate: true)
        }
        finalNorm(h.pointer, rows: rows, into: h.pointer)
        return encoded
    }

    /// Self-attention of one chunk whose rows hold query, key and value side by side.
    private func attend(
        _ qkv: UnsafeMutablePointer<Float>, _ count: Int, _ scores: FloatBuffer,
        into context: UnsafeMutablePointer<Float>
    ) {
        let (width, size) = (MoonshineTiny.width, MoonshineTiny.headSize)
        let stride = 3 * width
        for row in 0..<count {
            // Query and key heads are neighbours: sixteen heads turn in one go.
            rotary.rotate(qkv + row * stride, position: row, heads: 2 * MoonshineTiny.heads, size: size)
        }
        for head in 0..<MoonshineTiny.heads {
            let query = qkv + head * size
            BLAS.multiplyTransposed(
                m: count, n: count, k: size, query, lda: stride, query + width, ldb: stride, into: scores.pointer,
                ldc: count)
            ws_softmax(scores.pointer, count, count, count, MoonshineTiny.attentionScale)
            BLAS.multiply(
                m: count, n: size, k: count, scores.pointer, lda: count, query + 2 * width, ldb: stride,
                into: context + head * size, ldc: width)
        }
    }

    private struct Layer: Sendable {
        let attentionNorm: LayerNorm
        let queryKeyValue: Linear
        let output: Linear
        let feedForwardNorm: LayerNorm
        let widen: Linear
        let narrow: Linear

        init(_ file: SafeTensors, _ name: String) throws {
            let (width, inner) = (MoonshineTiny.width, MoonshineTiny.inner)
            attentionNorm = try LayerNorm(file, name + ".input_layernorm", width: width)
            queryKeyValue = try Linear(
                joining: ["q", "k", "v"].map { "\(name).self_attn.\($0)_proj" }, file, outputs: width, inputs: width)
            output = try Linear(file, name + ".self_attn.o_proj", outputs: width, inputs: width, bias: false)
            feedForwardNorm = try LayerNorm(file, name + ".post_attention_layernorm", width: width)
            widen = try Linear(file, name + ".mlp.fc1", outputs: inner, inputs: width, bias: true)
            narrow = try Linear(file, name + ".mlp.fc2", outputs: width, inputs: inner, bias: true)
        }
    }
}

extension MoonshineEncoder {
    /// The convolutions: 384 samples (24 ms) to a frame.
    struct Stem: Sendable {
        private let conv1: Convolution1D
        private let conv2: Convolution1D
        private let conv3: Convolution1D
        private let scale: [Float]
        private let shift: [Float]

        init(_ file: SafeTensors) throws {
            let width = MoonshineTiny.width
            conv1 = try Convolution1D(
                file, "model.encoder.conv1", outputs: width, inputs: 1, kernel: 127, stride: 64, bias: false)
            conv2 = try Convolution1D(
                file, "model.encoder.conv2", outputs: 2 * width, inputs: width, kernel: 7, stride: 3, bias: true)
            conv3 = try Convolution1D(
                file, "model.encoder.conv3", outputs: width, inputs: 2 * width, kernel: 3, stride: 2, bias: true)
            scale = try file.floats("model.encoder.groupnorm.weight", shape: [width])
            shift = try file.floats("model.encoder.groupnorm.bias", shape: [width])
        }

        func frameCount(_ samples: Int) -> Int {
            conv3.outputRows(conv2.outputRows(conv1.outputRows(samples)))
        }

        /// Writes `frameCount` rows of 288.
        func run(_ samples: [Float], into output: UnsafeMutablePointer<Float>) {
            let width = MoonshineTiny.width
            let rows1 = conv1.outputRows(samples.count)
            let rows2 = conv2.outputRows(rows1)
            let first = FloatBuffer(rows1 * width)
            conv1(samples, rows: samples.count, into: first.pointer)
            ws_tanh(first.pointer, rows1 * width)
            normalize(first.pointer, rows: rows1)
            let second = FloatBuffer(rows2 * 2 * width)
            conv2(first.pointer, rows: rows1, into: second.pointer)
            ws_gelu(second.pointer, rows2 * 2 * width)
            let rows3 = conv3(second.pointer, rows: rows2, into: output)
            ws_gelu(output, rows3 * width)
        }

        /// Group normalisation with one group: statistics over all channels and all time of the chunk.
        private func normalize(_ x: UnsafeMutablePointer<Float>, rows: Int) {
            let count = rows * MoonshineTiny.width
            var (sum, squares) = (0.0, 0.0)
            ws_moments(x, count, &sum, &squares)
            let mean = sum / Double(count)
            let factor = 1 / (max(0, squares / Double(count) - mean * mean) + 1e-5).squareRoot()
            let scales = scale.map { Float(Double($0) * factor) }
            let shifts = zip(scale, shift).map { Float(Double($1) - mean * factor * Double($0)) }
            // A slope of 1 leaves only the affine part.
            ws_affine_leaky(x, scales, shifts, 1, rows, MoonshineTiny.width)
        }
    }
}

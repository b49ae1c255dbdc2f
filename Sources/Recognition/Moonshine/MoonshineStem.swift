internal import CKernels
internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Moonshine's three convolutions straight on the samples: 384 samples (24 ms) to a frame.
struct MoonshineStem: Sendable {
    private let width: Int
    private let conv1: Convolution1D
    private let conv2: Convolution1D
    private let conv3: Convolution1D
    private let scale: [Float]
    private let shift: [Float]

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    init(_ file: SafeTensors, _ config: MoonshineConfig) throws {
        width = config.width
        conv1 = try Convolution1D(
            file, "model.encoder.conv1", outputs: width, inputs: 1, kernel: 127, stride: 64, bias: false)
        conv2 = try Convolution1D(
            file, "model.encoder.conv2", outputs: 2 * width, inputs: width, kernel: 7, stride: 3, bias: true)
        conv3 = try Convolution1D(
            file, "model.encoder.conv3", outputs: width, inputs: 2 * width, kernel: 3, stride: 2, bias: true)
        scale = try file.floats("model.encoder.groupnorm.weight", shape: [width])
        shift = try file.floats("model.encoder.groupnorm.bias", shape: [width])
    }

    /// Frames of a chunk of `samples` samples.
    func frameCount(_ samples: Int) -> Int {
        conv3.outputRows(conv2.outputRows(conv1.outputRows(samples)))
    }

    /// Writes `frameCount x width` floats.
    func run(_ samples: [Float], into output: UnsafeMutablePointer<Float>) {
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

    /// Group normalization with one group: statistics over all channels and all time of the chunk.
    private func normalize(_ x: UnsafeMutablePointer<Float>, rows: Int) {
        let count = rows * width
        var (sum, squares) = (0.0, 0.0)
        ws_moments(x, count, &sum, &squares)
        let mean = sum / Double(count)
        let factor = 1 / (max(0, squares / Double(count) - mean * mean) + 1e-5).squareRoot()
        let scales = scale.map { Float(Double($0) * factor) }
        let shifts = zip(scale, shift).map { Float(Double($1) - mean * factor * Double($0)) }
        // With a slope of 1 only the affine part is left.
        ws_affine_leaky(x, scales, shifts, 1, rows, width)
    }
}

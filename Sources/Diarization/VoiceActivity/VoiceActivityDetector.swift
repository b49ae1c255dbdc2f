internal import CKernels
public import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Silero VAD, 16 kHz: the probability of speech for every chunk of 32 ms (snakers4/silero-vad, MIT).
///
/// A chunk goes through a short-time Fourier transform (4 steps), four convolutions over time that leave one step, an
/// LSTM whose state goes on to the next chunk, and a linear layer. Only the LSTM needs the chunks one after the other.
public struct VoiceActivityDetector: Sendable {
    /// Samples that one probability covers: 32 ms.
    public static let chunkSamples = 512
    /// Samples before a chunk that the network sees in addition: 4 ms.
    static let contextSamples = 64
    /// Samples that follow a chunk in place of the real ones: the end of the chunk, mirrored without the last sample.
    static let mirroredSamples = 64
    /// Samples of an input row: context, chunk, mirrored end.
    static let rowSamples = contextSamples + chunkSamples + mirroredSamples
    /// Samples of a window of the Fourier transform: 16 ms.
    private static let transformSamples = 256
    /// Samples from one window of the Fourier transform to the next: 8 ms.
    private static let transformHop = 128
    /// Frequencies of the Fourier transform. Each is two outputs: all real parts, then all imaginary parts.
    private static let binCount = transformSamples / 2 + 1
    /// Steps of the Fourier transform in an input row.
    private static let transformSteps = (rowSamples - transformSamples) / transformHop + 1
    /// Width of the LSTM's hidden state and of its cell state.
    static let hidden = 128
    /// Gates of an LSTM: input, forget, cell, output.
    static let gateCount = 4

    /// Sizes of a convolution over time with three taps and a padding of one step at either end.
    private struct LayerShape {
        let inputs: Int
        let outputs: Int
        /// Steps of the input for each step of the output.
        let stride: Int
    }

    private static let taps = 3
    /// The convolutions; their strides make one step of four.
    private static let layerShapes = [
        LayerShape(inputs: binCount, outputs: 128, stride: 1), LayerShape(inputs: 128, outputs: 64, stride: 2),
        LayerShape(inputs: 64, outputs: 64, stride: 2), LayerShape(inputs: 64, outputs: hidden, stride: 1),
    ]

    private let transform: Linear
    private let layers: [Linear]
    private let gates: Linear
    /// From the hidden state to the gates.
    let recurrent: PackedMatrix
    let outputWeight: [Float]
    let outputBias: Float

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        let (parts, window) = (2 * Self.binCount, Self.transformSamples)
        transform = Linear(
            weight: try file.floats("stft.forward_basis_buffer", shape: [parts, 1, window]), bias: nil, outputs: parts,
            inputs: window)
        layers = try Self.layerShapes.enumerated().map { index, shape in
            let (inputs, outputs) = (shape.inputs, shape.outputs)
            let name = "encoder.\(index).reparam_conv"
            let weight = try file.floats(name + ".weight", shape: [outputs, inputs, Self.taps])
            // To outputs x taps x inputs: the order of the patches in `encode`.
            let ordered = (0..<outputs).flatMap { o in
                (0..<Self.taps).flatMap { k in (0..<inputs).map { i in weight[(o * inputs + i) * Self.taps + k] } }
            }
            return Linear(
                weight: ordered, bias: try file.floats(name + ".bias", shape: [outputs]), outputs: outputs,
                inputs: Self.taps * inputs)
        }
        let size = Self.gateCount * Self.hidden
        let ih = try file.floats("decoder.rnn.bias_ih", shape: [size])
        let hh = try file.floats("decoder.rnn.bias_hh", shape: [size])
        gates = Linear(
            weight: try file.floats("decoder.rnn.weight_ih", shape: [size, Self.hidden]),
            bias: zip(ih, hh).map(+), outputs: size, inputs: Self.hidden)
        recurrent = PackedMatrix(
            weight: try file.floats("decoder.rnn.weight_hh", shape: [size, Self.hidden]), outputCount: size,
            inputCount: Self.hidden)
        outputWeight = try file.floats("decoder.decoder.2.weight", shape: [1, Self.hidden, 1])
        outputBias = try file.floats("decoder.decoder.2.bias", shape: [1])[0]
    }

    /// The part of the network that has no state, for many chunks at once.
    /// - Parameter rows: `count` rows of `rowSamples` samples.
    /// - Returns: the LSTM's gates as far as they come from the input, `count x 512`.
    func encode(_ rows: UnsafePointer<Float>, count: Int) -> FloatBuffer {
        let (transformSteps, binCount, taps) = (Self.transformSteps, Self.binCount, Self.taps)
        let spectrum = FloatBuffer(count * transformSteps * 2 * binCount)
        for chunk in 0..<count {
            transform(
                rows + chunk * Self.rowSamples, rows: transformSteps, stride: Self.transformHop,
                into: spectrum.pointer + chunk * transformSteps * 2 * binCount)
        }
        var x = FloatBuffer(count * transformSteps * binCount)
        for row in 0..<count * transformSteps {
            let (from, to) = (spectrum.pointer + row * 2 * binCount, x.pointer + row * binCount)
            for k in 0..<binCount { to[k] = (from[k] * from[k] + from[k + binCount] * from[k + binCount]).squareRoot() }
        }
        var steps = transformSteps
        for (layer, shape) in zip(layers, Self.layerShapes) {
            let inputs = shape.inputs
            let next = (steps - 1) / shape.stride + 1
            let patches = FloatBuffer(count * next * taps * inputs)
            for chunk in 0..<count {
                for step in 0..<next {
                    for k in 0..<taps {
                        let to = patches.pointer + ((chunk * next + step) * taps + k) * inputs
                        let from = step * shape.stride + k - 1
                        if from >= 0 && from < steps {
                            to.update(from: x.pointer + (chunk * steps + from) * inputs, count: inputs)
                        } else {
                            to.update(repeating: 0, count: inputs)
                        }
                    }
                }
            }
            x = FloatBuffer(count * next * shape.outputs)
            layer(patches.pointer, rows: count * next, into: x.pointer, relu: true)
            steps = next
        }
        let result = FloatBuffer(count * Self.gateCount * Self.hidden)
        gates(x.pointer, rows: count, into: result.pointer)
        return result
    }
}

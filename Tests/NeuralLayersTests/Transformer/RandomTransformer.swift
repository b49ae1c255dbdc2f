import ModelFiles
import NeuralLayers
import TensorKit
import TestSupport

/// Parts of a small transformer with random weights, of width 12 with 3 heads.
struct RandomTransformer {
    static let width = 12
    static let inner = 20
    private var seed: UInt64

    init(seed: UInt64 = 1) { self.seed = seed }

    mutating func linear(_ outputs: Int, _ inputs: Int) -> Linear {
        seed += 2
        return Linear(
            weight: Noise.floats(outputs * inputs, seed: seed), bias: Noise.floats(outputs, seed: seed + 1),
            outputs: outputs, inputs: inputs)
    }

    mutating func norm() throws -> LayerNorm {
        seed += 2
        var tensors = TensorFile()
        tensors.add("n.weight", shape: [Self.width], Noise.floats(Self.width, seed: seed).map { $0 + 1 })
        tensors.add("n.bias", shape: [Self.width], Noise.floats(Self.width, seed: seed + 1))
        let folder = try ScratchFolder()
        return try LayerNorm(SafeTensors(path: tensors.write(to: folder)), "n", width: Self.width, shift: true)
    }

    mutating func feedForward(_ activation: FeedForward.Activation) -> FeedForward {
        let wide = activation == .gatedSiLU ? 2 * Self.inner : Self.inner
        return FeedForward(
            widen: linear(wide, Self.width), narrow: linear(Self.width, Self.inner), activation: activation)
    }
}

extension Linear {
    /// The layer applied to rows.
    func output(_ input: [Float], rows: Int) -> [Float] {
        var output = [Float](repeating: .nan, count: rows * weight.outputCount)
        self(input, rows: rows, into: &output)
        return output
    }
}

extension LayerNorm {
    /// The layer applied to rows.
    func output(_ input: [Float], rows: Int) -> [Float] {
        var output = [Float](repeating: .nan, count: input.count)
        self(input, rows: rows, into: &output)
        return output
    }
}

extension FeedForward {
    /// The input with what the block adds to it.
    func added(_ normed: [Float], to input: [Float], rows: Int) -> [Float] {
        var output = input
        var scratch = [Float](repeating: .nan, count: rows * scratchWidth)
        self(normed, rows: rows, addingTo: &output, scratch: &scratch)
        return output
    }
}

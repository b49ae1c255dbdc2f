import NeuralLayers
import TestSupport
import Testing

@Suite struct FeedForwardTests {
    /// Weights of 1 show the activation alone: output = before + activation(input).
    private static func one(_ x: [Float], _ activation: FeedForward.Activation) -> Float {
        let wide = x.count
        let widen = Linear(weight: x, bias: nil, outputs: wide, inputs: 1)
        let narrow = Linear(weight: [1], bias: nil, outputs: 1, inputs: 1)
        let block = FeedForward(widen: widen, narrow: narrow, activation: activation)
        var output: [Float] = [10]
        var scratch = [Float](repeating: .nan, count: block.scratchWidth)
        block([1], rows: 1, addingTo: &output, scratch: &scratch)
        return output[0] - 10
    }

    /// Φ(1) = 0.841345, Φ(-2) = 0.0227501.
    @Test(arguments: [(0, 0), (1, 0.841345), (-2, -0.0455003)] as [(Float, Float)])
    func geluIsTheExactForm(x: Float, expected: Float) {
        #expect(abs(Self.one([x], .gelu) - expected) < 1e-5)
    }

    /// sigmoid(1) = 0.731059, sigmoid(-2) = 0.119203: value times gate times sigmoid of the gate.
    @Test(arguments: [(3, 1, 2.193176), (2, -2, -0.476812), (5, 0, 0), (0, 4, 0)] as [(Float, Float, Float)])
    func theSecondHalfIsTheGate(value: Float, gate: Float, expected: Float) {
        #expect(abs(Self.one([value, gate], .gatedSiLU) - expected) < 1e-5)
    }

    @Test(arguments: [FeedForward.Activation.gelu, .gatedSiLU]) func rowsAreIndependent(
        activation: FeedForward.Activation
    ) {
        let (width, inner, rows) = (5, 7, 3)
        let wide = activation == .gatedSiLU ? 2 * inner : inner
        let block = FeedForward(
            widen: Linear(
                weight: Noise.floats(wide * width), bias: Noise.floats(wide, seed: 2), outputs: wide, inputs: width),
            narrow: Linear(
                weight: Noise.floats(width * inner, seed: 3), bias: Noise.floats(width, seed: 4), outputs: width,
                inputs: inner),
            activation: activation)
        let input = Noise.floats(rows * width, seed: 5)
        var scratch = [Float](repeating: .nan, count: rows * block.scratchWidth)
        var together = [Float](repeating: 0, count: rows * width)
        block(input, rows: rows, addingTo: &together, scratch: &scratch)
        let single = (0..<rows).flatMap { row -> [Float] in
            var output = [Float](repeating: 0, count: width)
            block(Array(input[row * width..<(row + 1) * width]), rows: 1, addingTo: &output, scratch: &scratch)
            return output
        }
        #expect(together == single && together.contains { $0 != 0 })
    }
}

import ModelFiles
import NeuralLayers
import TestSupport
import Testing

@Suite struct BidirectionalLSTMTests {
    /// Weights of one direction, PyTorch's shapes.
    private struct Direction {
        let ih, hh, biasIH, biasHH: [Float]

        init(inputs: Int, hidden: Int, seed: UInt64) {
            ih = Noise.floats(4 * hidden * inputs, seed: seed)
            hh = Noise.floats(4 * hidden * hidden, seed: seed + 1)
            biasIH = Noise.floats(4 * hidden, seed: seed + 2)
            biasHH = Noise.floats(4 * hidden, seed: seed + 3)
        }

        func add(to tensors: inout TensorFile, _ suffix: String, inputs: Int, hidden: Int) {
            tensors.add("rnn.weight_ih_" + suffix, shape: [4 * hidden, inputs], ih)
            tensors.add("rnn.weight_hh_" + suffix, shape: [4 * hidden, hidden], hh)
            tensors.add("rnn.bias_ih_" + suffix, shape: [4 * hidden], biasIH)
            tensors.add("rnn.bias_hh_" + suffix, shape: [4 * hidden], biasHH)
        }

        /// States after each step of one sequence, in the order of the input.
        func run(_ x: [[Float]], hidden: Int) -> [[Double]] {
            func sigmoid(_ value: Double) -> Double { 1 / (1 + (-value).exponential) }
            func tanh(_ value: Double) -> Double { 2 * sigmoid(2 * value) - 1 }
            var (h, c) = ([Double](repeating: 0, count: hidden), [Double](repeating: 0, count: hidden))
            return x.map { input in
                let gates = (0..<4 * hidden).map { gate -> Double in
                    var sum = Double(biasIH[gate]) + Double(biasHH[gate])
                    for i in input.indices { sum += Double(ih[gate * input.count + i]) * Double(input[i]) }
                    for j in 0..<hidden { sum += Double(hh[gate * hidden + j]) * h[j] }
                    return sum
                }
                for j in 0..<hidden {
                    let kept = sigmoid(gates[hidden + j]) * c[j]
                    c[j] = kept + sigmoid(gates[j]) * tanh(gates[2 * hidden + j])
                    h[j] = sigmoid(gates[3 * hidden + j]) * tanh(c[j])
                }
                return h
            }
        }
    }

    @Test(arguments: [(1, 1), (2, 3), (9, 1), (7, 5)])
    func agreesWithAPlainImplementation(steps: Int, sequences: Int) throws {
        let (inputs, hidden) = (6, 5)
        let directions = [
            Direction(inputs: inputs, hidden: hidden, seed: 1), Direction(inputs: inputs, hidden: hidden, seed: 11),
        ]
        var tensors = TensorFile()
        directions[0].add(to: &tensors, "l1", inputs: inputs, hidden: hidden)
        directions[1].add(to: &tensors, "l1_reverse", inputs: inputs, hidden: hidden)
        let folder = try ScratchFolder()
        let layer = try BidirectionalLSTM(
            SafeTensors(path: tensors.write(to: folder)), "rnn", index: 1, inputs: inputs, hidden: hidden)

        let x = Noise.floats(steps * sequences * inputs, seed: 21, scale: 2)
        var output = [Float](repeating: .nan, count: steps * sequences * 2 * hidden)
        var scratch = [Float](repeating: .nan, count: layer.scratchCount(steps: steps, sequences: sequences))
        layer(x, steps: steps, sequences: sequences, into: &output, scratch: &scratch)

        var expected = output
        for sequence in 0..<sequences {
            let rows = (0..<steps).map { step in
                Array(x[(step * sequences + sequence) * inputs..<(step * sequences + sequence + 1) * inputs])
            }
            let forward = directions[0].run(rows, hidden: hidden)
            let backward = Array(directions[1].run(rows.reversed(), hidden: hidden).reversed())
            for step in 0..<steps {
                let at = (step * sequences + sequence) * 2 * hidden
                for j in 0..<hidden {
                    expected[at + j] = Float(forward[step][j])
                    expected[at + hidden + j] = Float(backward[step][j])
                }
            }
        }
        #expect(SignalComparison.largestDifference(output, expected) < 1e-5)
    }

    @Test func weightsOfTheWrongShapeAreRefused() throws {
        var tensors = TensorFile()
        for suffix in ["l0", "l0_reverse"] {
            Direction(inputs: 3, hidden: 2, seed: 1).add(to: &tensors, suffix, inputs: 3, hidden: 2)
        }
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        #expect(throws: ModelFileError.self) {
            try BidirectionalLSTM(file, "rnn", index: 0, inputs: 2, hidden: 3)
        }
        #expect(throws: ModelFileError.self) {
            try BidirectionalLSTM(file, "rnn", index: 1, inputs: 3, hidden: 2)
        }
    }
}

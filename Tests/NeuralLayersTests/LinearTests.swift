import ModelFiles
import NeuralLayers
import TestSupport
import Testing

@Suite struct LinearTests {
    /// `input · weightᵀ + bias` as its definition reads.
    static func naive(_ input: [Float], rows: Int, _ weight: [Float], bias: [Float]?, outputs: Int) -> [Float] {
        let inputs = weight.count / outputs
        return (0..<rows).flatMap { row in
            (0..<outputs).map { o in
                (0..<inputs).reduce(Double(bias?[o] ?? 0)) {
                    $0 + Double(input[row * inputs + $1]) * Double(weight[o * inputs + $1])
                }
            }.map { Float($0) }
        }
    }

    @Test(arguments: [1, 2, 17])
    func agreesWithTheDefinition(rows: Int) {
        let (weight, bias, input) = (Noise.floats(5 * 9), Noise.floats(5, seed: 2), Noise.floats(rows * 9, seed: 3))
        let linear = Linear(weight: weight, bias: bias, outputs: 5, inputs: 9)
        let expected = Self.naive(input, rows: rows, weight, bias: bias, outputs: 5)
        var output = [Float](repeating: .nan, count: rows * 5)
        linear(input, rows: rows, into: &output)
        #expect(SignalComparison.largestDifference(output, expected) < 1e-5)
        linear(input, rows: rows, into: &output, relu: true)
        #expect(SignalComparison.largestDifference(output, expected.map { max(0, $0) }) < 1e-5)
        output = [Float](repeating: 1, count: rows * 5)
        linear(input, rows: rows, into: &output, accumulate: true)
        #expect(SignalComparison.largestDifference(output, expected.map { $0 + 1 }) < 1e-5)
    }

    @Test func readsItsTensors() throws {
        let (weight, bias) = (Noise.floats(6), Noise.floats(2, seed: 2))
        var tensors = TensorFile()
        tensors.add("layer.weight", shape: [2, 3], weight)
        tensors.add("layer.bias", shape: [2], bias)
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        let input: [Float] = [1, -2, 3]
        var output: [Float] = [0, 0]
        try Linear(file, "layer", outputs: 2, inputs: 3, bias: true)(input, rows: 1, into: &output)
        let expected = Self.naive(input, rows: 1, weight, bias: bias, outputs: 2)
        #expect(SignalComparison.largestDifference(output, expected) < 1e-6)
        try Linear(file, "layer", outputs: 2, inputs: 3, bias: false)(input, rows: 1, into: &output)
        let unbiased = Self.naive(input, rows: 1, weight, bias: nil, outputs: 2)
        #expect(SignalComparison.largestDifference(output, unbiased) < 1e-6)
        #expect(throws: ModelFileError.self) { try Linear(file, "layer", outputs: 3, inputs: 2, bias: true) }
        #expect(throws: ModelFileError.self) { try Linear(file, "other", outputs: 2, inputs: 3, bias: true) }
    }

    @Test func joinedLayersStandSideBySide() throws {
        let weights = (0..<3).map { Noise.floats(4 * 6, seed: UInt64($0 + 1)) }
        var tensors = TensorFile()
        for (name, weight) in zip(["q", "k", "v"], weights) { tensors.add(name + ".weight", shape: [4, 6], weight) }
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        let joined = try Linear(joining: ["v", "q", "k"], file, outputs: 4, inputs: 6)
        let input = Noise.floats(2 * 6, seed: 9)
        var output = [Float](repeating: 0, count: 2 * 12)
        joined(input, rows: 2, into: &output)
        for (place, weight) in [2, 0, 1].map({ weights[$0] }).enumerated() {
            let expected = Self.naive(input, rows: 2, weight, bias: nil, outputs: 4)
            let found = (0..<2).flatMap { row -> ArraySlice<Float> in
                let first = row * 12 + place * 4
                return output[first..<first + 4]
            }
            #expect(SignalComparison.largestDifference(found, expected) < 1e-5)
        }
    }

    /// Those without a bias of their own get zeros.
    @Test func joinedLayersKeepTheirBias() throws {
        var tensors = TensorFile()
        for (seed, name) in ["q", "k", "v"].enumerated() {
            tensors.add(name + ".weight", shape: [4, 6], Noise.floats(24, seed: UInt64(seed + 1)))
        }
        tensors.add("q.bias", shape: [4], [1, 2, 3, 4])
        tensors.add("v.bias", shape: [4], [5, 6, 7, 8])
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        let names = ["q", "k", "v"]
        var (plain, biased) = ([Float](repeating: 0, count: 12), [Float](repeating: 0, count: 12))
        let input = Noise.floats(6, seed: 9)
        try Linear(joining: names, file, outputs: 4, inputs: 6)(input, rows: 1, into: &plain)
        try Linear(joining: names, biased: ["q", "v"], file, outputs: 4, inputs: 6)(input, rows: 1, into: &biased)
        let expected = zip(plain, [1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8] as [Float]).map(+)
        #expect(SignalComparison.largestDifference(biased, expected) < 1e-5)
        #expect(throws: ModelFileError.self) {
            try Linear(joining: names, biased: ["q", "k"], file, outputs: 4, inputs: 6)
        }
    }
}

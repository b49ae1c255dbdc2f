import ModelFiles
import NeuralLayers
import TestSupport
import Testing

@Suite struct Convolution1DTests {
    /// The sum over kernel and channels as its definition reads.
    private static func naive(
        _ x: [Float], rows: Int, weight: [Float], bias: [Float]?, outputs: Int, inputs: Int, kernel: Int, stride: Int
    ) -> [Float] {
        var result: [Float] = []
        var first = 0
        while first + kernel <= rows {
            for o in 0..<outputs {
                var sum = Double(bias?[o] ?? 0)
                for i in 0..<inputs {
                    for k in 0..<kernel {
                        sum += Double(weight[(o * inputs + i) * kernel + k]) * Double(x[(first + k) * inputs + i])
                    }
                }
                result.append(Float(sum))
            }
            first += stride
        }
        return result
    }

    @Test(arguments: [(1, 1, 1, 1), (3, 2, 5, 1), (4, 3, 3, 2), (2, 1, 127, 64), (5, 4, 7, 3)], [1, 2, 127, 200])
    func agreesWithTheDefinition(shape: (Int, Int, Int, Int), rows: Int) {
        let (outputs, inputs, kernel, stride) = shape
        let weight = Noise.floats(outputs * inputs * kernel)
        let x = Noise.floats(rows * inputs, seed: 2)
        for bias in [nil, Noise.floats(outputs, seed: 3)] {
            let layer = Convolution1D(
                weight: weight, bias: bias, outputs: outputs, inputs: inputs, kernel: kernel, stride: stride)
            let expected = Self.naive(
                x, rows: rows, weight: weight, bias: bias, outputs: outputs, inputs: inputs, kernel: kernel,
                stride: stride)
            var output = [Float](repeating: .nan, count: expected.count)
            #expect(layer(x, rows: rows, into: &output) * outputs == expected.count)
            #expect(layer.outputRows(rows) * outputs == expected.count)
            #expect(SignalComparison.largestDifference(output, expected) < 2e-5)
            layer(x, rows: rows, into: &output, relu: true)
            #expect(SignalComparison.largestDifference(output, expected.map { max(0, $0) }) < 2e-5)
        }
    }

    @Test func tooFewRowsGiveNothing() {
        let layer = Convolution1D(weight: [1, 2, 3], bias: nil, outputs: 1, inputs: 1, kernel: 3, stride: 2)
        var output: [Float] = [42]
        #expect(layer([1, 1], rows: 2, into: &output) == 0)
        #expect(layer([1, 1], rows: 0, into: &output) == 0)
        #expect(output == [42])
    }

    @Test func readsItsTensors() throws {
        let weight = Noise.floats(2 * 3 * 4)
        var tensors = TensorFile()
        tensors.add("c.weight", shape: [2, 3, 4], weight)
        tensors.add("c.bias", shape: [2], [0.5, -0.5])
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        let x = Noise.floats(6 * 3, seed: 2)
        let layer = try Convolution1D(file, "c", outputs: 2, inputs: 3, kernel: 4, stride: 1, bias: true)
        let expected = Self.naive(
            x, rows: 6, weight: weight, bias: [0.5, -0.5], outputs: 2, inputs: 3, kernel: 4, stride: 1)
        var output = [Float](repeating: 0, count: expected.count)
        layer(x, rows: 6, into: &output)
        #expect(SignalComparison.largestDifference(output, expected) < 1e-5)
        #expect(throws: ModelFileError.self) {
            try Convolution1D(file, "c", outputs: 2, inputs: 4, kernel: 3, stride: 1, bias: true)
        }
    }

    /// Padding is the same as zeros around the input.
    @Test(arguments: [(3, 1, 1), (3, 2, 1), (5, 2, 2), (7, 3, 3)], [1, 2, 9, 10])
    func paddingIsZerosAroundTheInput(shape: (kernel: Int, stride: Int, padding: Int), rows: Int) {
        let (weight, bias) = (Noise.floats(4 * 3 * shape.kernel), Noise.floats(4, seed: 2))
        let x = Noise.floats(rows * 3, seed: 3)
        let layer = Convolution1D(
            weight: weight, bias: bias, outputs: 4, inputs: 3, kernel: shape.kernel, stride: shape.stride,
            padding: shape.padding)
        let margin = [Float](repeating: 0, count: shape.padding * 3)
        let expected = Self.naive(
            margin + x + margin, rows: rows + 2 * shape.padding, weight: weight, bias: bias, outputs: 4, inputs: 3,
            kernel: shape.kernel, stride: shape.stride)
        var output = [Float](repeating: .nan, count: expected.count)
        #expect(layer.outputRows(rows) * 4 == expected.count)
        #expect(layer(x, rows: rows, into: &output) * 4 == expected.count)
        #expect(SignalComparison.largestDifference(output, expected) < 1e-5)
    }
}

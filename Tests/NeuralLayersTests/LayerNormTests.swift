import ModelFiles
import NeuralLayers
import TestSupport
import Testing

@Suite struct LayerNormTests {
    private static func layer(_ weight: [Float]) throws -> LayerNorm {
        var tensors = TensorFile()
        tensors.add("norm.weight", shape: [weight.count], weight)
        let folder = try ScratchFolder()
        return try LayerNorm(SafeTensors(path: tensors.write(to: folder)), "norm", width: weight.count)
    }

    @Test(arguments: [1, 2, 37, 288])
    func agreesWithTheDefinition(width: Int) throws {
        let weight = Noise.floats(width)
        let x = Noise.floats(3 * width, seed: 2, scale: 10)
        let expected = (0..<3).flatMap { row -> [Float] in
            let values = x[row * width..<(row + 1) * width].map(Double.init)
            let mean = values.reduce(0, +) / Double(width)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
            return zip(values, weight).map { Float(($0 - mean) / (variance + 1e-5).squareRoot() * Double($1)) }
        }
        let layer = try Self.layer(weight)
        var output = [Float](repeating: .nan, count: x.count)
        layer(x, rows: 3, into: &output)
        #expect(SignalComparison.largestDifference(output, expected) < 1e-5)
        var inPlace = x
        inPlace.withUnsafeMutableBufferPointer { values in
            if let base = values.baseAddress { layer(base, rows: 3, into: base) }
        }
        #expect(inPlace == output)
    }

    @Test func aConstantRowBecomesZeros() throws {
        var output = [Float](repeating: .nan, count: 16)
        try Self.layer(Noise.floats(16))([Float](repeating: 3, count: 16), rows: 1, into: &output)
        #expect(output.allSatisfy { abs($0) < 1e-6 })
    }

    @Test func aWrongWidthIsRefused() throws {
        var tensors = TensorFile()
        tensors.add("norm.weight", shape: [4], [1, 1, 1, 1])
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        #expect(throws: ModelFileError.self) { try LayerNorm(file, "norm", width: 5) }
    }
}

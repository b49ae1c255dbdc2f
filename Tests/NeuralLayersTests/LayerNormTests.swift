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

    @Test func aShiftIsAdded() throws {
        let (weight, shift, x) = (Noise.floats(7), Noise.floats(7, seed: 2), Noise.floats(21, seed: 3, scale: 10))
        var tensors = TensorFile()
        tensors.add("norm.weight", shape: [7], weight)
        tensors.add("norm.bias", shape: [7], shift)
        let folder = try ScratchFolder()
        let file = try SafeTensors(path: tensors.write(to: folder))
        var (plain, shifted) = ([Float](repeating: .nan, count: 21), [Float](repeating: .nan, count: 21))
        try LayerNorm(file, "norm", width: 7)(x, rows: 3, into: &plain)
        try LayerNorm(file, "norm", width: 7, shift: true)(x, rows: 3, into: &shifted)
        #expect(shifted == plain.indices.map { plain[$0] + shift[$0 % 7] })
        let unshifted = try Self.layer(weight)
        #expect(throws: ModelFileError.self) { try LayerNorm(file, "other", width: 7, shift: true) }
        unshifted(x, rows: 3, into: &shifted)
        #expect(shifted == plain)
    }
}

public import ModelFiles
public import TensorKit

/// A fully connected layer with its weights packed.
public struct Linear: Sendable {
    /// The packed weights.
    public let weight: PackedMatrix
    /// One value for each output, or nil.
    public let bias: [Float]?

    /// Reads `name.weight` (outputs x inputs) and, if asked, `name.bias` (outputs).
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors, _ name: String, outputs: Int, inputs: Int, bias hasBias: Bool) throws {
        self.init(
            weight: try file.floats(name + ".weight", shape: [outputs, inputs]),
            bias: hasBias ? try file.floats(name + ".bias", shape: [outputs]) : nil, outputs: outputs, inputs: inputs)
    }

    /// Packs weights that are already in memory, `outputs` rows of `inputs` values.
    public init(weight: [Float], bias: [Float]?, outputs: Int, inputs: Int) {
        self.weight = PackedMatrix(weight: weight, outputCount: outputs, inputCount: inputs)
        self.bias = bias
    }

    /// Several layers that read the same input, joined to one: outputs stand side by side in the order given.
    /// - Parameter biased: those of `names` that have a bias; the others get zeros where any has one.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(
        joining names: [String], biased: Set<String> = [], _ file: SafeTensors, outputs: Int, inputs: Int
    ) throws {
        let weights = try names.map { try file.floats($0 + ".weight", shape: [outputs, inputs]) }
        let biases = try names.map { name in
            biased.contains(name)
                ? try file.floats(name + ".bias", shape: [outputs]) : [Float](repeating: 0, count: outputs)
        }
        self.init(
            weight: weights.flatMap(\.self), bias: biased.isEmpty ? nil : biases.flatMap(\.self),
            outputs: outputs * names.count, inputs: inputs)
    }

    /// `output = input · weightᵀ + bias`; see `PackedMatrix.multiply` for the layout.
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, stride: Int? = nil, into output: UnsafeMutablePointer<Float>,
        outputStride: Int? = nil, accumulate: Bool = false, relu: Bool = false
    ) {
        weight.multiply(
            input, rows: rows, stride: stride, bias: bias, into: output, outputStride: outputStride,
            accumulate: accumulate, relu: relu)
    }
}

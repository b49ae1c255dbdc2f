internal import CKernels
public import ModelFiles

/// Layer normalisation with a weight and no shift: population variance over the last axis, epsilon 1e-5.
public struct LayerNorm: Sendable {
    private let weight: [Float]

    /// Reads `name.weight` of `width` values.
    /// - Throws: `ModelFileError` when it is missing or has another shape.
    public init(_ file: SafeTensors, _ name: String, width: Int) throws {
        weight = try file.floats(name + ".weight", shape: [width])
    }

    /// Normalises `rows` rows into `output`, which may be the input itself.
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
    ) {
        ws_layer_norm(input, weight, output, rows, weight.count, 1e-5)
    }
}

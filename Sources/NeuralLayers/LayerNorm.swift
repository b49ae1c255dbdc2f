internal import CKernels
public import ModelFiles

/// Layer normalization with a weight and, in some models, a shift: population variance over the last axis, epsilon 1e-5.
public struct LayerNorm: Sendable {
    private let weight: [Float]
    /// A factor of 1 for each value and what is added to it; nil for nothing.
    private let shift: (ones: [Float], values: [Float])?

    /// Reads `name.weight` and, if asked, the shift `name.bias`, of `width` values each.
    /// - Throws: `ModelFileError` when one is missing or has another shape.
    public init(_ file: SafeTensors, _ name: String, width: Int, shift hasShift: Bool = false) throws {
        weight = try file.floats(name + ".weight", shape: [width])
        shift =
            hasShift
            ? ([Float](repeating: 1, count: width), try file.floats(name + ".bias", shape: [width])) : nil
    }

    /// Normalizes `rows` rows into `output`, which may be the input itself.
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
    ) {
        ws_layer_norm(input, weight, output, rows, weight.count, 1e-5)
        // With a slope of 1 only the affine part is left.
        if let shift { ws_affine_leaky(output, shift.ones, shift.values, 1, rows, weight.count) }
    }
}

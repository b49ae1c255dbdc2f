internal import CKernels
internal import ModelFiles

/// The end of each SincNet stage: max-pooling by three, then normalization of each channel over time, then leaky ReLU.
struct InstanceNorm: Sendable {
    /// Added to the variance, as in training.
    private static let epsilon = 1e-5
    /// Slope of the leaky ReLU below 0.
    private static let slope: Float = 0.01

    private let weight: [Float]
    private let bias: [Float]

    init(_ file: SafeTensors, _ name: String, channels: Int) throws {
        weight = try file.floats(name + ".weight", shape: [channels])
        bias = try file.floats(name + ".bias", shape: [channels])
    }

    /// Pools `3 · pooled` rows of `scale · x + shift` (or of its magnitude) and normalizes the result in place.
    /// - Parameters:
    ///   - x: `3 · pooled` rows of one value for each channel.
    ///   - shift: one value for each channel.
    ///   - absolute: whether the magnitude is pooled.
    ///   - output: gets `pooled` rows.
    func poolAndNormalize(
        _ x: UnsafePointer<Float>, scale: Float, shift: [Float], absolute: Bool, pooled: Int,
        into output: UnsafeMutablePointer<Float>
    ) {
        let channels = weight.count
        var sums = [Double](repeating: 0, count: channels)
        var squares = sums
        ws_pool3(x, shift, scale, absolute ? 1 : 0, output, pooled, channels, &sums, &squares)
        var scales = [Float](repeating: 0, count: channels)
        var shifts = scales
        for channel in 0..<channels {
            let mean = sums[channel] / Double(pooled)
            let variance = max(0, squares[channel] / Double(pooled) - mean * mean)
            let factor = Double(weight[channel]) / (variance + Self.epsilon).squareRoot()
            scales[channel] = Float(factor)
            shifts[channel] = Float(Double(bias[channel]) - mean * factor)
        }
        ws_affine_leaky(output, scales, shifts, Self.slope, pooled, channels)
    }
}

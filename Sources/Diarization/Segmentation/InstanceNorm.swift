internal import CKernels
internal import ModelFiles

/// Max-pooling by three, then normalisation of each channel over time, then leaky ReLU: the tail of each SincNet stage.
struct InstanceNorm: Sendable {
    private let weight: [Float]
    private let bias: [Float]

    init(_ file: SafeTensors, _ name: String, channels: Int) throws {
        weight = try file.floats(name + ".weight", shape: [channels])
        bias = try file.floats(name + ".bias", shape: [channels])
    }

    /// Pools `3 · pooled` rows of `scale · x + shift` (or its magnitude) and normalises the result in place.
    func poolAndNormalise(
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
            let factor = Double(weight[channel]) / (variance + 1e-5).squareRoot()
            scales[channel] = Float(factor)
            shifts[channel] = Float(Double(bias[channel]) - mean * factor)
        }
        ws_affine_leaky(output, scales, shifts, 0.01, pooled, channels)
    }
}

internal import CKernels

/// A weight matrix that is brought once into the layout of `ws_gemm`, so that every product reads it in order and never
/// packs it again.
///
/// A row of a product depends only on the same row of the input, to the last bit: the number of rows that are computed
/// together does not change the results.
public final class PackedMatrix: @unchecked Sendable {
    // Safe to share: `init` writes the panels, and everything else only reads them.
    private let panels: UnsafeMutablePointer<Float>
    /// Values in a row of the input.
    public let inputCount: Int
    /// Values in a row of the output.
    public let outputCount: Int

    /// Packs a weight of `outputCount` rows of `inputCount` values (the layout of a PyTorch Linear).
    public init(weight: [Float], outputCount: Int, inputCount: Int) {
        precondition(
            weight.count == outputCount * inputCount, "the weight must have outputCount rows of inputCount values")
        self.inputCount = inputCount
        self.outputCount = outputCount
        panels = FloatBuffer.allocate(ws_packed_count(inputCount, outputCount))
        ws_pack_transposed(inputCount, outputCount, weight, panels)
    }

    deinit { panels.deallocate() }

    /// `output = input · weightᵀ + bias`.
    /// - Parameters:
    ///   - input: `rows` rows; each begins `stride` floats after the one before (by default without gaps). With a stride
    ///     below `inputCount` the rows overlap, which makes a one-dimensional convolution over time-major samples.
    ///   - bias: `outputCount` values, or nil for zeros.
    ///   - output: `rows` rows; each begins `outputStride` floats after the one before (by default without gaps).
    ///   - accumulate: whether the product is added to the values in `output`.
    ///   - relu: whether negative results become 0.
    public func multiply(
        _ input: UnsafePointer<Float>, rows: Int, stride: Int? = nil, bias: UnsafePointer<Float>? = nil,
        into output: UnsafeMutablePointer<Float>, outputStride: Int? = nil, accumulate: Bool = false,
        relu: Bool = false
    ) {
        var flags: Int32 = 0
        if accumulate { flags |= Int32(WS_GEMM_ACCUMULATE) }
        if relu { flags |= Int32(WS_GEMM_RELU) }
        ws_gemm(
            rows, outputCount, inputCount, input, stride ?? inputCount, panels, bias, output,
            outputStride ?? outputCount, flags)
    }
}

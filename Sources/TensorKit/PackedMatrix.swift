internal import CKernels

/// A weight matrix laid out once for `ws_gemm`, so that a product reads it in order and never repacks it.
///
/// A row of a product depends on that row of the input alone, to the last bit: results do not change with the number of
/// rows that are computed together.
public final class PackedMatrix: @unchecked Sendable {
    // Safe to share: the panels are written in `init` and only read afterwards.
    private let panels: UnsafeMutablePointer<Float>
    /// Values in a row of the input.
    public let inputCount: Int
    /// Values in a row of the output.
    public let outputCount: Int

    /// Packs a weight of `outputCount` rows of `inputCount` values (the layout of a PyTorch Linear).
    public init(weight: [Float], outputCount: Int, inputCount: Int) {
        precondition(weight.count == outputCount * inputCount, "weight count differs from its shape")
        self.inputCount = inputCount
        self.outputCount = outputCount
        panels = FloatBuffer.allocate(ws_packed_count(inputCount, outputCount))
        ws_pack_transposed(inputCount, outputCount, weight, panels)
    }

    deinit { panels.deallocate() }

    /// `output = input · weightᵀ + bias`, optionally added to what `output` holds, optionally clipped at 0.
    /// - Parameters:
    ///   - input: `rows` rows that begin `stride` floats apart (default: without gaps). A stride below `inputCount`
    ///     makes overlapping rows: a one-dimensional convolution over time-major samples.
    ///   - bias: `outputCount` values.
    ///   - output: `rows` rows that begin `outputStride` floats apart (default: without gaps).
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

internal import CKernels
internal import TensorKit

/// The two linear layers of a transformer block with their activation.
public struct FeedForward: Sendable {
    /// What stands between the two layers.
    public enum Activation: Hashable, Sendable {
        /// x · Φ(x), the exact form with erf.
        case gelu
        /// The first layer gives values and then as many gates: value · gate · sigmoid(gate) (Shazeer, 2020).
        case gatedSiLU
    }

    private let widen: Linear
    private let narrow: Linear
    private let activation: Activation

    /// Joins two layers.
    /// - Parameters:
    ///   - widen: has as many outputs as `narrow` has inputs, or twice as many with gates.
    public init(widen: Linear, narrow: Linear, activation: Activation) {
        let share = activation == .gatedSiLU ? 2 : 1
        precondition(
            widen.weight.outputCount == share * narrow.weight.inputCount, "the layers of a block do not fit together")
        self.widen = widen
        self.narrow = narrow
        self.activation = activation
    }

    /// Floats of scratch memory that a row needs.
    public var scratchWidth: Int { widen.weight.outputCount + (activation == .gatedSiLU ? innerWidth : 0) }

    private var innerWidth: Int { narrow.weight.inputCount }

    /// Adds what the block makes of `rows` rows to `output`.
    /// - Parameter scratch: at least `rows · scratchWidth` floats.
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, addingTo output: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        widen(input, rows: rows, into: scratch)
        switch activation {
        case .gelu:
            ws_gelu(scratch, rows * innerWidth)
            narrow(scratch, rows: rows, into: output, accumulate: true)
        case .gatedSiLU:
            let gated = scratch + rows * 2 * innerWidth
            ws_gated_silu(scratch, gated, rows, innerWidth)
            narrow(gated, rows: rows, into: output, accumulate: true)
        }
    }
}

internal import CKernels
public import ModelFiles
internal import TensorKit

/// One bidirectional LSTM layer over many sequences of equal length at once (PyTorch gate order i, f, g, o).
///
/// Sequences are interleaved, `[time][sequence][channel]`: the step of all sequences is then one matrix product.
public struct BidirectionalLSTM: Sendable {
    /// Channels that come in.
    public let inputs: Int
    /// Channels of each direction.
    public let hidden: Int
    private let input: Linear
    private let forward: PackedMatrix
    private let backward: PackedMatrix

    /// Reads layer `index` of the PyTorch LSTM called `name`.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors, _ name: String, index: Int, inputs: Int, hidden: Int) throws {
        self.inputs = inputs
        self.hidden = hidden
        var weight: [Float] = []
        var bias: [Float] = []
        var recurrent: [PackedMatrix] = []
        for suffix in ["l\(index)", "l\(index)_reverse"] {
            weight += try file.floats("\(name).weight_ih_\(suffix)", shape: [4 * hidden, inputs])
            let ih = try file.floats("\(name).bias_ih_\(suffix)", shape: [4 * hidden])
            let hh = try file.floats("\(name).bias_hh_\(suffix)", shape: [4 * hidden])
            bias += zip(ih, hh).map(+)
            recurrent.append(
                PackedMatrix(
                    weight: try file.floats("\(name).weight_hh_\(suffix)", shape: [4 * hidden, hidden]),
                    outputCount: 4 * hidden, inputCount: hidden))
        }
        input = Linear(weight: weight, bias: bias, outputs: 8 * hidden, inputs: inputs)
        forward = recurrent[0]
        backward = recurrent[1]
    }

    /// Floats of scratch memory for `steps` steps of `sequences` sequences.
    public func scratchCount(steps: Int, sequences: Int) -> Int { (steps * 8 + 1) * sequences * hidden }

    /// Runs the layer from zero states.
    /// - Parameters:
    ///   - x: `steps x sequences x inputs`.
    ///   - output: `steps x sequences x 2·hidden`, forward then backward.
    public func callAsFunction(
        _ x: UnsafePointer<Float>, steps: Int, sequences: Int, into output: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let gates = scratch
        let cell = scratch + steps * sequences * 8 * hidden
        input(x, rows: steps * sequences, into: gates)
        for (direction, recurrent) in [forward, backward].enumerated() {
            cell.update(repeating: 0, count: sequences * hidden)
            for step in 0..<steps {
                let time = direction == 0 ? step : steps - 1 - step
                let gate = gates + time * sequences * 8 * hidden + direction * 4 * hidden
                let h = output + time * sequences * 2 * hidden + direction * hidden
                if step > 0 {
                    let before = direction == 0 ? h - sequences * 2 * hidden : h + sequences * 2 * hidden
                    recurrent.multiply(
                        before, rows: sequences, stride: 2 * hidden, into: gate, outputStride: 8 * hidden,
                        accumulate: true)
                }
                ws_lstm_step(gate, 8 * hidden, cell, h, 2 * hidden, sequences, hidden)
            }
        }
    }
}

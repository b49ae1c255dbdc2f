internal import CKernels
internal import ModelFiles
internal import TensorKit

/// Two 3x3 convolutions and the shortcut around them. The first block of a stage halves both axes and doubles the
/// channels.
struct ResidualBlock: Sendable {
    private let outputs: Int
    private let entry: Entry
    private let second: WinogradConvolution

    private enum Entry: Sendable {
        case same(WinogradConvolution)
        case halving(StridedConvolution, shortcut: StridedConvolution)
    }

    /// Reads the weights; `halves` says whether the block halves both axes.
    init(_ file: SafeTensors, _ name: String, outputs: Int, inputs: Int, halves: Bool) throws {
        self.outputs = outputs
        if halves {
            entry = .halving(
                try StridedConvolution(file, name + ".conv1", outputs: outputs, inputs: inputs, kernel: 3, stride: 2),
                shortcut: try StridedConvolution(
                    file, name + ".shortcut.0", outputs: outputs, inputs: inputs, kernel: 1, stride: 2))
        } else {
            entry = .same(try WinogradConvolution(file, name + ".conv1", outputs: outputs, inputs: inputs))
        }
        second = try WinogradConvolution(file, name + ".conv2", outputs: outputs, inputs: outputs)
    }

    /// Replaces the image in `x` by the block's output; `spare` is as large as `x`.
    /// - Returns: the new number of rows and columns.
    func callAsFunction(_ x: FloatBuffer, rows: Int, columns: Int, spare: FloatBuffer) -> (Int, Int) {
        switch entry {
        case .same(let first):
            first(x.pointer, rows: rows, columns: columns, residual: nil, into: spare.pointer)
            // In place: each output depends on no value of the residual but the one that it replaces.
            second(spare.pointer, rows: rows, columns: columns, residual: x.pointer, into: x.pointer)
            return (rows, columns)
        case .halving(let first, let shortcut):
            let (newRows, newColumns) = ((rows + 1) / 2, (columns + 1) / 2)
            let residual = FloatBuffer(newRows * newColumns * outputs)
            first(x.pointer, rows: rows, columns: columns, into: spare.pointer, relu: true)
            shortcut(x.pointer, rows: rows, columns: columns, into: residual.pointer, relu: false)
            second(spare.pointer, rows: newRows, columns: newColumns, residual: residual.pointer, into: x.pointer)
            return (newRows, newColumns)
        }
    }
}

/// A 3x3 convolution with stride 1 in Winograd form, followed by ReLU.
struct WinogradConvolution: Sendable {
    private let inputs: Int
    private let outputs: Int
    private let weight: [Float]
    private let bias: [Float]

    init(_ file: SafeTensors, _ name: String, outputs: Int, inputs: Int) throws {
        self.inputs = inputs
        self.outputs = outputs
        let direct = try file.floats(name + ".weight", shape: [outputs, inputs, 3, 3])
        bias = try file.floats(name + ".bias", shape: [outputs])
        weight = [Float](unsafeUninitializedCapacity: ws_winograd_weight_count(inputs, outputs)) { buffer, count in
            if let base = buffer.baseAddress { ws_winograd_weights(direct, inputs, outputs, base) }
            count = buffer.count
        }
    }

    /// Convolves the image `x` (rows x columns x inputs), adds `residual` if there is one, and clips below 0.
    /// - Parameter output: gets rows x columns x outputs.
    func callAsFunction(
        _ x: UnsafePointer<Float>, rows: Int, columns: Int, residual: UnsafePointer<Float>?,
        into output: UnsafeMutablePointer<Float>
    ) {
        let scratch = FloatBuffer(ws_winograd_scratch_count(inputs, outputs))
        ws_winograd_conv(x, rows, columns, inputs, outputs, weight, bias, residual, output, scratch.pointer)
    }
}

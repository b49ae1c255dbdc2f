internal import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// A two-dimensional convolution (kernel 3 with padding 1, or kernel 1) over `[time][mel][channel]` images, computed as
/// a matrix product of gathered patches. It serves the few layers for which Winograd's form does not work.
struct StridedConvolution: Sendable {
    /// Values of the patches that are gathered at a time, so that they stay in the cache (256 kB).
    private static let maxPatchValues = 65_536

    private let inputs: Int
    private let kernel: Int
    private let stride: Int
    private let product: Linear
    private let outputs: Int

    init(_ file: SafeTensors, _ name: String, outputs: Int, inputs: Int, kernel: Int, stride: Int) throws {
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.stride = stride
        // The file has outputs x inputs x mel x time; the patches are time x mel x inputs.
        let weight = try file.floats(name + ".weight", shape: [outputs, inputs, kernel, kernel])
        var ordered = weight
        for o in 0..<outputs {
            for i in 0..<inputs {
                for mel in 0..<kernel {
                    for time in 0..<kernel {
                        ordered[((o * kernel + time) * kernel + mel) * inputs + i] =
                            weight[((o * inputs + i) * kernel + mel) * kernel + time]
                    }
                }
            }
        }
        product = Linear(
            weight: ordered, bias: try file.floats(name + ".bias", shape: [outputs]), outputs: outputs,
            inputs: kernel * kernel * inputs)
    }

    /// Convolves the image `x` (rows x columns x inputs), and clips below 0 if `relu`.
    /// - Parameter output: gets rows x columns x outputs, both axes divided by the stride and rounded up.
    func callAsFunction(
        _ x: UnsafePointer<Float>, rows: Int, columns: Int, into output: UnsafeMutablePointer<Float>, relu: Bool
    ) {
        let (newRows, newColumns) = ((rows + stride - 1) / stride, (columns + stride - 1) / stride)
        let width = kernel * kernel * inputs
        let group = max(1, Self.maxPatchValues / (newColumns * width))
        let patches = FloatBuffer(group * newColumns * width)
        for first in Swift.stride(from: 0, to: newRows, by: group) {
            let count = min(group, newRows - first)
            for row in 0..<count {
                gather(
                    x, rows: rows, columns: columns, row: (first + row) * stride,
                    into: patches.pointer + row * newColumns * width, newColumns: newColumns)
            }
            product(
                patches.pointer, rows: count * newColumns, into: output + first * newColumns * outputs, relu: relu)
        }
    }

    /// Copies the patches of one output row; zeros stand for pixels outside the image.
    private func gather(
        _ x: UnsafePointer<Float>, rows: Int, columns: Int, row: Int, into patches: UnsafeMutablePointer<Float>,
        newColumns: Int
    ) {
        let pad = kernel / 2
        for column in 0..<newColumns {
            var to = patches + column * kernel * kernel * inputs
            for time in row - pad...row - pad + kernel - 1 {
                for mel in column * stride - pad...column * stride - pad + kernel - 1 {
                    if time >= 0 && time < rows && mel >= 0 && mel < columns {
                        to.update(from: x + (time * columns + mel) * inputs, count: inputs)
                    } else {
                        to.update(repeating: 0, count: inputs)
                    }
                    to += inputs
                }
            }
        }
    }
}

public import ModelFiles
internal import TensorKit

/// A one-dimensional convolution over time-major rows of channels.
///
/// A patch of `kernel` rows is one contiguous row of `kernel * inputs` values, so that the whole convolution is a single
/// matrix product over overlapping rows and no patch is ever copied. With padding the input is copied once, between rows
/// of zeros.
public struct Convolution1D: Sendable {
    /// Channels in a row of the input.
    public let inputs: Int
    /// Channels in a row of the output.
    public let outputs: Int
    /// Rows that one output row sees.
    public let kernel: Int
    /// Rows from one output row to the next.
    public let stride: Int
    /// Rows of zeros before the first row of the input and after its last.
    public let padding: Int
    private let product: Linear

    /// Reads `name.weight` (outputs x inputs x kernel) and, if asked, `name.bias` (outputs).
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(
        _ file: SafeTensors, _ name: String, outputs: Int, inputs: Int, kernel: Int, stride: Int, padding: Int = 0,
        bias hasBias: Bool
    ) throws {
        let weight = try file.floats(name + ".weight", shape: [outputs, inputs, kernel])
        let bias = hasBias ? try file.floats(name + ".bias", shape: [outputs]) : nil
        self.init(
            weight: weight, bias: bias, outputs: outputs, inputs: inputs, kernel: kernel, stride: stride,
            padding: padding)
    }

    /// Takes weights of `outputs x inputs x kernel`, the last axis running over time.
    public init(
        weight: [Float], bias: [Float]?, outputs: Int, inputs: Int, kernel: Int, stride: Int, padding: Int = 0
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        // To outputs x kernel x inputs, the order in which time-major input lies in memory.
        var ordered = [Float](repeating: 0, count: weight.count)
        for o in 0..<outputs {
            for i in 0..<inputs {
                for k in 0..<kernel {
                    ordered[(o * kernel + k) * inputs + i] = weight[(o * inputs + i) * kernel + k]
                }
            }
        }
        product = Linear(weight: ordered, bias: bias, outputs: outputs, inputs: kernel * inputs)
    }

    /// Output rows that `rows` input rows give; 0 when they are, with the padding, fewer than the kernel.
    public func outputRows(_ rows: Int) -> Int {
        let padded = rows + 2 * padding
        return padded < kernel ? 0 : (padded - kernel) / stride + 1
    }

    /// Convolves `rows` rows of `inputs` values.
    /// - Returns: the number of rows of `outputs` values that were written.
    @discardableResult
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, relu: Bool = false
    ) -> Int {
        let count = outputRows(rows)
        guard padding > 0 else {
            product(input, rows: count, stride: stride * inputs, into: output, relu: relu)
            return count
        }
        let (margin, size) = (padding * inputs, rows * inputs)
        let padded = FloatBuffer(size + 2 * margin)
        padded.pointer.update(repeating: 0, count: margin)
        (padded.pointer + margin).update(from: input, count: size)
        (padded.pointer + margin + size).update(repeating: 0, count: margin)
        product(padded.pointer, rows: count, stride: stride * inputs, into: output, relu: relu)
        return count
    }
}

public import ModelFiles

/// A one-dimensional convolution without padding over time-major rows of channels.
///
/// A patch of `kernel` rows is one contiguous row of `kernel * inputs` values, so that the whole convolution is a single
/// matrix product over overlapping rows and no patch is ever copied.
public struct Convolution1D: Sendable {
    /// Channels in a row of the input.
    public let inputs: Int
    /// Channels in a row of the output.
    public let outputs: Int
    /// Rows that one output row sees.
    public let kernel: Int
    /// Rows from one output row to the next.
    public let stride: Int
    private let product: Linear

    /// Reads `name.weight` (outputs x inputs x kernel) and, if asked, `name.bias` (outputs).
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(
        _ file: SafeTensors, _ name: String, outputs: Int, inputs: Int, kernel: Int, stride: Int, bias hasBias: Bool
    ) throws {
        let weight = try file.floats(name + ".weight", shape: [outputs, inputs, kernel])
        let bias = hasBias ? try file.floats(name + ".bias", shape: [outputs]) : nil
        self.init(weight: weight, bias: bias, outputs: outputs, inputs: inputs, kernel: kernel, stride: stride)
    }

    /// Takes weights of `outputs x inputs x kernel`, the last axis running over time.
    public init(weight: [Float], bias: [Float]?, outputs: Int, inputs: Int, kernel: Int, stride: Int) {
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.stride = stride
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

    /// Output rows that `rows` input rows give; 0 when they are fewer than the kernel.
    public func outputRows(_ rows: Int) -> Int { rows < kernel ? 0 : (rows - kernel) / stride + 1 }

    /// Convolves `rows` rows of `inputs` values.
    /// - Returns: the number of rows of `outputs` values that were written.
    @discardableResult
    public func callAsFunction(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, relu: Bool = false
    ) -> Int {
        let count = outputRows(rows)
        product(input, rows: count, stride: stride * inputs, into: output, relu: relu)
        return count
    }
}

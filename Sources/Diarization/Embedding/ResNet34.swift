public import ModelFiles
public import TensorKit

/// The convolutional part of WeSpeaker's ResNet34 (Wang and others, 2023; batch norms folded into the weights).
///
/// Images are `[time][mel][channel]`: channels lie together for the vector units, and time is outermost so that blocks of
/// a long recording are slices.
public struct ResNet34: Sendable {
    /// Filterbank frames that one output frame stands for.
    public static let frameStride = 8
    /// Values of an output frame: 10 mel rows of 256 channels.
    public static let frameWidth = 2560

    private let stem: StridedConvolution
    private let stages: [[ResidualBlock]]

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        stem = try StridedConvolution(file, "resnet.conv1", outputs: 32, inputs: 1, kernel: 3, stride: 1)
        var inputs = 32
        stages = try [(32, 3), (64, 4), (128, 6), (256, 3)].enumerated().map { index, stage in
            let (outputs, count) = stage
            return try (0..<count).map { block in
                defer { inputs = outputs }
                return try ResidualBlock(
                    file, "resnet.layer\(index + 1).\(block)", outputs: outputs, inputs: inputs,
                    halves: index > 0 && block == 0)
            }
        }
    }

    /// Output frames of `frames` filterbank frames.
    public static func outputCount(_ frames: Int) -> Int { (frames + frameStride - 1) / frameStride }

    /// Runs the network over filterbank frames whose mean has been subtracted.
    /// - Parameter energies: frames x 80.
    /// - Returns: `outputCount x 2560`; output frame t is centred on filterbank frame 8t. Values are ordered by mel row,
    ///   then channel.
    public func callAsFunction(_ energies: Matrix) -> Matrix {
        guard energies.rows > 0 else { return Matrix(rows: 0, columns: Self.frameWidth) }
        var (rows, columns) = (energies.rows, energies.columns)
        let x = FloatBuffer(rows * columns * 32)
        let spare = FloatBuffer(rows * columns * 32)
        energies.values.withUnsafeBufferPointer { values in
            if let base = values.baseAddress {
                stem(base, rows: rows, columns: columns, into: x.pointer, relu: true)
            }
        }
        for block in stages.joined() { (rows, columns) = block(x, rows: rows, columns: columns, spare: spare) }
        let count = rows * Self.frameWidth
        return Matrix(
            rows: rows, columns: Self.frameWidth, values: Array(UnsafeBufferPointer(start: x.pointer, count: count)))
    }
}

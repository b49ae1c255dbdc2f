public import ModelFiles
public import TensorKit

/// The convolutional part of WeSpeaker's ResNet34 (Wang and others, 2023; batch norms folded into the weights).
///
/// Images are `[time][mel][channel]`: the channels of a pixel lie together for the vector units, and time is the
/// outermost axis, so that a block of a long recording is a slice.
public struct ResNet34: Sendable {
    /// Filterbank frames that one output frame stands for.
    public static let frameStride = 8
    /// Mel rows that the three halvings leave of 80.
    static let outputMelRows = 10
    /// Channels of the last stage.
    static let outputChannels = 256
    /// Values of an output frame: 10 mel rows of 256 channels.
    public static let frameWidth = outputMelRows * outputChannels
    /// Channels of the first convolution.
    private static let stemChannels = 32
    /// Channels and number of blocks of each stage. Every stage but the first halves both axes.
    private static let stageShapes: [(channels: Int, blocks: Int)] = [
        (stemChannels, 3), (64, 4), (128, 6), (outputChannels, 3),
    ]

    private let stem: StridedConvolution
    private let stages: [[ResidualBlock]]

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        stem = try StridedConvolution(file, "resnet.conv1", outputs: Self.stemChannels, inputs: 1, kernel: 3, stride: 1)
        var inputs = Self.stemChannels
        stages = try Self.stageShapes.enumerated().map { index, stage in
            try (0..<stage.blocks).map { block in
                defer { inputs = stage.channels }
                return try ResidualBlock(
                    file, "resnet.layer\(index + 1).\(block)", outputs: stage.channels, inputs: inputs,
                    halves: index > 0 && block == 0)
            }
        }
    }

    /// Number of output frames for `frames` filterbank frames.
    public static func outputCount(_ frames: Int) -> Int { (frames + frameStride - 1) / frameStride }

    /// Runs the network over filterbank frames.
    /// - Parameter energies: frames x 80, natural logarithm, mean subtracted.
    /// - Returns: `outputCount x 2560`; output frame t is centred on filterbank frame 8t. Values are ordered by mel
    /// row,
    ///   then channel.
    public func callAsFunction(_ energies: Matrix) -> Matrix {
        guard energies.rows > 0 else { return Matrix(rows: 0, columns: Self.frameWidth) }
        var (rows, columns) = (energies.rows, energies.columns)
        // Later stages need no more: each halving quarters the pixels and doubles the channels.
        let x = FloatBuffer(rows * columns * Self.stemChannels)
        let spare = FloatBuffer(rows * columns * Self.stemChannels)
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

internal import CKernels
internal import Features
public import ModelFiles
internal import NeuralLayers
public import TensorKit

/// Voice embeddings by WeSpeaker's ResNet34 (pyannote "speaker-diarization-community-1", CC BY 4.0).
///
/// The network runs once over the recording, block by block; an embedding then pools the frames of a piece. The mean
/// that is subtracted from the input slides with the frame, where the original subtracts that of a window, so that one
/// run serves all pieces.
public struct SpeakerEmbedder: Sendable {
    /// Values of an embedding.
    public static let dimension = 256
    /// Samples from one embedding frame (a frame of the network's output) to the next: 80 ms at 16 kHz.
    public static let frameSamples = ResNet34.frameStride * KaldiFilterbank.hopSamples
    /// Samples that a block needs before its first frame and after its last: 6.3 s.
    public static let marginSamples =
        (contextFrames + meanReach) * KaldiFilterbank.hopSamples + KaldiFilterbank.frameSamples

    private static let contextFrames = DiarizationConfig.Embedding.contextFrames
    private static let meanReach = DiarizationConfig.Embedding.meanReachFrames

    private let filterbank = KaldiFilterbank()
    private let network: ResNet34
    private let head: Linear

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        network = try ResNet34(file)
        let width = ResNet34.frameWidth
        let weight = try file.floats("resnet.seg_1.weight", shape: [Self.dimension, 2 * width])
        // The file orders the values of a frame by channel, then mel row; `ResNet34` by mel row, then channel.
        let (channels, melRows) = (ResNet34.outputChannels, ResNet34.outputMelRows)
        var ordered = weight
        for row in 0..<2 * Self.dimension {
            for channel in 0..<channels {
                for mel in 0..<melRows {
                    ordered[row * width + mel * channels + channel] = weight[row * width + channel * melRows + mel]
                }
            }
        }
        head = Linear(
            weight: ordered, bias: try file.floats("resnet.seg_1.bias", shape: [Self.dimension]),
            outputs: Self.dimension, inputs: 2 * width)
    }

    /// Embedding frames in a recording of `sampleCount` samples.
    public static func frameCount(sampleCount: Int) -> Int {
        ResNet34.outputCount(KaldiFilterbank.frameCount(sampleCount))
    }

    /// Embedding frames `range` of a recording.
    /// - Parameters:
    ///   - samples: 16 kHz mono, a part of the recording that extends `marginSamples` beyond the range at either side, or
    ///     to the recording's start or end.
    ///   - origin: sample of the recording at which that part begins, a multiple of `frameSamples`.
    /// - Returns: one row of 2560 for each frame of the range.
    public func frames(_ range: Range<Int>, samples: UnsafeBufferPointer<Float>, origin: Int) -> Matrix {
        let stride = ResNet34.frameStride
        let originFrame = origin / KaldiFilterbank.hopSamples
        let all = KaldiFilterbank.frameCount(samples.count)
        // Filterbank frames, counted from the start of `samples`.
        let from = max(0, range.lowerBound * stride - Self.contextFrames - originFrame)
        let to = min(all, range.upperBound * stride + Self.contextFrames - originFrame)
        let meanFrom = max(0, from - Self.meanReach)
        let meanTo = min(all, to + Self.meanReach)
        let hop = KaldiFilterbank.hopSamples
        let slice = meanFrom * hop..<(meanTo - 1) * hop + KaldiFilterbank.frameSamples
        let energies = SlidingMean.subtract(
            from: filterbank.energies(UnsafeBufferPointer(rebasing: samples[slice])), reach: Self.meanReach,
            floor: KaldiFilterbank.floor)
        let input = energies.rows(from - meanFrom..<to - meanFrom)
        let first = range.lowerBound - (originFrame + from) / stride
        return network(input).rows(first..<first + range.count)
    }

    /// Pools frames into one embedding for each set of weights.
    /// - Parameters:
    ///   - frames: pointers to embedding frames of 2560 values.
    ///   - weights: sets of one weight for each frame; a set of zeros gives a vector without meaning.
    /// - Returns: `weights.count x 256`, not length-normalized.
    public func pool(_ frames: [UnsafePointer<Float>], weights: [[Float]]) -> Matrix {
        let statistics = weights.flatMap { self.statistics(frames, weights: $0) }
        var result = Matrix(rows: weights.count, columns: Self.dimension)
        result.values.withUnsafeMutableBufferPointer { values in
            if let base = values.baseAddress { head(statistics, rows: weights.count, into: base) }
        }
        return result
    }

    /// The weighted mean of each of the 2560 values, then the deviation of each.
    func statistics(_ frames: [UnsafePointer<Float>], weights: [Float]) -> [Float] {
        let width = ResNet34.frameWidth
        let pointers = frames.map { Optional($0) }
        return [Float](unsafeUninitializedCapacity: 2 * width) { buffer, count in
            if let mean = buffer.baseAddress {
                ws_pool_statistics(pointers, weights, frames.count, width, mean, mean + width)
            }
            count = 2 * width
        }
    }
}

internal import CKernels
public import ModelFiles
internal import NeuralLayers
public import TensorKit

/// pyannote's segmentation network: SincNet, four bidirectional LSTM layers, powerset classes
/// (pyannote "speaker-diarization-community-1", CC BY 4.0).
public struct SpeakerSegmenter: Sendable {
    private static let frames = LocalSegmentation.frameCount
    private static let windowSamples = LocalSegmentation.windowSamples
    /// Samples from one output of the sinc filters to the next.
    private static let sincStride = 10
    /// Channels after the sinc filters, and after each of the two convolutions.
    private static let (sincChannels, channels) = (SincFilters.count, 60)
    /// Taps of each of the two convolutions.
    private static let kernel = 5
    /// Rows that each stage of SincNet pools to one.
    private static let pooling = 3
    /// Width of one direction of an LSTM layer, the number of layers, and the width of the linear layers.
    private static let (hidden, lstmLayers, linearWidth) = (128, 4, 128)
    /// Slope of the leaky ReLU after the linear layers, below 0.
    private static let slope: Float = 0.01
    /// Added to the variance of a window's samples, as in training.
    private static let epsilon = 1e-5

    private let sinc: Convolution1D
    /// Sum of the taps of each sinc filter.
    private let tapSums: [Float]
    /// The learnt scale and shift of the samples after normalization.
    private let waveScale, waveShift: Float
    private let convolutions: [Convolution1D]
    private let norms: [InstanceNorm]
    private let lstm: [BidirectionalLSTM]
    private let linears: [Linear]
    private let classifier: Linear

    /// Reads the weights and builds the filters.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        let (sincChannels, channels) = (Self.sincChannels, Self.channels)
        let taps = try SincFilters.taps(file)
        sinc = Convolution1D(
            weight: taps, bias: nil, outputs: sincChannels, inputs: 1, kernel: SincFilters.taps,
            stride: Self.sincStride)
        tapSums = (0..<sincChannels).map { row in
            Float(taps[row * SincFilters.taps..<(row + 1) * SincFilters.taps].reduce(0.0) { $0 + Double($1) })
        }
        waveScale = try file.floats("sincnet.wav_norm1d.weight", shape: [1])[0]
        waveShift = try file.floats("sincnet.wav_norm1d.bias", shape: [1])[0]
        convolutions = try [sincChannels, channels].enumerated().map { index, inputs in
            try Convolution1D(
                file, "sincnet.conv1d.\(index + 1)", outputs: channels, inputs: inputs, kernel: Self.kernel, stride: 1,
                bias: true)
        }
        norms = try [sincChannels, channels, channels].enumerated().map {
            try InstanceNorm(file, "sincnet.norm1d.\($0.offset)", channels: $0.element)
        }
        lstm = try (0..<Self.lstmLayers).map {
            try BidirectionalLSTM(
                file, "lstm", index: $0, inputs: $0 == 0 ? channels : 2 * Self.hidden, hidden: Self.hidden)
        }
        linears = [
            try Linear(file, "linear.0", outputs: Self.linearWidth, inputs: 2 * Self.hidden, bias: true),
            try Linear(file, "linear.1", outputs: Self.linearWidth, inputs: Self.linearWidth, bias: true),
        ]
        classifier = try Linear(file, "classifier", outputs: Powerset.classCount, inputs: Self.linearWidth, bias: true)
    }

    /// Local speakers of neighbouring windows.
    /// - Parameters:
    ///   - samples: 16 kHz mono from the start of the first window; samples missing at the end count as zeros.
    ///   - windows: number of windows.
    ///   - hopSamples: samples from one window to the next, a multiple of 10.
    /// - Returns: a mask of local speakers for each of the `windows x 589` frames.
    public func masks(_ samples: UnsafeBufferPointer<Float>, windows: Int, hopSamples: Int) -> [UInt8] {
        let logits = self.logits(samples, windows: windows, hopSamples: hopSamples)
        return (0..<windows * Self.frames).map { index in
            let row = logits[row: index / Self.frames + index % Self.frames * windows]
            var best = row.startIndex
            for i in row.indices where row[i] > row[best] { best = i }
            return Powerset.masks[best - row.startIndex]
        }
    }

    /// Scores of the powerset classes before the softmax.
    /// - Returns: `(589 · windows) x 7`; row `frame · windows + window`.
    public func logits(_ samples: UnsafeBufferPointer<Float>, windows: Int, hopSamples: Int) -> Matrix {
        let rows = Self.frames * windows
        let features = FloatBuffer(rows * Self.channels)
        sincNet(samples, windows: windows, hopSamples: hopSamples, into: features.pointer)
        var x = features
        let spare = FloatBuffer(rows * 2 * Self.hidden)
        var output = spare
        do {
            let scratch = FloatBuffer(lstm[0].scratchCount(steps: Self.frames, sequences: windows))
            for layer in lstm {
                layer(x.pointer, steps: Self.frames, sequences: windows, into: output.pointer, scratch: scratch.pointer)
                let used = x
                x = output
                output = used === features ? FloatBuffer(rows * 2 * Self.hidden) : used
            }
        }
        let ones = [Float](repeating: 1, count: Self.linearWidth)
        let zeros = [Float](repeating: 0, count: Self.linearWidth)
        for linear in linears {
            linear(x.pointer, rows: rows, into: output.pointer)
            ws_affine_leaky(output.pointer, ones, zeros, Self.slope, rows, Self.linearWidth)
            swap(&x, &output)
        }
        var result = Matrix(rows: rows, columns: Powerset.classCount)
        result.values.withUnsafeMutableBufferPointer { values in
            if let base = values.baseAddress { classifier(x.pointer, rows: rows, into: base) }
        }
        return result
    }

    /// The convolutional front end, in the order that the LSTM needs: `[frame][window][60]`.
    ///
    /// The normalization of a window is affine, `a·x + b`. So the filters run once over the samples that windows share,
    /// and `conv(a·x + b) = a·conv(x) + b·Σtaps` is applied for each window.
    func sincNet(
        _ samples: UnsafeBufferPointer<Float>, windows: Int, hopSamples: Int, into output: UnsafeMutablePointer<Float>
    ) {
        precondition(hopSamples % Self.sincStride == 0, "windows must start on the filters' grid")
        let (sincChannels, channels) = (Self.sincChannels, Self.channels)
        let needed = (windows - 1) * hopSamples + Self.windowSamples
        let audio = FloatBuffer(needed)
        let present = min(needed, samples.count)
        if let base = samples.baseAddress { audio.pointer.update(from: base, count: present) }
        (audio.pointer + present).update(repeating: 0, count: needed - present)

        let raw = FloatBuffer(sinc.outputRows(needed) * sincChannels)
        sinc(audio.pointer, rows: needed, into: raw.pointer)
        let windowRows = sinc.outputRows(Self.windowSamples)
        let pooled = FloatBuffer(windowRows / Self.pooling * sincChannels)
        let convolved = FloatBuffer(windowRows / Self.pooling * channels)
        let zeros = [Float](repeating: 0, count: channels)
        for window in 0..<windows {
            let (scale, shift) = waveNorm(audio.pointer + window * hopSamples)
            var rows = windowRows / Self.pooling
            norms[0].poolAndNormalize(
                raw.pointer + window * (hopSamples / Self.sincStride) * sincChannels, scale: scale,
                shift: tapSums.map { $0 * shift }, absolute: true, pooled: rows, into: pooled.pointer)
            for (convolution, norm) in zip(convolutions, norms.dropFirst()) {
                rows = convolution(pooled.pointer, rows: rows, into: convolved.pointer) / Self.pooling
                norm.poolAndNormalize(
                    convolved.pointer, scale: 1, shift: zeros, absolute: false, pooled: rows, into: pooled.pointer)
            }
            for frame in 0..<rows {
                (output + (frame * windows + window) * channels)
                    .update(from: pooled.pointer + frame * channels, count: channels)
            }
        }
    }

    /// Scale and shift that bring the samples of a window to mean 0 and deviation 1, and then apply the learnt scale
    /// and shift.
    private func waveNorm(_ window: UnsafePointer<Float>) -> (scale: Float, shift: Float) {
        var (sum, squares) = (0.0, 0.0)
        ws_moments(window, Self.windowSamples, &sum, &squares)
        let mean = sum / Double(Self.windowSamples)
        let variance = max(0, squares / Double(Self.windowSamples) - mean * mean)
        let scale = Double(waveScale) / (variance + Self.epsilon).squareRoot()
        return (Float(scale), Float(Double(waveShift) - mean * scale))
    }
}

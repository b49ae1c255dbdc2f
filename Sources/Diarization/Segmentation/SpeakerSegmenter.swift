internal import CKernels
public import ModelFiles
internal import NeuralLayers
public import TensorKit

/// pyannote's segmentation model: SincNet, four bidirectional LSTM layers, powerset classes
/// (pyannote "speaker-diarization-community-1", CC BY 4.0).
public struct SpeakerSegmenter: Sendable {
    /// Windows that are computed together: enough rows for a fast product, few enough to stay small in memory.
    public static let batch = 16

    private static let frames = LocalSegmentation.frameCount
    private static let windowSamples = LocalSegmentation.windowSamples
    private static let sincStride = 10

    private let sinc: Convolution1D
    private let tapSums: [Float]
    private let waveScale: Float
    private let waveShift: Float
    private let convolutions: [Convolution1D]
    private let norms: [InstanceNorm]
    private let lstm: [BidirectionalLSTM]
    private let linears: [Linear]
    private let classifier: Linear

    /// Reads the weights and builds the filters.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        let taps = try SincFilters.taps(file)
        sinc = Convolution1D(
            weight: taps, bias: nil, outputs: 80, inputs: 1, kernel: SincFilters.taps, stride: Self.sincStride)
        tapSums = (0..<80).map { row in
            Float(taps[row * SincFilters.taps..<(row + 1) * SincFilters.taps].reduce(0.0) { $0 + Double($1) })
        }
        waveScale = try file.floats("sincnet.wav_norm1d.weight", shape: [1])[0]
        waveShift = try file.floats("sincnet.wav_norm1d.bias", shape: [1])[0]
        convolutions = [
            try Convolution1D(file, "sincnet.conv1d.1", outputs: 60, inputs: 80, kernel: 5, stride: 1, bias: true),
            try Convolution1D(file, "sincnet.conv1d.2", outputs: 60, inputs: 60, kernel: 5, stride: 1, bias: true),
        ]
        norms = try [80, 60, 60].enumerated().map {
            try InstanceNorm(file, "sincnet.norm1d.\($0.offset)", channels: $0.element)
        }
        lstm = try (0..<4).map {
            try BidirectionalLSTM(file, "lstm", index: $0, inputs: $0 == 0 ? 60 : 256, hidden: 128)
        }
        linears = [
            try Linear(file, "linear.0", outputs: 128, inputs: 256, bias: true),
            try Linear(file, "linear.1", outputs: 128, inputs: 128, bias: true),
        ]
        classifier = try Linear(file, "classifier", outputs: Powerset.classCount, inputs: 128, bias: true)
    }

    /// Local speakers of neighbouring windows.
    /// - Parameters:
    ///   - samples: 16 kHz mono from the start of the first window; what is missing at the end counts as zeros.
    ///   - windows: number of windows.
    ///   - hopSamples: samples from one window to the next, a multiple of 10.
    /// - Returns: a speaker mask for each of the `windows x 589` frames.
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
        let features = FloatBuffer(Self.frames * windows * 60)
        sincNet(samples, windows: windows, hopSamples: hopSamples, into: features.pointer)
        let rows = Self.frames * windows
        var x = features
        let spare = FloatBuffer(rows * 256)
        var output = spare
        do {
            let scratch = FloatBuffer(lstm[0].scratchCount(steps: Self.frames, sequences: windows))
            for layer in lstm {
                layer(x.pointer, steps: Self.frames, sequences: windows, into: output.pointer, scratch: scratch.pointer)
                let used = x
                x = output
                output = used === features ? FloatBuffer(rows * 256) : used
            }
        }
        let ones = [Float](repeating: 1, count: 128)
        let zeros = [Float](repeating: 0, count: 128)
        for linear in linears {
            linear(x.pointer, rows: rows, into: output.pointer)
            ws_affine_leaky(output.pointer, ones, zeros, 0.01, rows, 128)
            swap(&x, &output)
        }
        var result = Matrix(rows: rows, columns: Powerset.classCount)
        result.values.withUnsafeMutableBufferPointer { values in
            if let base = values.baseAddress { classifier(x.pointer, rows: rows, into: base) }
        }
        return result
    }

    /// The convolutional front end, interleaved for the LSTM: `[frame][window][60]`.
    ///
    /// Normalising a window is affine, `a·x + b`, so the filters run once over the samples that windows share and
    /// `conv(a·x + b) = a·conv(x) + b·Σtaps` is applied for each window.
    func sincNet(
        _ samples: UnsafeBufferPointer<Float>, windows: Int, hopSamples: Int, into output: UnsafeMutablePointer<Float>
    ) {
        precondition(hopSamples % Self.sincStride == 0, "windows must start on the filters' grid")
        let span = (windows - 1) * hopSamples + Self.windowSamples
        let audio = FloatBuffer(span)
        let present = min(span, samples.count)
        if let base = samples.baseAddress { audio.pointer.update(from: base, count: present) }
        (audio.pointer + present).update(repeating: 0, count: span - present)

        let raw = FloatBuffer(sinc.outputRows(span) * 80)
        sinc(audio.pointer, rows: span, into: raw.pointer)
        let windowRows = sinc.outputRows(Self.windowSamples)
        let pooled = FloatBuffer(windowRows / 3 * 80)
        let convolved = FloatBuffer(windowRows / 3 * 60)
        let zeros = [Float](repeating: 0, count: 60)
        for window in 0..<windows {
            let (scale, shift) = waveNorm(audio.pointer + window * hopSamples)
            var rows = windowRows / 3
            norms[0].poolAndNormalise(
                raw.pointer + window * (hopSamples / Self.sincStride) * 80, scale: scale,
                shift: tapSums.map { $0 * shift }, absolute: true, pooled: rows, into: pooled.pointer)
            for (convolution, norm) in zip(convolutions, norms.dropFirst()) {
                rows = convolution(pooled.pointer, rows: rows, into: convolved.pointer) / 3
                norm.poolAndNormalise(
                    convolved.pointer, scale: 1, shift: zeros, absolute: false, pooled: rows, into: pooled.pointer)
            }
            for frame in 0..<rows {
                (output + (frame * windows + window) * 60).update(from: pooled.pointer + frame * 60, count: 60)
            }
        }
    }

    /// Scale and shift that give a window mean 0 and deviation 1, then the model's own affine step.
    private func waveNorm(_ window: UnsafePointer<Float>) -> (scale: Float, shift: Float) {
        var (sum, squares) = (0.0, 0.0)
        ws_moments(window, Self.windowSamples, &sum, &squares)
        let mean = sum / Double(Self.windowSamples)
        let variance = max(0, squares / Double(Self.windowSamples) - mean * mean)
        let scale = Double(waveScale) / (variance + 1e-5).squareRoot()
        return (Float(scale), Float(Double(waveShift) - mean * scale))
    }
}

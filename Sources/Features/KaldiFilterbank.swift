public import TensorKit

internal import func Foundation.cos
internal import func Foundation.log

/// Log-mel filterbank energies by Kaldi's conventions, on which WeSpeaker's models are trained: 25 ms Hamming windows
/// every 10 ms, pre-emphasis 0.97, 80 triangular filters from 20 Hz to 8 kHz, no dither, no energy term.
public struct KaldiFilterbank: Sendable {
    /// Filters in a frame.
    public static let melCount = 80
    /// Samples from one frame to the next: 10 ms at 16 kHz.
    public static let hopSamples = 160
    /// Samples in a frame: 25 ms at 16 kHz.
    public static let frameSamples = 400
    /// Value of a filter without energy: ln 1.1920929e-7. Digital silence has it in every filter.
    public static let floor = Float(log(Double(Float.ulpOfOne)))

    private static let fftSize = 512
    /// Frequencies that the filters use: all of the transform but the highest (8 kHz).
    private static let bins = fftSize / 2
    /// Lower end of the lowest filter and upper end of the highest, in Hz.
    private static let (minHertz, maxHertz) = (20.0, 8000.0)
    /// Factor from samples in -1 ... 1 to 16-bit samples, the scale of Kaldi.
    private static let fullScale: Float = 32768
    /// Share of the sample before that is subtracted from each sample.
    private static let preEmphasis: Float = 0.97

    private let fft = RealFFT(size: fftSize)
    private let window: [Float]
    private let mel: PackedMatrix

    /// Computes the window and the filters.
    public init() {
        window = (0..<Self.frameSamples).map {
            Float(0.54 - 0.46 * cos(2 * Double.pi * Double($0) / Double(Self.frameSamples - 1)))
        }
        mel = PackedMatrix(weight: Self.filters(), outputCount: Self.melCount, inputCount: Self.bins)
    }

    /// 80 rows of 256 bins: triangles that are linear in mel, with peak 1.
    private static func filters() -> [Float] {
        func mel(_ hertz: Double) -> Double { 1127 * log(1 + hertz / 700) }
        let low = mel(minHertz)
        let step = (mel(maxHertz) - low) / Double(melCount + 1)
        return (0..<melCount).flatMap { filter in
            let left = low + Double(filter) * step
            return (0..<bins).map { bin in
                let position = mel(Double(bin) * 16_000 / Double(fftSize))
                return Float(max(0, min((position - left) / step, (left + 2 * step - position) / step)))
            }
        }
    }

    /// Number of full frames in `sampleCount` samples.
    public static func frameCount(_ sampleCount: Int) -> Int {
        sampleCount < frameSamples ? 0 : (sampleCount - frameSamples) / hopSamples + 1
    }

    /// Energies of 16 kHz mono samples in -1 ... 1.
    /// - Returns: `frameCount x 80`, natural logarithm; frame i covers 25 ms from i · 10 ms. No mean is subtracted.
    public func energies(_ samples: UnsafeBufferPointer<Float>) -> Matrix {
        let count = Self.frameCount(samples.count)
        var result = Matrix(rows: count, columns: Self.melCount)
        guard count > 0, let start = samples.baseAddress else { return result }
        let frame = FloatBuffer(Self.fftSize)
        let scratch = FloatBuffer(fft.scratchCount)
        let power = FloatBuffer(count * Self.bins)
        for index in 0..<count {
            prepare(start + index * Self.hopSamples, into: frame.pointer)
            fft.powerSpectrum(
                frame.pointer, bins: Self.bins, into: power.pointer + index * Self.bins, scratch: scratch.pointer)
        }
        result.values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            mel.multiply(power.pointer, rows: count, into: base)
            for i in values.indices { values[i] = log(max(values[i], Float.ulpOfOne)) }
        }
        return result
    }

    /// Scales a frame to 16 bits, subtracts its mean, applies pre-emphasis and window, and adds zeros up to the size of
    /// the FFT.
    private func prepare(_ source: UnsafePointer<Float>, into frame: UnsafeMutablePointer<Float>) {
        let size = Self.frameSamples
        var sum: Float = 0
        for i in 0..<size { sum += source[i] * Self.fullScale }
        let mean = sum / Float(size)
        var before = source[0] * Self.fullScale - mean
        for i in 0..<size {
            let value = source[i] * Self.fullScale - mean
            frame[i] = (value - Self.preEmphasis * before) * window[i]
            before = value
        }
        for i in size..<Self.fftSize { frame[i] = 0 }
    }
}

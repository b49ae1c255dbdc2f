internal import func Foundation.cos
internal import func Foundation.exp

/// Attenuates steady noise in speech: fans, traffic, hiss.
///
/// Each bin of a short-time spectrum is multiplied by the gain with the smallest mean-square error of the logarithm of
/// the amplitude (Y. Ephraim and D. Malah, "Speech enhancement using a minimum mean-square error log-spectral amplitude
/// estimator", IEEE Trans. ASSP 33 (2), 1985). The ratio of speech to noise is estimated by their decision-directed
/// method, the power of the noise by `NoiseTracker`.
public struct NoiseReducer: Sendable {
    /// Samples of a frame: 32 ms at 16 kHz.
    static let frameSamples = 512
    /// Samples from one frame to the next: 8 ms.
    static let hopSamples = 128
    private static let bins = frameSamples / 2 + 1
    /// Smallest power of a bin: below the noise of any sound card. It keeps quotients finite in digital silence.
    static let minPower: Float = 1e-9
    /// Weight of the last frame in the estimate of the ratio of speech to noise, 0 ..< 1. Larger means smoother, with
    /// less musical noise, but slower. The usual value.
    private static let ratioSmoothing: Float = 0.98
    /// Smallest ratio of the power of speech to that of noise: -25 dB.
    private static let minRatio: Float = 0.003_162_28
    /// Frames at either end whose mean power may start the estimate of the noise.
    private static let initialFrames = 5

    /// Smallest gain of a bin, 0 ..< 1.
    let minGain: Float
    private let transform = RealFFT(size: frameSamples)
    /// The square root of a Hann window; it is applied before the transform and after the inverse.
    private let window: [Float]

    /// Prepares the transform.
    /// - Parameter maxDecibels: largest attenuation of a bin, above 0. More makes the noise quieter, but distorts
    /// speech.
    public init(maxDecibels: Float = 12) {
        minGain = exp(-maxDecibels / 20 * 2.302_585_1)
        window = (0..<Self.frameSamples).map { index in
            (0.5 - 0.5 * cos(2 * Float.pi * Float(index) / Float(Self.frameSamples))).squareRoot()
        }
    }

    /// The same sound with less noise. The result depends on the samples alone.
    /// - Parameter samples: 16 kHz mono, any number.
    /// - Returns: the same number of samples, at the same times.
    public func reduced(_ samples: [Float]) -> [Float] {
        let spectra = self.spectra(samples)
        return self.samples(of: spectra, gains: gains(spectra), count: samples.count)
    }

    /// Spectra of all frames that overlap the samples, `frames x bins x 2`; the first frame begins before the first
    /// sample.
    func spectra(_ samples: [Float]) -> [Float] {
        let (size, hop) = (Self.frameSamples, Self.hopSamples)
        let count = samples.isEmpty ? 0 : (samples.count - 1 + size) / hop
        var spectra = [Float](repeating: 0, count: count * 2 * Self.bins)
        var frame = [Float](repeating: 0, count: size)
        spectra.withUnsafeMutableBufferPointer { spectra in
            frame.withUnsafeMutableBufferPointer { frame in
                guard let to = spectra.baseAddress, let from = frame.baseAddress else { return }
                for index in 0..<count {
                    let start = (index + 1) * hop - size
                    for offset in 0..<size {
                        let at = start + offset
                        from[offset] = samples.indices.contains(at) ? samples[at] * window[offset] : 0
                    }
                    transform.transform(from, into: to + index * 2 * Self.bins)
                }
            }
        }
        return spectra
    }

    /// The samples of spectra after each bin is multiplied by a gain.
    /// - Parameters:
    ///   - gains: `frames x bins`.
    ///   - count: number of samples.
    func samples(of spectra: [Float], gains: [Float], count: Int) -> [Float] {
        let (size, hop) = (Self.frameSamples, Self.hopSamples)
        var result = [Float](repeating: 0, count: count)
        var spectrum = [Float](repeating: 0, count: 2 * Self.bins)
        var frame = [Float](repeating: 0, count: size)
        // The squared windows of four overlapping frames sum to 2; the inverse transform multiplies by the size.
        let scale = 0.5 / Float(size)
        spectrum.withUnsafeMutableBufferPointer { spectrum in
            frame.withUnsafeMutableBufferPointer { frame in
                guard let bins = spectrum.baseAddress, let values = frame.baseAddress else { return }
                for index in 0..<gains.count / Self.bins {
                    for bin in 0..<Self.bins {
                        let gain = gains[index * Self.bins + bin] * scale
                        bins[2 * bin] = spectra[2 * (index * Self.bins + bin)] * gain
                        bins[2 * bin + 1] = spectra[2 * (index * Self.bins + bin) + 1] * gain
                    }
                    transform.invert(bins, into: values)
                    let start = (index + 1) * hop - size
                    for at in max(0, start)..<min(count, start + size) {
                        result[at] += values[at - start] * window[at - start]
                    }
                }
            }
        }
        return result
    }

    /// A gain for each bin of each frame, `minGain` … about 1.
    private func gains(_ spectra: [Float]) -> [Float] {
        let bins = Self.bins
        let count = spectra.count / (2 * bins)
        guard count > 0 else { return [] }
        // The gains overwrite the powers, frame by frame.
        var powers = (0..<count * bins).map { index -> Float in
            let (re, im) = (spectra[2 * index], spectra[2 * index + 1])
            return re * re + im * im
        }
        // Frames at the ends lie partly beyond the samples, so their power is too low.
        let beyond = Self.frameSamples / Self.hopSamples - 1
        let whole = count > 2 * beyond ? beyond..<count - beyond : 0..<count
        func mean(_ frames: Range<Int>, _ bin: Int) -> Float {
            frames.reduce(0) { $0 + powers[$1 * bins + bin] } / Float(frames.count)
        }
        // At least one of the two ends is a pause.
        let initial = (0..<bins).map { bin in
            let ends = (mean(whole.prefix(Self.initialFrames), bin), mean(whole.suffix(Self.initialFrames), bin))
            return max(Self.minPower, min(ends.0, ends.1))
        }
        let hopSeconds = Float(Self.hopSamples) / 16_000
        powers.withUnsafeMutableBufferPointer { powers in
            guard let base = powers.baseAddress else { return }
            // A first pass runs backwards, so that the noise is known where the samples begin.
            var backwards = NoiseTracker(initial: initial, hopSeconds: hopSeconds)
            for frame in whole.reversed() { backwards.update(base + frame * bins) }
            var noise = NoiseTracker(initial: backwards.power, hopSeconds: hopSeconds)
            var speech = [Float](repeating: 0, count: bins)
            for frame in 0..<count {
                let power = base + frame * bins
                if whole.contains(frame) { noise.update(power) }
                for bin in 0..<bins {
                    let posterior = max(power[bin], Self.minPower) / noise.power[bin]
                    let ratio = max(
                        Self.minRatio,
                        Self.ratioSmoothing * speech[bin] / noise.power[bin]
                            + (1 - Self.ratioSmoothing) * max(posterior - 1, 0))
                    let gain = max(minGain, Self.gain(ratio: ratio, posterior: posterior))
                    speech[bin] = gain * gain * power[bin]
                    power[bin] = gain
                }
            }
        }
        return powers
    }

    /// The gain of the log-spectral amplitude estimator, 0 ... 1.
    /// - Parameters:
    ///   - ratio: power of the speech divided by that of the noise.
    ///   - posterior: power of the frame divided by that of the noise.
    static func gain(ratio: Float, posterior: Float) -> Float {
        let wiener = ratio / (1 + ratio)
        let argument = max(1e-6, wiener * posterior)
        // Above 20 the integral is so small that the gain is the Wiener gain.
        return argument > 20 ? wiener : min(1, wiener * exp(0.5 * ExponentialIntegral.e1(argument)))
    }
}

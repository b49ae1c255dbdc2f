internal import func Foundation.log10
internal import func Foundation.pow

/// The level of sound as a percentile over frames of 10 ms. Unlike a mean it does not depend on pauses, and unlike a
/// peak not on single clicks.
public enum FrameLevel {
    /// Samples of a frame: 10 ms at 16 kHz, without overlap.
    private static let frameSamples = 160

    /// The factor that brings a percentile of the frames' levels to a target.
    /// - Parameters:
    ///   - samples: 16 kHz mono, in -1 ... 1.
    ///   - percent: percentile, 0 ..< 100.
    ///   - decibels: target level relative to full scale, for example -20.
    /// - Returns: a factor above 0; nil for less than a frame, and where the frame at that percentile is digital
    /// silence.
    public static func gain(_ samples: UnsafeBufferPointer<Float>, percent: Int, toDecibels decibels: Float) -> Float? {
        let count = samples.count / frameSamples
        guard count > 0 else { return nil }
        let powers = (0..<count).map { frame in
            samples[frame * frameSamples..<(frame + 1) * frameSamples].reduce(Float(0)) { $0 + $1 * $1 }
                / Float(frameSamples)
        }
        let power = powers.sorted()[count * percent / 100]
        return power > 0 ? pow(10, (decibels - 10 * log10(power)) / 20) : nil
    }
}

internal import func Foundation.log10
internal import func Foundation.pow

/// How loud sound is, by its frames of 10 ms: pauses and single clicks do not count as they would in a mean or a peak.
public enum FrameLevel {
    private static let frameSamples = 160

    /// What brings a percentile of the frames' levels to a target.
    /// - Parameters:
    ///   - samples: 16 kHz mono, in -1 ... 1.
    ///   - percent: percentile, 0 ..< 100.
    ///   - decibels: below full scale.
    /// - Returns: a factor above 0; nil for less than a frame, and where so many frames are digital silence.
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

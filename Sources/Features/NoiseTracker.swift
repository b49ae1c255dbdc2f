internal import func Foundation.exp
internal import func Foundation.log
internal import func Foundation.pow

/// Estimates the power of the noise in each bin of a spectrum, also while somebody talks.
///
/// It is the estimator of T. Gerkmann and R. C. Hendriks, "Unbiased MMSE-based noise power estimation with low
/// complexity and low tracking delay", IEEE Trans. ASLP 20 (4), 2012: each frame updates the estimate in proportion to
/// the probability that it holds no speech. Speech is assumed to be 15 dB above the noise.
struct NoiseTracker {
    /// Power of the noise in each bin.
    private(set) var power: [Float]
    /// Smoothed probability of speech in each bin, 0 ... 1.
    private var presence: [Float]
    /// Weight of the last estimate in the next one, 0 ..< 1.
    private let powerSmoothing: Float
    /// Weight of the last `presence` in the next one, 0 ..< 1.
    private let presenceSmoothing: Float

    /// Ratio of the power of speech to that of noise: 15 dB.
    private static let speechRatio: Float = 31.622_776
    /// Largest probability of speech in a bin where speech has been present for long: what never ends is noise.
    private static let maxPresence: Float = 0.99
    /// Seconds from one frame to the next in the paper; the two weights below are for this step.
    private static let paperHopSeconds: Float = 0.016
    private static let (paperPowerSmoothing, paperPresenceSmoothing): (Float, Float) = (0.8, 0.9)

    /// Starts the estimate.
    /// - Parameters:
    ///   - initial: power of the noise in each bin before the first frame.
    ///   - hopSeconds: seconds from one frame to the next.
    init(initial: [Float], hopSeconds: Float) {
        power = initial
        presence = [Float](repeating: 0, count: initial.count)
        powerSmoothing = pow(Self.paperPowerSmoothing, hopSeconds / Self.paperHopSeconds)
        presenceSmoothing = pow(Self.paperPresenceSmoothing, hopSeconds / Self.paperHopSeconds)
    }

    /// Updates the estimate with the next frame.
    /// - Parameter frame: power of each bin.
    mutating func update(_ frame: UnsafePointer<Float>) {
        let slope = Self.speechRatio / (1 + Self.speechRatio)
        let offset = -log(1 + Self.speechRatio)
        for bin in power.indices {
            let ratio = exp(min(offset + slope * frame[bin] / power[bin], 80))
            var probability = ratio / (1 + ratio)
            presence[bin] = presenceSmoothing * presence[bin] + (1 - presenceSmoothing) * probability
            if presence[bin] > Self.maxPresence { probability = min(probability, Self.maxPresence) }
            let estimate = probability * power[bin] + (1 - probability) * frame[bin]
            power[bin] = max(NoiseReducer.minPower, powerSmoothing * power[bin] + (1 - powerSmoothing) * estimate)
        }
    }
}

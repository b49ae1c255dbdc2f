internal import func Foundation.exp
internal import func Foundation.log
internal import func Foundation.pow

/// Follows the power of the noise in each bin of a spectrum, also while somebody talks.
///
/// The estimator of T. Gerkmann and R. C. Hendriks, "Unbiased MMSE-based noise power estimation with low complexity and
/// low tracking delay", IEEE Trans. ASLP 20 (4), 2012: a frame counts as noise as far as speech is not probably present
/// in it, for speech that, where there is any, stands 15 dB above the noise.
struct NoiseTracker {
    /// Power of the noise in each bin.
    private(set) var power: [Float]
    /// How probably speech was present of late, in each bin.
    private var presence: [Float]
    /// What is kept of the estimate from one frame to the next: 0.8 over the 16 ms of the paper.
    private let keptPower: Float
    /// What is kept of `presence`: 0.9 over 16 ms.
    private let keptPresence: Float

    private static let speechRatio: Float = 31.622_776
    /// Speech that is present for ever is noise: so sure of it and no surer.
    private static let mostPresence: Float = 0.99

    /// - Parameters:
    ///   - first: power of the noise in each bin before the first frame.
    ///   - hopSeconds: seconds from one frame to the next.
    init(first: [Float], hopSeconds: Float) {
        power = first
        presence = [Float](repeating: 0, count: first.count)
        keptPower = pow(0.8, hopSeconds / 0.016)
        keptPresence = pow(0.9, hopSeconds / 0.016)
    }

    /// Takes the next frame.
    /// - Parameter frame: power of each bin.
    mutating func update(_ frame: UnsafePointer<Float>) {
        let slope = Self.speechRatio / (1 + Self.speechRatio)
        let offset = -log(1 + Self.speechRatio)
        for bin in power.indices {
            let ratio = exp(min(offset + slope * frame[bin] / power[bin], 80))
            var probability = ratio / (1 + ratio)
            presence[bin] = keptPresence * presence[bin] + (1 - keptPresence) * probability
            if presence[bin] > Self.mostPresence { probability = min(probability, Self.mostPresence) }
            let estimate = probability * power[bin] + (1 - probability) * frame[bin]
            power[bin] = max(NoiseReducer.leastPower, keptPower * power[bin] + (1 - keptPower) * estimate)
        }
    }
}

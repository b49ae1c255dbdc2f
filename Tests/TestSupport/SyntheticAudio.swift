import Foundation

/// Signals made for tests. All are mono, in [-1, 1] if the amplitude is.
public enum SyntheticAudio {
    /// A sine.
    /// - Parameters:
    ///   - phase: radians at the first sample.
    ///   - count: samples.
    public static func sine(
        frequency: Double, sampleRate: Int, count: Int, amplitude: Double = 0.5, phase: Double = 0
    ) -> [Float] {
        (0..<count).map { index in
            Float(amplitude * sin(2 * Double.pi * frequency * Double(index) / Double(sampleRate) + phase))
        }
    }

    /// White noise, the same for the same seed.
    public static func noise(count: Int, amplitude: Float = 0.5, seed: UInt64 = 1) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            // SplitMix64.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            return amplitude * (Float(mixed >> 40) / Float(1 << 23) - 1)
        }
    }

    /// Bursts of sound of different pitch and length, so that no part looks like another one: every codec keeps it
    /// and its place can be found by correlation.
    public static func bursts(sampleRate: Int, seconds: Double, seed: UInt64 = 7) -> [Float] {
        let count = Int((seconds * Double(sampleRate)).rounded())
        let choices = noise(count: 4096, amplitude: 1, seed: seed)
        var samples = [Float](repeating: 0, count: count)
        var start = 0
        var turn = 0
        while start < count {
            let length = Int(Double(sampleRate) * (0.05 + 0.1 * Double(abs(choices[turn % 4096]))))
            let frequency = 200 + 2500 * Double(abs(choices[(turn + 2048) % 4096]))
            for index in 0..<min(length, count - start) {
                let window = sin(Double.pi * Double(index) / Double(length))
                samples[start + index] = Float(
                    0.5 * window * sin(2 * Double.pi * frequency * Double(index) / Double(sampleRate)))
            }
            start += length
            turn += 1
        }
        return samples
    }
}

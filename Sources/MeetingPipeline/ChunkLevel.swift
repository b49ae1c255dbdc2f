internal import Features

internal import func Foundation.log10
internal import func Foundation.pow

/// Brings every chunk to the loudness that recognizers are trained on, so that quiet voices and far microphones are
/// recognized like near ones.
enum ChunkLevel {
    /// Where the loud frames of a chunk are brought to, in decibels below full scale. Read speech is recorded at about this
    /// level; of -14, -20 and -24 dB it gave the fewest errors.
    static let targetDecibels: Float = -20
    /// Max factor for a chunk: enough for a whisper at the far end of a room, not for the noise of a sound card.
    static let maxGain: Float = 100

    /// The factor for a chunk's samples.
    ///
    /// Its level is the 90th percentile of its frames, which are the voice's vowels as long as anybody speaks for a tenth
    /// of the time. A chunk that is too short for a frame, or digital silence, stays as it is.
    /// - Parameter samples: 16 kHz, in -1 ... 1.
    static func gain(_ samples: [Float]) -> Float {
        let gain = samples.withUnsafeBufferPointer {
            FrameLevel.gain($0, percent: 90, toDecibels: targetDecibels)
        }
        return min(maxGain, gain ?? 1)
    }
}

/// Conversions between powers and decibels.
enum Decibels {
    /// The decibels of a power.
    static func of(_ power: Float) -> Float { 10 * log10(power) }

    /// The power of decibels.
    static func power(_ decibels: Float) -> Float { pow(10, decibels / 10) }
}

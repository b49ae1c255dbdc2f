internal import Features

/// Brings every chunk to the loudness that recognisers are used to, so that quiet voices and far microphones are heard
/// like near ones.
enum ChunkLevel {
    /// Where the loud frames of a chunk are brought to, in decibels below full scale. Read speech is recorded at about this
    /// level; of -14, -20 and -24 dB it gave the fewest errors.
    static let targetDecibels: Float = -20
    /// Most that a chunk is made louder: a whisper at the far end of a room, not the noise of the sound card.
    static let mostGain: Float = 100

    /// The factor for a chunk's samples.
    ///
    /// Its level is the 90th percentile of its frames, which are the voice's vowels as long as anybody speaks for a tenth
    /// of the time. A chunk that is too short for a frame, or digital silence, stays as it is.
    /// - Parameter samples: 16 kHz, in -1 ... 1.
    static func gain(_ samples: [Float]) -> Float {
        let gain = samples.withUnsafeBufferPointer {
            FrameLevel.gain($0, percent: 90, toDecibels: targetDecibels)
        }
        return min(mostGain, gain ?? 1)
    }
}

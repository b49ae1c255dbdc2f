internal import func Foundation.pow

/// Brings every chunk to the loudness that recognisers are used to, so that quiet voices and far microphones are heard
/// like near ones.
enum ChunkLevel {
    /// Where the loud frames of a chunk are brought to, in decibels below full scale. Read speech is recorded at about this
    /// level; of -14, -20 and -24 dB it gave the fewest errors.
    static let targetDecibels: Float = -20
    /// Most that a chunk is made louder: a whisper at the far end of a room, not the noise of the sound card.
    static let mostGain: Float = 100
    private static let frameSamples = 160

    /// The factor for a chunk's samples.
    ///
    /// Its level is the 90th percentile of its frames of 10 ms, which are the voice's vowels as long as anybody speaks for
    /// a tenth of the time. A chunk that is too short for a frame, or digital silence, stays as it is.
    /// - Parameter samples: In -1 ... 1.
    static func gain(_ samples: [Float]) -> Float {
        let count = samples.count / frameSamples
        guard count > 0 else { return 1 }
        let energies = (0..<count).map { frame in
            samples[frame * frameSamples..<(frame + 1) * frameSamples].reduce(Float(0)) { $0 + $1 * $1 }
        }
        let loud = energies.sorted()[count * 9 / 10] / Float(frameSamples)
        guard loud > 0 else { return 1 }
        return min(mostGain, pow(10, (targetDecibels - Decibels.of(loud)) / 20))
    }
}

internal import Features

/// Makes quiet recordings loud enough for the speech detector, which unlike the other networks hears their level: forty
/// decibels down it misses half of a telephone's speech.
enum SpeechLevel {
    /// Where the loudest frames of a quiet recording are brought to, in decibels below full scale. Recordings at a usual
    /// level are louder than that, and stay as they are.
    static let targetDecibels: Float = -24
    /// Most that samples are multiplied by: below that the noise of the sound card is all there is.
    static let mostGain: Float = 100

    /// The factor for a stretch of a recording, 1 ... `mostGain`.
    ///
    /// Its level is the 99th percentile of its frames: the voice, even where somebody speaks for a second in a minute.
    /// - Parameter samples: 16 kHz; less than a frame, and digital silence, stay as they are.
    static func gain(_ samples: UnsafeBufferPointer<Float>) -> Float {
        max(1, min(mostGain, FrameLevel.gain(samples, percent: 99, toDecibels: targetDecibels) ?? 1))
    }
}

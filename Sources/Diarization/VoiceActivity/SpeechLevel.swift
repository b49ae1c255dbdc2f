internal import Features

/// Makes quiet recordings loud enough for the VAD, whose result, unlike that of the other networks, depends on the
/// level: at 40 dB below the usual level it misses half of a telephone call's speech.
enum SpeechLevel {
    private typealias Config = DiarizationConfig.VoiceActivity

    /// The factor for a slab of a recording, 1 ... `DiarizationConfig.VoiceActivity.maxGain`.
    ///
    /// The level of the slab is a high percentile of the levels of its frames: that of the voice, even where somebody
    /// speaks for one second in a minute.
    /// - Parameter samples: 16 kHz mono; the factor is 1 for less than a frame (10 ms) and for digital silence.
    static func gain(_ samples: UnsafeBufferPointer<Float>) -> Float {
        let gain = FrameLevel.gain(samples, percent: Config.levelPercentile, toDecibels: Config.targetDecibels)
        return max(1, min(Config.maxGain, gain ?? 1))
    }
}

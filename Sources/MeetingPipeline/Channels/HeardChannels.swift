internal import Diarization

/// What is heard in each channel of a recording: all that is needed to tell whose speech is where.
struct HeardChannels: Hashable, Sendable {
    /// Raised by whoever changes what is heard in the same samples, or how it is kept: it is then computed again.
    static let version = 2

    /// One channel.
    struct Channel: Hashable, Sendable {
        /// Probability of speech for every 512 samples; 0 in silence.
        var speech: [Float] = []
        /// Mean square of every 512 samples.
        var power: [Float] = []
        /// The earlier channel, from 0, that carries the same sound, if one does: then this one is nobody's.
        var sameAs: Int?
        /// How its voice sounds, 256 values; empty where nobody is heard alone for long enough.
        var embedding: [Float] = []
    }

    /// Length of the recording in samples at 16 kHz.
    var sampleCount = 0
    /// In the order of the file.
    var channels: [Channel]

    /// Length of the recording in seconds.
    var durationSeconds: Double { Double(sampleCount) / 16_000 }

    /// Samples of a step: what one probability and one power are about.
    static let stepSamples = VoiceActivityDetector.chunkSamples
    /// Seconds of a step.
    static let stepSeconds = Double(stepSamples) / 16_000
    /// Number of steps; the last one may be shorter.
    var stepCount: Int { (sampleCount + Self.stepSamples - 1) / Self.stepSamples }

    /// Adds what is heard next in each channel; leaves `sampleCount`.
    mutating func append(_ steps: [ChannelListening.Steps]) {
        for (channel, steps) in steps.enumerated() {
            channels[channel].speech += steps.speech
            channels[channel].power += steps.power
        }
    }
}

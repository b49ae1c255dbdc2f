internal import Diarization

/// Speech activity, loudness and voice of each channel of a recording: everything that is needed to say who speaks when.
struct PreparedChannels: Hashable, Sendable {
    /// One channel.
    struct Channel: Hashable, Sendable {
        /// Probability of speech for every 512 samples; 0 in silence.
        var speech: [Float] = []
        /// Mean square of every 512 samples.
        var power: [Float] = []
        /// The earlier channel, from 0, that carries the same sound; nil where none does. A copy has no speaker.
        var sameAs: Int?
        /// Voice embedding, 256 values; empty where there is too little speech without crosstalk.
        var embedding: [Float] = []
    }

    /// Length of the recording in samples at 16 kHz.
    var sampleCount = 0
    /// In the order of the file.
    var channels: [Channel]

    /// Length of the recording in seconds.
    var durationSeconds: Double { Double(sampleCount) / 16_000 }

    /// Samples of a step, for which there is one probability and one power: 32 ms.
    static let stepSamples = VoiceActivityDetector.chunkSamples
    /// Seconds of a step.
    static let stepSeconds = Double(stepSamples) / 16_000
    /// Number of steps; the last one may be shorter.
    var stepCount: Int { (sampleCount + Self.stepSamples - 1) / Self.stepSamples }

    /// Adds the next steps of each channel; does not change `sampleCount`.
    mutating func append(_ steps: [ChannelPreparation.Steps]) {
        for (channel, steps) in steps.enumerated() {
            channels[channel].speech += steps.speech
            channels[channel].power += steps.power
        }
    }
}

internal import Diarization

/// Finds speech and loudness in one channel, block by block.
struct ChannelActivityDetector: Sendable {
    private(set) var state: VoiceActivityStream.State
    /// Steps since the last sound that could be a voice.
    private(set) var quietSteps: Int

    /// Mean square below which a step is silence: -60 dBFS. A voice that quiet would not reach the loudness that
    /// recognizers need, see `ChunkLevel.maxGain`.
    static let silence: Float = 1e-6
    /// Steps for which the speech detector runs on after the last sound, about a second: after that it waits for speech,
    /// and more silence would not change its state.
    private static let stepsAfterSound = 31

    /// Starts a recording, or goes on from the state of another detector.
    init(state: VoiceActivityStream.State = .start, quietSteps: Int = 0) {
        (self.state, self.quietSteps) = (state, quietSteps)
    }

    /// Probability of speech and mean square of each step of a block.
    /// - Parameter samples: 16 kHz; whole steps, except at the end of the recording.
    mutating func detect(
        _ samples: [Float], _ detector: VoiceActivityDetector
    ) -> (speech: [Float], power: [Float]) {
        let size = PreparedChannels.stepSamples
        let starts = Array(stride(from: 0, to: samples.count, by: size))
        let power = starts.map { start in
            let step = samples[start..<min(start + size, samples.count)]
            return step.reduce(Float(0)) { $0 + $1 * $1 } / Float(step.count)
        }
        let sounds = power.map { power -> Bool in
            quietSteps = power < Self.silence ? quietSteps + 1 : 0
            return quietSteps <= Self.stepsAfterSound
        }
        var speech = [Float](repeating: 0, count: starts.count)
        let stream = VoiceActivityStream(detector, state: state)
        var first = 0
        while let start = sounds[first...].firstIndex(of: true) {
            let end = sounds[start...].firstIndex(of: false) ?? sounds.count
            let found = samples.withUnsafeBufferPointer { samples in
                stream.probabilities(
                    UnsafeBufferPointer(rebasing: samples[start * size..<min(end * size, samples.count)]))
            }
            speech.replaceSubrange(start..<end, with: found)
            first = end
        }
        state = stream.state
        return (speech, power)
    }
}

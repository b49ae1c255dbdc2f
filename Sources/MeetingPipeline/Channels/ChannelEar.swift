internal import Diarization

/// Listens to one channel, block by block.
struct ChannelEar: Sendable {
    private(set) var state: VoiceActivityStream.State
    /// Steps since something was last heard that could be a voice.
    private(set) var quietSteps: Int

    /// Mean square below which nothing sounds: -60 dBFS. A voice that quiet would not reach the loudness that recognisers
    /// need, see `ChunkLevel.mostGain`.
    static let silence: Float = 1e-6
    /// Steps for which the speech detector goes on after the last sound, about a second: it then is in the state in which
    /// it waits for speech, and the silence that follows need not be run through it.
    private static let stepsAfterSound = 31

    /// An ear at the beginning of a recording, or where another one was.
    init(state: VoiceActivityStream.State = .start, quietSteps: Int = 0) {
        (self.state, self.quietSteps) = (state, quietSteps)
    }

    /// Probability of speech and mean square of each step of a block.
    /// - Parameter samples: 16 kHz; whole steps, except at the end of the recording.
    mutating func listen(
        _ samples: [Float], _ detector: VoiceActivityDetector
    ) -> (speech: [Float], power: [Float]) {
        let size = HeardChannels.stepSamples
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

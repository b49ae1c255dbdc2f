internal import Diarization
internal import TensorKit

/// Listens to the channels of one recording side by side, block by block. What has been heard since it was last kept is a
/// stretch; all stretches in order are enough to go on after them.
struct ChannelListening: Sendable {
    /// What was heard in a part of a recording, and what has to be remembered at its end.
    struct Stretch: Sendable {
        /// For each channel: probability of speech and mean square of each step.
        var steps: [(speech: [Float], power: [Float])]
        var ears: [ChannelEar]
        var likeness: ChannelLikeness

        var stepCount: Int { steps.first?.speech.count ?? 0 }
    }

    /// What is heard so far; nothing yet of who sounds like whom.
    private(set) var heard: HeardChannels
    private var ears: [ChannelEar]
    private(set) var likeness: ChannelLikeness
    /// Steps that earlier stretches hold.
    private var keptSteps = 0

    /// Steps that are heard in one go: ten seconds, about as long as the blocks of mixed recordings.
    static let blockSteps = 320
    static let blockSamples = blockSteps * HeardChannels.stepSamples
    /// A minute: after a kill no more than that is listened to again.
    private static let stretchSteps = 6 * blockSteps

    /// - Parameter stretches: what earlier runs have kept of the same channels, from the beginning on.
    init(channelCount: Int, resuming stretches: [Stretch] = []) {
        ears = [ChannelEar](repeating: ChannelEar(), count: channelCount)
        likeness = ChannelLikeness(count: channelCount)
        heard = HeardChannels(channels: ears.map { _ in HeardChannels.Channel() })
        for stretch in stretches {
            append(stretch.steps)
            (ears, likeness) = (stretch.ears, stretch.likeness)
            heard.sampleCount += stretch.stepCount * HeardChannels.stepSamples
        }
        keptSteps = heard.stepCount
    }

    /// Takes the next samples of each channel at 16 kHz: whole steps, except at the end of the recording.
    mutating func push(_ block: [[Float]], _ detector: VoiceActivityDetector, workers: Int) async throws {
        let before = ears
        let found = try await Parallel.map(ears.count, workers: workers) { channel in
            var ear = before[channel]
            let steps = ear.listen(block[channel], detector)
            return (ear: ear, steps: steps)
        }
        ears = found.map(\.ear)
        append(found.map(\.steps))
        likeness.push(block)
        heard.sampleCount += block[0].count
    }

    /// What has been heard since the last time, once it is enough to be kept.
    /// - Returns: nil before, and where the last block was the end of a recording and no whole one.
    mutating func nextStretch() -> Stretch? {
        guard heard.sampleCount.isMultiple(of: Self.blockSamples), heard.stepCount - keptSteps >= Self.stretchSteps
        else { return nil }
        defer { keptSteps = heard.stepCount }
        let steps = heard.channels.map {
            (speech: Array($0.speech[keptSteps...]), power: Array($0.power[keptSteps...]))
        }
        return Stretch(steps: steps, ears: ears, likeness: likeness)
    }

    private mutating func append(_ steps: [(speech: [Float], power: [Float])]) {
        for (channel, steps) in steps.enumerated() {
            heard.channels[channel].speech += steps.speech
            heard.channels[channel].power += steps.power
        }
    }
}

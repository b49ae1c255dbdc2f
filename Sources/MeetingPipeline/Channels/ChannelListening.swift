internal import Diarization
internal import TensorKit

/// Listens to the channels of one recording side by side, block by block. What has been heard since it was last kept is a
/// slab; all slabs in order are enough to go on after them.
struct ChannelListening: Sendable {
    /// What is heard in one channel: probability of speech and mean square of each step.
    typealias Steps = (speech: [Float], power: [Float])

    /// What was heard in a part of a recording, and what has to be remembered at its end.
    struct Slab: Sendable {
        /// Of each channel, equally many.
        var steps: [Steps]
        var ears: [ChannelEar]
        var likeness: ChannelLikeness

        var stepCount: Int { steps.first?.speech.count ?? 0 }
    }

    /// What is heard so far; nothing yet of who sounds like whom.
    private(set) var heard: HeardChannels
    private var ears: [ChannelEar]
    private(set) var likeness: ChannelLikeness
    /// Steps that earlier slabs hold.
    private var keptSteps = 0

    /// Steps that are heard in one go: ten seconds, about as long as the blocks of mixed recordings.
    static let blockSteps = 320
    static let blockSamples = blockSteps * HeardChannels.stepSamples
    /// A minute: after a kill no more than that is listened to again.
    private static let slabSteps = 6 * blockSteps

    /// - Parameter slabs: what earlier runs have kept of the same channels, from the beginning on.
    init(channelCount: Int, resuming slabs: [Slab] = []) {
        ears = [ChannelEar](repeating: ChannelEar(), count: channelCount)
        likeness = ChannelLikeness(count: channelCount)
        heard = HeardChannels(channels: ears.map { _ in HeardChannels.Channel() })
        for slab in slabs {
            heard.append(slab.steps)
            (ears, likeness) = (slab.ears, slab.likeness)
            heard.sampleCount += slab.stepCount * HeardChannels.stepSamples
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
        heard.append(found.map(\.steps))
        likeness.push(block)
        heard.sampleCount += block[0].count
    }

    /// What has been heard since the last time, once it is enough to be kept.
    /// - Returns: nil before, and where the last block was the end of a recording and no whole one.
    mutating func nextSlab() -> Slab? {
        guard heard.sampleCount.isMultiple(of: Self.blockSamples), heard.stepCount - keptSteps >= Self.slabSteps
        else { return nil }
        defer { keptSteps = heard.stepCount }
        return Slab(steps: rest, ears: ears, likeness: likeness)
    }

    /// What no slab holds.
    var rest: [Steps] {
        heard.channels.map { (speech: Array($0.speech[keptSteps...]), power: Array($0.power[keptSteps...])) }
    }
}

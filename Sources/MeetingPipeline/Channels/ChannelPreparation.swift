internal import Diarization
internal import TensorKit

/// Runs speech activity over the channels of one recording side by side, block by block. Each minute is a slab for the
/// cache; a later run that is given all slabs in order goes on after them.
struct ChannelPreparation: Sendable {
    /// For one channel: probability of speech, 0 ... 1, and mean square of each step.
    typealias Steps = (speech: [Float], power: [Float])

    /// The steps of a part of a recording, and the states at its end.
    struct Slab: Sendable {
        /// For each channel the same number.
        var steps: [Steps]
        var detectors: [ChannelActivityDetector]
        var correlation: ChannelCorrelation

        var stepCount: Int { steps.first?.speech.count ?? 0 }
    }

    /// The steps so far; without `sameAs` and embeddings.
    private(set) var channels: PreparedChannels
    private var detectors: [ChannelActivityDetector]
    private(set) var correlation: ChannelCorrelation
    /// Steps that earlier slabs hold.
    private var keptSteps = 0

    /// Steps that are channels in one go: ten seconds, about as long as the blocks of mixed recordings.
    static let blockSteps = 320
    static let blockSamples = blockSteps * PreparedChannels.stepSamples
    /// A minute: after a kill no more than that is computed again.
    private static let slabSteps = 6 * blockSteps

    /// - Parameter slabs: what earlier runs have kept for the same channels, from the beginning on.
    init(channelCount: Int, resuming slabs: [Slab] = []) {
        detectors = [ChannelActivityDetector](repeating: ChannelActivityDetector(), count: channelCount)
        correlation = ChannelCorrelation(count: channelCount)
        channels = PreparedChannels(channels: detectors.map { _ in PreparedChannels.Channel() })
        for slab in slabs {
            channels.append(slab.steps)
            (detectors, correlation) = (slab.detectors, slab.correlation)
            channels.sampleCount += slab.stepCount * PreparedChannels.stepSamples
        }
        keptSteps = channels.stepCount
    }

    /// Adds the next samples of each channel at 16 kHz: whole steps, except at the end of the recording.
    mutating func push(_ block: [[Float]], _ detector: VoiceActivityDetector, workers: Int) async throws {
        let before = detectors
        let found = try await Parallel.map(detectors.count, workers: workers) { channel in
            var activity = before[channel]
            let steps = activity.detect(block[channel], detector)
            return (detector: activity, steps: steps)
        }
        detectors = found.map(\.detector)
        channels.append(found.map(\.steps))
        correlation.push(block)
        channels.sampleCount += block[0].count
    }

    /// What has been channels since the last time, once it is enough to be kept.
    /// - Returns: nil before, and where the last block was the end of a recording and no whole one.
    mutating func nextSlab() -> Slab? {
        guard channels.sampleCount.isMultiple(of: Self.blockSamples), channels.stepCount - keptSteps >= Self.slabSteps
        else { return nil }
        defer { keptSteps = channels.stepCount }
        return Slab(steps: rest, detectors: detectors, correlation: correlation)
    }

    /// The steps that no slab has.
    var rest: [Steps] {
        channels.channels.map { (speech: Array($0.speech[keptSteps...]), power: Array($0.power[keptSteps...])) }
    }
}

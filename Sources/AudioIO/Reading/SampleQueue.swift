/// One signal between the frames of a file and the reader of its samples: mixed, resampled, and queued until it is taken.
struct SampleQueue {
    private var mixer: ChannelMixer
    /// Nil where the file has the wanted rate already.
    private let resampler: Resampler?
    private var mono: [Float] = []
    /// Samples that are ready, from `readyStart` on.
    private var ready: [Float] = []
    private var readyStart = 0

    /// More used samples than this are removed: moving the rest to the front each time would be quadratic for small
    /// reads.
    private static let maxUsed = 32_768

    /// - Parameters:
    ///   - selection: which channels of a frame the signal is made of.
    ///   - channelCount: samples in a frame.
    ///   - inputRate: frames per second.
    ///   - outputRate: wanted samples per second.
    ///   - layout: for which loudspeakers the channels are; nil where that is not known.
    init(
        _ selection: ChannelSelection, channelCount: Int, inputRate: Int, outputRate: Int, layout: ChannelLayout?
    ) throws(Resampler.Failure) {
        mixer = ChannelMixer(
            selection: selection, channelCount: channelCount, sampleRate: inputRate, layout: layout)
        resampler = inputRate == outputRate ? nil : try Resampler(inputRate: inputRate, outputRate: outputRate)
    }

    /// Samples that can be taken.
    var readyCount: Int { ready.count - readyStart }

    /// Samples so far that were NaN or infinite and became 0.
    var nonFiniteCount: Int { mixer.nonFiniteCount }

    /// What was found wrong with the channels so far.
    var warnings: [AudioWarning] { mixer.warnings }

    /// Takes in the next frames.
    /// - Parameters:
    ///   - interleaved: `frames x channelCount`; non-finite samples in it become 0.
    ///   - isAtEnd: whether none follow.
    mutating func append(_ interleaved: inout [Float], isAtEnd: Bool) throws(Resampler.Failure) {
        guard let resampler else { return mixer.mix(&interleaved, isAtEnd: isAtEnd, into: &ready) }
        mono.removeAll(keepingCapacity: true)
        mixer.mix(&interleaved, isAtEnd: isAtEnd, into: &mono)
        try resampler.process(mono, into: &ready)
        if isAtEnd { try resampler.finish(into: &ready) }
    }

    /// Removes the next samples from the queue: `count`, or all that are ready where those are fewer.
    mutating func take(_ count: Int) -> [Float] {
        let end = readyStart + min(count, readyCount)
        let samples = Array(ready[readyStart..<end])
        readyStart = end
        if readyStart == ready.count || readyStart > Self.maxUsed {
            ready.removeSubrange(..<readyStart)
            readyStart = 0
        }
        return samples
    }
}

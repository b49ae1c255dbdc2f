/// Finds channels of hum or noise that would drown the speech of another channel in the mix.
///
/// Speech comes and goes within seconds, and noise stays. How loud the speech of a channel is, is told by the difference of
/// its loud and its quiet cells above the frequencies of mains hum; how loud its noise is, by its quiet cells at all
/// frequencies. Channels are left out where they hold next to no speech, and much more noise than another one whose speech
/// their noise together would disturb in the mix. Two microphones in one room hear about the same noise, so that neither
/// is left out; two people on two channels each have speech, so that both stay.
struct SteadyChannels {
    /// Share of a block's cells that may be louder than what counts as loud, and quieter than what counts as quiet.
    private static let loudShare = 0.05
    private static let quietShare = 0.1
    /// The same for the noise under speech, which may go on for nearly all of a block.
    private static let pauseShare = 0.02
    /// Loud cells must have more power than this number of quiet ones to be speech: 6 dB.
    private static let speechRatio: Float = 4
    /// Mean square below which nothing sounds: -60 dBFS.
    private static let silence: Float = 1e-6

    /// Limits, in power, for leaving a channel out.
    private struct Limits {
        /// The maximum of speech that it may have, in shares of that of the channel with most speech.
        var speech: Float
        /// The minimum of noise that such channels must have together in the mix, in shares of that speech.
        var noise: Float
        /// The maximum of noise of the channel with speech, in shares of its own.
        var otherNoise: Float
    }
    private static let leaving = Limits(speech: 0.05, noise: 0.005, otherNoise: 0.25)
    /// For one that is left out already.
    private static let staying = Limits(speech: 0.1, noise: 0.0025, otherNoise: 0.5)

    /// Blocks whose pauses count: one block may hold none.
    private static let pauseBlocks = 4
    /// Power below which there is nothing at all, as before a recording begins or where a codec starts.
    private static let nothing: Float = 1e-10

    private var isLeftOut: [Bool]
    /// How quiet each channel was in each of the last blocks, in power.
    private var pauses: [[Float]] = []
    /// Frames so far for which each channel was left out.
    private(set) var leftOutFrames: [Int]

    init(channelCount: Int) {
        isLeftOut = [Bool](repeating: false, count: channelCount)
        leftOutFrames = [Int](repeating: 0, count: channelCount)
    }

    /// The weights of the channels in a block, with the sum of `base`; `base` itself where none is left out.
    mutating func weights(_ block: ChannelBlock, base: [Float]) -> [Float] {
        decide(block, base)
        guard isLeftOut.contains(true) else { return base }
        for channel in base.indices where isLeftOut[channel] { leftOutFrames[channel] += block.frameCount }
        let kept = base.indices.reduce(Float(0)) { $0 + (isLeftOut[$1] ? 0 : base[$1]) }
        return base.indices.map { isLeftOut[$0] ? 0 : base[$0] / kept }
    }

    /// Without speech in a block there is nothing to compare: everything stays as it was.
    private mutating func decide(_ block: ChannelBlock, _ base: [Float]) {
        noteQuiet(block)
        let speech = block.speechPower.map { power in
            let (quiet, loud) = Self.levels(power)
            return max(0, loud - Self.speechRatio * quiet)
        }
        let mixed = base.indices.filter { base[$0] > 0 }
        guard let best = mixed.max(by: { speech[$0] < speech[$1] }), speech[best] > 0 else { return }
        let loud = Self.levels(block.power[best]).loud
        let bestNoise = pauses.map { $0[best] }.min() ?? 0
        guard loud > Self.silence else { return }
        let noise = block.power.map { Self.levels($0).quiet }
        let noisy = mixed.filter { channel in
            let limits = limits(channel)
            return channel != best && speech[channel] < limits.speech * speech[best]
                && bestNoise < limits.otherNoise * noise[channel]
        }
        // Amplitudes add up where it is the same noise in all of them, which is the worst that it can be.
        let amplitude = noisy.reduce(Float(0)) { $0 + base[$1] * noise[$1].squareRoot() } / base[best]
        let drowning = amplitude * amplitude / loud
        for channel in mixed { isLeftOut[channel] = noisy.contains(channel) && drowning > limits(channel).noise }
    }

    /// Notes how quiet the channels are in pauses. Where all are silent at once, that says nothing of any.
    private mutating func noteQuiet(_ block: ChannelBlock) {
        let cells = (block.power.first ?? []).indices.filter { cell in
            block.power.contains { $0[cell] > Self.nothing }
        }
        guard !cells.isEmpty else { return }
        pauses.append(
            block.power.map { power in Self.levels(cells.map { power[$0] }, quietShare: Self.pauseShare).quiet })
        if pauses.count > Self.pauseBlocks { pauses.removeFirst() }
    }

    private func limits(_ channel: Int) -> Limits { isLeftOut[channel] ? Self.staying : Self.leaving }

    private static func levels(
        _ power: [Float], quietShare: Double = quietShare
    ) -> (quiet: Float, loud: Float) {
        guard !power.isEmpty else { return (0, 0) }
        let sorted = power.sorted()
        let last = Double(sorted.count - 1)
        return (sorted[Int(last * quietShare)], sorted[Int((last * (1 - loudShare)).rounded())])
    }
}

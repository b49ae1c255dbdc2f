/// Makes one signal of the channels of a file.
struct ChannelMixer {
    let selection: ChannelSelection
    let channelCount: Int
    /// Samples so far that were NaN or infinite and became 0.
    private(set) var nonFiniteCount = 0

    init(selection: ChannelSelection, channelCount: Int) {
        self.selection = selection
        self.channelCount = channelCount
    }

    /// Replaces the contents of `mono` by one sample a frame. Samples beyond ±1 are kept.
    /// - Parameter interleaved: `frames x channelCount`; non-finite samples in it become 0.
    mutating func mix(_ interleaved: inout [Float], into mono: inout [Float]) {
        clean(&interleaved)
        let frameCount = interleaved.count / channelCount
        mono.removeAll(keepingCapacity: true)
        mono.reserveCapacity(frameCount)
        switch selection {
        case .channel(let channel):
            for frame in 0..<frameCount { mono.append(interleaved[frame * channelCount + channel]) }
        case .mix where channelCount == 1:
            mono.append(contentsOf: interleaved)
        case .mix where channelCount == 2:
            for frame in 0..<frameCount { mono.append(0.5 * (interleaved[2 * frame] + interleaved[2 * frame + 1])) }
        case .mix:
            for frame in 0..<frameCount {
                let base = frame * channelCount
                var sum: Float = 0
                for channel in 0..<channelCount { sum += interleaved[base + channel] }
                mono.append(sum / Float(channelCount))
            }
        }
    }

    /// A NaN would spread over the resampler's whole filter and then over every later layer of a network.
    private mutating func clean(_ samples: inout [Float]) {
        // An exponent of all ones is the only mark of NaN and infinity. The test over integers vectorises, unlike
        // `isFinite` with an early exit, so that clean blocks cost next to nothing.
        let exponent: UInt32 = 0x7F80_0000
        var found: UInt32 = 0
        for sample in samples { found |= sample.bitPattern & exponent == exponent ? 1 : 0 }
        guard found != 0 else { return }
        for index in samples.indices where !samples[index].isFinite {
            samples[index] = 0
            nonFiniteCount += 1
        }
    }
}

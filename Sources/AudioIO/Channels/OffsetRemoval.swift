/// Takes a constant offset out of channels that have one, as cheap sound cards and faulty microphones give.
///
/// The networks were not trained on such sound. Channels without an offset are left alone to the last bit. From one with an
/// offset, the mean of each half second is taken, along lines from the end of one to the end of the next, so that slow
/// changes are followed, nothing jumps, and the audible part of speech stays as it was: this works below 2 Hz.
struct OffsetRemoval {
    /// Mean of a block from which on it is an offset, in shares of full scale: -40 dB.
    private static let minOffset: Float = 0.01
    /// The same for quiet recordings, where it must matter beside the sound.
    private static let minOfQuiet: Float = 0.001
    /// Share of the loudness that it must have there.
    private static let shareOfQuiet: Float = 0.5
    /// An offset that was found is gone when the mean falls below this share of the limit.
    private static let lasting: Float = 0.5
    /// Share of the mean of a block that each half second of it must have for the mean to be an offset.
    private static let steadyShare: Float = 0.5
    /// Seconds without which nothing is told: the mean of a few periods of speech is no offset.
    private static let minSeconds = 0.5
    /// Pieces of a half second.
    private static let linePieces = 2

    private var hasOffset: [Bool]
    /// The offset at the end of the last block.
    private var last: [Float]
    private var isAtStart = true
    /// The largest offset that was taken out of each channel; nil where none was.
    private(set) var largest: [Float?]

    init(channelCount: Int) {
        hasOffset = [Bool](repeating: false, count: channelCount)
        last = [Float](repeating: 0, count: channelCount)
        largest = [Float?](repeating: nil, count: channelCount)
    }

    /// - Returns: whether the block was changed.
    mutating func remove(from block: inout ChannelBlock) -> Bool {
        defer { isAtStart = false }
        var isChanged = false
        for channel in hasOffset.indices {
            decide(block, channel)
            guard hasOffset[channel] || last[channel] != 0 else { continue }
            remove(channel, from: &block)
            isChanged = true
        }
        return isChanged
    }

    private mutating func decide(_ block: ChannelBlock, _ channel: Int) {
        guard Double(block.frameCount) >= Self.minSeconds * Double(block.grid.sampleRate) else { return }
        let mean = abs(Self.mean(block.means[channel][...]))
        let power = block.power[channel]
        let loudness = (power.reduce(0, +) / Float(max(1, power.count))).squareRoot()
        let factor = hasOffset[channel] ? Self.lasting : 1
        // Rumble and wind come and go; an offset is there in each half second.
        guard hasOffset[channel] || isConstant(block, channel) else { return }
        hasOffset[channel] =
            mean > factor * Self.minOffset
            || (mean > factor * Self.minOfQuiet && mean > factor * Self.shareOfQuiet * loudness)
    }

    private func isConstant(_ block: ChannelBlock, _ channel: Int) -> Bool {
        let mean = Self.mean(block.means[channel][...])
        return lines(block).allSatisfy { line in
            let part = Self.mean(block.means[channel][line.means])
            return part * mean >= 0 && abs(part) >= Self.steadyShare * abs(mean)
        }
    }

    /// The half seconds of a block.
    private func lines(_ block: ChannelBlock) -> [ChannelBlock.Piece] {
        let pieces = block.pieces
        return stride(from: 0, to: pieces.count, by: Self.linePieces).map { first in
            let last = min(first + Self.linePieces, pieces.count) - 1
            return ChannelBlock.Piece(
                frames: pieces[first].frames.lowerBound..<pieces[last].frames.upperBound,
                means: pieces[first].means.lowerBound..<pieces[last].means.upperBound)
        }
    }

    private mutating func remove(_ channel: Int, from block: inout ChannelBlock) {
        let means = block.means[channel]
        // The first line of a recording is level: nothing rises from zero there.
        var needsStart = isAtStart
        for line in lines(block) {
            let frames = line.frames
            let target = hasOffset[channel] ? Self.mean(means[line.means]) : 0
            let start = needsStart ? target : last[channel]
            needsStart = false
            if frames.count > 0 {
                let slope = (target - start) / Float(frames.count)
                for (index, frame) in frames.enumerated() {
                    block.samples[frame * block.channelCount + channel] -= start + slope * Float(index + 1)
                }
            }
            last[channel] = target
            if hasOffset[channel] && abs(target) > largest[channel] ?? 0 { largest[channel] = abs(target) }
        }
    }

    private static func mean(_ values: ArraySlice<Float>) -> Float {
        values.isEmpty ? 0 : values.reduce(0, +) / Float(values.count)
    }
}

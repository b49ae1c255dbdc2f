/// Makes one signal of the channels of a file.
///
/// That is their mean, or where the file states a layout, what `ChannelLayout.weights` says. Three faults of recordings are
/// found on the way and mended, so that no speech is lost to them: a constant offset (`OffsetRemoval`), channels that cancel
/// each other (`ChannelPolarity`) and a channel of noise that drowns another one's speech (`SteadyChannels`). A recording
/// without them is mixed to the last bit as it would be without this check.
///
/// What is decided of a block of four seconds depends on that block and on what came before it, never on the sizes of the
/// pushes. So the same file gives the same samples each time it is read, in one pass and in memory that does not grow.
struct ChannelMixer {
    let selection: ChannelSelection
    let channelCount: Int
    /// Samples so far that were NaN, infinite or beyond all sound, and became 0.
    private(set) var nonFiniteCount = 0

    private let grid: ChannelGrid
    /// Channels that are looked at: one, where only one is mixed or where there are too many of them.
    private let heardCount: Int
    private let baseWeights: [Float]
    private let isPlainMean: Bool
    private let lowFrequencyChannels: [Int]
    private var offsets: OffsetRemoval
    private var polarity: ChannelPolarity
    private var steady: SteadyChannels
    /// Weights with which the last frame was mixed.
    private var lastWeights: [Float]?
    private var pending: [Float] = []
    private var invertedFrames: [Int]

    /// More channels than this are microphones of an array, of which no pair matters much; comparing all pairs would take
    /// longer than everything else.
    private static let maxComparedChannels = 16

    /// - Parameters:
    ///   - sampleRate: frames per second.
    ///   - layout: for which loudspeakers the channels are; nil where that is not known.
    init(selection: ChannelSelection, channelCount: Int, sampleRate: Int, layout: ChannelLayout? = nil) {
        self.selection = selection
        self.channelCount = channelCount
        let layout = selection == .mix ? layout : nil
        heardCount = selection == .mix && channelCount <= Self.maxComparedChannels ? channelCount : 1
        grid = ChannelGrid(sampleRate: sampleRate)
        let isLayoutHeard = heardCount == channelCount && heardCount > 1
        let mean = [Float](repeating: 1 / Float(heardCount), count: heardCount)
        baseWeights = isLayoutHeard ? layout?.weights ?? mean : mean
        isPlainMean = !isLayoutHeard || layout == nil
        lowFrequencyChannels = isLayoutHeard ? layout?.lowFrequencyChannels ?? [] : []
        offsets = OffsetRemoval(channelCount: heardCount)
        polarity = ChannelPolarity(channelCount: heardCount)
        steady = SteadyChannels(channelCount: heardCount)
        invertedFrames = [Int](repeating: 0, count: heardCount)
    }

    /// What was found wrong with the channels so far.
    var warnings: [AudioWarning] {
        func seconds(_ frames: Int) -> Double { Double(frames) / Double(grid.sampleRate) }
        func number(_ channel: Int) -> Int {
            if case .channel(let selected) = selection { return selected + 1 }
            return channel + 1
        }
        var warnings = lowFrequencyChannels.map { AudioWarning.lowFrequencyChannel(channel: $0 + 1) }
        for channel in 0..<heardCount {
            if let share = offsets.largest[channel] {
                warnings.append(.offsetRemoved(channel: number(channel), share: Double(share)))
            }
            if invertedFrames[channel] > 0 {
                warnings.append(
                    .cancellingChannel(channel: number(channel), seconds: seconds(invertedFrames[channel])))
            }
            if steady.leftOutFrames[channel] > 0 {
                warnings.append(
                    .noiseChannel(channel: number(channel), seconds: seconds(steady.leftOutFrames[channel])))
            }
        }
        return warnings
    }

    /// Takes the next frames and appends what is ready to `mono`, one sample a frame, up to four seconds later. Samples
    /// beyond ±1 are kept.
    /// - Parameters:
    ///   - interleaved: `frames x channelCount`; what is no sample in it becomes 0.
    ///   - isAtEnd: whether none follow: then everything becomes ready.
    mutating func mix(_ interleaved: inout [Float], isAtEnd: Bool, into mono: inout [Float]) {
        clean(&interleaved)
        append(interleaved)
        let blockSamples = grid.blockFrames * heardCount
        var start = 0
        while pending.count - start >= blockSamples {
            mixBlock(start..<start + blockSamples, into: &mono)
            start += blockSamples
        }
        if isAtEnd && start < pending.count {
            mixBlock(start..<pending.count, into: &mono)
            start = pending.count
        }
        if start > 0 { pending.removeSubrange(..<start) }
    }

    /// Keeps the channels that are looked at.
    private mutating func append(_ interleaved: [Float]) {
        let frameCount = interleaved.count / channelCount
        switch selection {
        case _ where heardCount == channelCount:
            pending.append(contentsOf: interleaved)
        case .channel(let channel):
            for frame in 0..<frameCount { pending.append(interleaved[frame * channelCount + channel]) }
        case .mix:
            appendMean(interleaved, channelCount, to: &pending)
        }
    }

    private mutating func mixBlock(_ range: Range<Int>, into mono: inout [Float]) {
        var block = ChannelBlock(pending[range], channelCount: heardCount, grid: grid)
        if offsets.remove(from: &block) {
            block = ChannelBlock(block.samples[...], channelCount: heardCount, grid: grid)
        }
        guard heardCount > 1 else { return mono.append(contentsOf: block.samples) }
        let kept = steady.weights(block, base: baseWeights)
        for piece in block.pieces {
            let signs = polarity.signs(block, piece, weights: kept)
            for channel in signs.indices where signs[channel] < 0 { invertedFrames[channel] += piece.frames.count }
            let weights = zip(kept, signs).map { $0 * $1 }
            if isPlainMean && weights == baseWeights && lastWeights ?? weights == weights {
                let samples = piece.frames.lowerBound * heardCount..<piece.frames.upperBound * heardCount
                appendMean(block.samples[samples], heardCount, to: &mono)
            } else {
                append(block.samples, piece.frames, from: lastWeights ?? weights, to: weights, &mono)
            }
            lastWeights = weights
        }
    }

    private func appendMean(_ interleaved: some RandomAccessCollection<Float>, _ count: Int, to mono: inout [Float]) {
        // Both kinds of collections lie in memory as one piece.
        let isDone: Void? = interleaved.withContiguousStorageIfAvailable { samples in
            let frameCount = samples.count / count
            mono.reserveCapacity(mono.count + frameCount)
            if count == 2 {
                for frame in 0..<frameCount { mono.append(0.5 * (samples[2 * frame] + samples[2 * frame + 1])) }
            } else {
                for frame in 0..<frameCount {
                    var sum: Float = 0
                    for channel in 0..<count { sum += samples[frame * count + channel] }
                    mono.append(sum / Float(count))
                }
            }
        }
        precondition(isDone != nil, "samples lie in one piece")
    }

    /// Mixes by weights, which go over from the old to the new ones within 20 ms.
    private func append(
        _ samples: [Float], _ frames: Range<Int>, from old: [Float], to new: [Float], _ mono: inout [Float]
    ) {
        let fade = old == new ? 0 : min(frames.count, grid.sampleRate / 50)
        let step = 1 / Float(fade + 1)
        let start = mono.count
        mono.append(contentsOf: repeatElement(0, count: frames.count))
        mono.withUnsafeMutableBufferPointer { mono in
            for channel in 0..<heardCount where old[channel] != 0 || new[channel] != 0 {
                var source = frames.lowerBound * heardCount + channel
                for index in 0..<fade {
                    let share = step * Float(index + 1)
                    mono[start + index] += (old[channel] + share * (new[channel] - old[channel])) * samples[source]
                    source += heardCount
                }
                for index in fade..<frames.count {
                    mono[start + index] += new[channel] * samples[source]
                    source += heardCount
                }
            }
        }
    }

    /// A NaN would spread over the resampler's whole filter and then over every later layer of a network, and so would the
    /// squares of samples beyond all that a recorder writes.
    private mutating func clean(_ samples: inout [Float]) {
        // Compared as integers, magnitudes have the order of their numbers, and infinity and NaN come last. The test
        // vectorizes, unlike one with an early exit, so that clean blocks cost next to nothing.
        var largest: UInt32 = 0
        for sample in samples { largest = max(largest, sample.bitPattern & 0x7FFF_FFFF) }
        guard largest >= Self.impossible.bitPattern else { return }
        for index in samples.indices where samples[index].bitPattern & 0x7FFF_FFFF >= Self.impossible.bitPattern {
            samples[index] = 0
            nonFiniteCount += 1
        }
    }

    /// Magnitude from which on a sample counts as not finite: full scale of 32 bit numbers that were never divided, times
    /// 500. Sums of squares of four seconds stay finite below it.
    private static let impossible: Float = 1e12
}

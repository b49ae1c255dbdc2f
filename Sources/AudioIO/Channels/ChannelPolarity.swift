/// Finds channels that cancel each other: the same sound, once upside down, as when a balanced line is recorded as stereo.
///
/// The measure is that of the loss: 2 · <i, j> / (|i|² + |j|²) of two channels is -1 where their sum is silence, 0 where it
/// is as loud as two sounds that have nothing to do with each other, and 1 where they are the same. A weak echo of one
/// channel in the other, upside down or not, loses little and leaves it near 0.
struct ChannelPolarity {
    /// Below this a channel is turned round: the sum is weaker by more than 5 dB than that of unlike sounds.
    private static let cancelling: Float = -0.7
    /// Above this a channel that is turned round is turned back.
    private static let harmless: Float = -0.3
    /// Mean square below which nothing sounds: -60 dBFS. What cancels there is noise, and may.
    private static let silence: Float = 1e-6
    /// The same in recordings of quiet speech, in power of the loudest piece so far: 40 dB below it.
    private static let relativeSilence: Float = 1e-4
    /// Loud cells of speech have more power than this number of quiet ones: 12 dB.
    private static let liveliness: Float = 16
    /// The rounding of 16 bit samples.
    private static let rounding: Float = 1e-10
    /// How far below what was loudest lately a sound may lie to count, in power: pauses between words do not.
    private static let audible: Float = 0.01
    /// What is loudest counts half as much from piece to piece.
    private static let fading: Float = 0.5

    private var signs: [Float]
    private var loudest: Float = 0
    /// Power of the loudest piece of the recording so far.
    private var peak: Float = 0

    init(channelCount: Int) { signs = [Float](repeating: 1, count: channelCount) }

    /// For each channel -1 where it is to be turned round, else 1. Where nothing sounds, it stays as it was.
    mutating func signs(_ block: ChannelBlock, _ piece: ChannelBlock.Piece, weights: [Float]) -> [Float] {
        let energies = weights.indices.map { channel in
            weights[channel] == 0 ? 0 : weights[channel] * weights[channel] * block.product(channel, channel, piece)
        }
        let total = energies.reduce(0, +)
        loudest = max(total, loudest * Self.fading)
        let power = power(block, piece)
        peak = max(peak, power)
        let silence =
            isLively(block) ? max(Self.rounding, min(Self.silence, Self.relativeSilence * peak)) : Self.silence
        guard total > Self.audible * loudest, power > silence else { return signs }
        let before = signs
        signs[0] = 1
        for channel in signs.indices.dropFirst() {
            var least: Float = 0
            for other in 0..<channel where energies[channel] > 0 && energies[other] > 0 {
                let product = weights[channel] * weights[other] * block.product(channel, other, piece)
                least = min(least, signs[other] * 2 * product / (energies[channel] + energies[other]))
            }
            signs[channel] = least < (before[channel] < 0 ? Self.harmless : Self.cancelling) ? -1 : 1
        }
        return signs
    }

    /// Whether a channel comes and goes within the block, as speech does and noise does not.
    private func isLively(_ block: ChannelBlock) -> Bool {
        block.power.contains { power in
            let sorted = power.sorted()
            guard let last = sorted.indices.last else { return false }
            return sorted[last * 19 / 20] > Self.liveliness * sorted[last / 10]
        }
    }

    /// The power of the loudest channel.
    private func power(_ block: ChannelBlock, _ piece: ChannelBlock.Piece) -> Float {
        let cells = piece.means.lowerBound / block.grid.cellMeans..<piece.means.upperBound / block.grid.cellMeans
        return block.power.map { power in
            let cells = cells.clamped(to: power.indices)
            return cells.isEmpty ? 0 : power[cells].reduce(0, +) / Float(cells.count)
        }.max() ?? 0
    }
}

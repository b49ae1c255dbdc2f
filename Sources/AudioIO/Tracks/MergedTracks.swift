internal import FileSystem

/// Several sound tracks of one file, read side by side: the channels of the first, then those of the next.
///
/// All have the rate of the first one and begin with the file. What ends earlier than others is followed by silence.
final class MergedTracks: FrameSource {
    let sampleRate: Int
    let channelCount: Int
    let expectedSeconds: Double?
    let toleranceSeconds: Double
    var format: String { decoders[0].format }
    var tracks: [AudioTrack] { decoders.flatMap(\.tracks) }
    /// Tracks of people are no loudspeakers.
    let layout: ChannelLayout? = nil
    var recordedAt: StatedDate? { decoders[0].recordedAt }

    private let decoders: [FFmpegDecoder]
    private let unread: [UnreadTrack]
    private var blocks: [[Float]]

    /// Starts to decode all of them.
    /// - Parameters:
    ///   - numbers: from 1, at least one.
    ///   - unread: the other tracks.
    ///   - watch: says for how long the programs may be silent.
    /// - Throws: What `FFmpegDecoder` throws.
    init(
        _ inspection: AudioInspection, numbers: [Int], unread: [UnreadTrack], refusals: [DecoderRefusal],
        watch: IOWatch
    ) throws(AudioError) {
        var decoders: [FFmpegDecoder] = []
        for number in numbers {
            decoders.append(
                try FFmpegDecoder(
                    inspection, track: number, sampleRate: decoders.first?.sampleRate,
                    refusals: refusals, watch: watch))
        }
        self.decoders = decoders
        self.unread = unread
        blocks = decoders.map { _ in [] }
        sampleRate = decoders[0].sampleRate
        channelCount = decoders.reduce(0) { $0 + $1.channelCount }
        expectedSeconds = decoders.compactMap(\.expectedSeconds).max()
        toleranceSeconds = decoders.map(\.toleranceSeconds).max() ?? 0
    }

    var warnings: [AudioWarning] {
        let found = decoders.flatMap(\.warnings).filter { warning in
            // Each decoder only knows its own track.
            if case .unreadTracks = warning { false } else { true }
        }
        return unread.isEmpty ? found : [.unreadTracks(read: tracks, others: unread)] + found
    }

    func read(into block: inout [Float], frameCount: Int) throws(AudioError) -> Int {
        var frames = 0
        for (index, decoder) in decoders.enumerated() {
            frames = max(frames, try decoder.read(into: &blocks[index], frameCount: frameCount))
        }
        block = [Float](repeating: 0, count: frames * channelCount)
        var first = 0
        for (decoder, samples) in zip(decoders, blocks) {
            let count = decoder.channelCount
            for frame in 0..<samples.count / count {
                for channel in 0..<count {
                    block[frame * channelCount + first + channel] = samples[frame * count + channel]
                }
            }
            first += count
        }
        return frames
    }
}

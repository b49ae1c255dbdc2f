public import FileSystem

/// Streams a recording as mono samples of one rate, or each of its channels as such.
///
/// The file is opened read-only and decoded block by block, so that memory does not depend on its length. What is read
/// does not depend on the sizes of the reads: the same file gives the same samples, bit for bit. Sample n of the output
/// is n / sample rate seconds into the recording as players show it.
///
/// One task at a time may use a reader. Calls block their thread while they decode.
public final class AudioReader {
    /// What is known of the file.
    public let info: AudioFileInfo
    /// Samples per second of what `read` returns.
    public let sampleRate: Int
    /// What is known of the file's container, for another reader of the same file; nil where ffmpeg is not installed.
    public let inspection: AudioInspection?

    private let source: any FrameSource
    private let watch: IOWatch
    private let containerWarnings: [AudioWarning]
    private let claimRatio: Double
    /// One, or one for each channel.
    private var signals: [SampleQueue]
    private var block: [Float] = []
    private var decodedFrames = 0
    private var isAtEnd = false
    /// Repeated by every later read, so that half a file cannot be taken for a whole one.
    private var failure: AudioError?

    /// Frames decoded at a time: a fifth of a second at 44.1 kHz, small enough for the caches.
    private static let blockFrames = 8192
    /// At a lower rate, a block of seconds would become gigabytes.
    private static let possibleRates = 100...10_000_000
    /// The largest mixing desks have as many. Every channel is compared with every other one, so that time grows with the
    /// square of their number.
    public static let maxSeparateChannels = 128

    /// Opens a file and decodes its first block, so that a file without sound fails here.
    /// - Parameters:
    ///   - path: file to read.
    ///   - sampleRate: wanted samples per second, above 0.
    ///   - tracks: the sound tracks to read; `info.tracks` says which ones they are.
    ///   - channels: which channels to mix.
    ///   - inspection: that of an earlier reader of the same file, so that ffprobe does not run again. It is not used where
    ///     the file has changed since.
    ///   - watch: says for how long reading may take without a byte, and cancels it.
    /// - Throws: `AudioError`; every case but `decoderFailed` is possible.
    public convenience init(
        path: String, sampleRate: Int = 16_000, tracks: TrackSelection = .best, channels: ChannelSelection = .mix,
        inspection: AudioInspection? = nil, watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        try self.init(
            path: path, sampleRate: sampleRate, tracks: tracks, channels: channels, programs: FFmpegPrograms.find(),
            inspection: inspection, watch: watch)
    }

    /// Opens a file to read each of its channels as a signal of its own, by `readChannels`; else like the other initializer.
    /// - Throws: `tooManyChannels` as well.
    public convenience init(
        separating path: String, sampleRate: Int = 16_000, tracks: TrackSelection = .best,
        inspection: AudioInspection? = nil, watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        try self.init(
            path: path, sampleRate: sampleRate, tracks: tracks, channels: nil, programs: FFmpegPrograms.find(),
            inspection: inspection, watch: watch)
    }

    /// - Parameters:
    ///   - channels: nil for every channel by itself.
    ///   - programs: nil to do without ffmpeg.
    init(
        path: String, sampleRate: Int = 16_000, tracks: TrackSelection = .best, channels: ChannelSelection? = .mix,
        programs: FFmpegPrograms?, inspection: AudioInspection? = nil, watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        precondition(sampleRate > 0, "a sample rate must be above 0")
        let choice = try FrameSourceChoice(
            path: path, tracks: tracks, programs: programs, known: inspection, watch: watch)
        let source = choice.source
        guard Self.possibleRates.contains(source.sampleRate) else {
            let reason = "rates of sound are \(Self.possibleRates.lowerBound) to \(Self.possibleRates.upperBound) Hz"
            throw .unsupportedRate(path: path, sampleRate: source.sampleRate, reason: reason)
        }
        guard channels != nil || source.channelCount <= Self.maxSeparateChannels else {
            throw .tooManyChannels(
                path: path, channelCount: source.channelCount, limit: Self.maxSeparateChannels)
        }
        if case .channel(let channel) = channels, !(0..<source.channelCount).contains(channel) {
            throw .noSuchChannel(path: path, channel: channel, channelCount: source.channelCount)
        }
        let selections = channels.map { [$0] } ?? (0..<source.channelCount).map { .channel($0) }
        signals = []
        do throws(Resampler.Failure) {
            for selection in selections {
                signals.append(
                    try SampleQueue(
                        selection, channelCount: source.channelCount, inputRate: source.sampleRate,
                        outputRate: sampleRate, layout: source.layout))
            }
        } catch {
            throw .unsupportedRate(path: path, sampleRate: source.sampleRate, reason: error.reason)
        }
        self.source = source
        self.inspection = choice.inspection
        self.watch = watch
        self.sampleRate = sampleRate
        containerWarnings = choice.warnings
        claimRatio = choice.claimRatio
        info = AudioFileInfo(
            path: path, sampleRate: source.sampleRate, channelCount: source.channelCount, format: source.format,
            expectedSeconds: source.expectedSeconds, tracks: source.tracks.map(\.number), recordedAt: source.recordedAt)
        try decodeBlock()
        if decodedFrames == 0 { throw nothingDecoded() }
    }

    /// Length in seconds of what has been decoded so far, in the file's own time base (frames / file's rate): the real
    /// length of the recording once `read` has returned an empty array. Runs ahead of what `read` has returned by four
    /// seconds at most, for which channels are looked at before they are mixed.
    public var decodedSeconds: Double { Double(decodedFrames) / Double(info.sampleRate) }

    /// What was noticed so far; complete once `read` has returned an empty array.
    public var warnings: [AudioWarning] {
        var all = containerWarnings + source.warnings
        let nonFiniteCount = signals.reduce(0) { $0 + $1.nonFiniteCount }
        all += signals.flatMap(\.warnings)
        if nonFiniteCount > 0 { all.append(.nonFiniteSamples(count: nonFiniteCount)) }
        let claimed = max(source.expectedSeconds ?? 0, decodedSeconds * claimRatio)
        if isAtEnd && claimed - decodedSeconds > source.toleranceSeconds {
            all.append(.shorterThanHeader(claimedSeconds: claimed, decodedSeconds: decodedSeconds))
        }
        return all
    }

    /// Returns the next samples, nominally in [-1, 1].
    /// - Parameter count: how many, at least 1; `Int.max` for all that is left, which then lies in memory.
    /// - Returns: `count` samples; fewer only at the end, none after it.
    /// - Throws: `decoderFailed`, `decoderKilled`, `decoderCrashed`, `decoderStalled` or `readFailed`, and the same again in
    ///   every later call.
    public func read(_ count: Int) throws(AudioError) -> [Float] {
        precondition(signals.count == 1, "signals of separate channels are read by readChannels")
        try fill(count)
        return signals[0].take(count)
    }

    /// Returns the next samples of each signal: every channel's, or those of the one signal that was chosen. See `read`.
    /// - Returns: lists of equal length, in order of channels.
    public func readChannels(_ count: Int) throws(AudioError) -> [[Float]] {
        try fill(count)
        return signals.indices.map { signals[$0].take(count) }
    }

    /// Decodes until `count` samples of each signal are ready, or the file ends.
    private func fill(_ count: Int) throws(AudioError) {
        precondition(count > 0, "a read must ask for at least one sample")
        if let failure { throw failure }
        while signals.contains(where: { $0.readyCount < count }) && !isAtEnd { try decodeBlock() }
    }

    /// Decodes, mixes and resamples one block of fixed size.
    private func decodeBlock() throws(AudioError) {
        do throws(AudioError) {
            let frames = try source.read(into: &block, frameCount: Self.blockFrames)
            decodedFrames += frames
            watch.noteSignOfLife()
            isAtEnd = frames == 0
            do throws(Resampler.Failure) {
                for index in signals.indices { try signals[index].append(&block, isAtEnd: isAtEnd) }
            } catch {
                throw .decoderFailed(
                    path: info.path, decoder: "libsoxr", afterSeconds: decodedSeconds, reason: error.reason)
            }
        } catch {
            failure = error
            throw error
        }
    }

    /// Damage that leaves nothing is not the same as a recording of no length.
    private func nothingDecoded() -> AudioError {
        for case .damagedStream(let decoder, let message, _) in source.warnings {
            return .undecodable(path: info.path, refusals: [DecoderRefusal(decoder: decoder, reason: message)])
        }
        return .noSamples(path: info.path, format: info.format)
    }
}

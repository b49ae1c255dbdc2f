internal import FileSystem

/// Decodes a file with the `ffmpeg` program, which runs beside this one.
///
/// Sound is placed where its time stamps say: what starts late or has gaps is filled with silence, as players do, so
/// that a frame's number always is its time. The program blocks while nothing reads its output, and is killed when the
/// decoder goes away, so that memory stays bounded in both processes.
final class FFmpegDecoder: FrameSource {
    let sampleRate: Int
    let channelCount: Int
    let format: String
    let expectedSeconds: Double?
    let tracks: [AudioTrack]
    let layout: ChannelLayout?
    let recordedAt: StatedDate?
    /// Headers count the codec's priming and padding, up to a few codec frames, as sound.
    let toleranceSeconds: Double
    private(set) var warnings: [AudioWarning] = []
    /// Frames returned so far, silence included.
    private(set) var position = 0

    private let path: String
    private let child: ChildProcess
    private let stream: MatroskaPCMStream
    /// How much later than the recording the sound starts, in seconds.
    private let lateSeconds: Double
    /// Added to a block's time to get the file's own time; nil before the first block.
    private var timeOffsetSeconds: Double?
    private var silentFrames = 0
    private var hasDecoded = false
    private var isAtEnd = false
    private var gapCount = 0
    private var gapFrames = 0
    private var overlapSeconds = 0.0
    private var jumpCount = 0
    private let refusals: [DecoderRefusal]
    private let hasStreamClock: Bool

    /// Jumps of time stamps below this are rounding and jitter; one frame of the common speech codecs.
    private static let jitterSeconds = 0.02
    /// Jumps beyond this are damaged time stamps, not silence.
    private static let maxGapSeconds = 43_200.0
    /// Overlap up to this is not worth a warning.
    private static let negligibleOverlapSeconds = 0.1

    /// Starts decoding.
    /// - Parameters:
    ///   - inspection: what is known of the file.
    ///   - track: the sound track to read, from 1; nil for the one that `TrackChoice` finds.
    ///   - sampleRate: frames per second; nil for those of the file.
    ///   - ignoringHeaderLength: for RIFF files whose header gives no usable length: read to the end of the file.
    ///   - droppingDamage: leaves out frames whose check sum is wrong, where ffmpeg would play them as noise.
    ///   - refusals: what other decoders said, for the error.
    ///   - watch: says for how long the programs may be silent.
    /// - Throws: what `FFmpegProbe` throws.
    init(
        _ inspection: AudioInspection, track: Int? = nil, sampleRate: Int? = nil,
        ignoringHeaderLength: Bool = false, droppingDamage: Bool = false, refusals: [DecoderRefusal] = [],
        watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        let (path, programs) = (inspection.path, inspection.programs)
        let probe = try FFmpegProbe(inspection, refusals: refusals, track: track, watch: watch)
        let child: ChildProcess
        do throws(ChildProcess.Failure) {
            child = try ChildProcess(
                program: programs.ffmpeg,
                arguments: Self.arguments(
                    path: path, probe: probe, sampleRate: sampleRate ?? probe.sampleRate,
                    inputOptions: (ignoringHeaderLength ? ["-ignore_length", "1"] : [])
                        + (droppingDamage ? ["-err_detect", "crccheck+explode"] : [])), watch: watch)
        } catch {
            throw .notStarted(path: path, program: programs.ffmpeg, error)
        }
        self.path = path
        self.refusals = refusals
        self.child = child
        stream = MatroskaPCMStream { buffer throws(MatroskaPCMStream.Failure) in
            do throws(ChildProcess.Failure) {
                return try child.read(into: &buffer)
            } catch {
                // `readSamples` takes the reason from `child.failure`.
                throw MatroskaPCMStream.Failure(reason: "the program cannot be read")
            }
        }
        self.sampleRate = sampleRate ?? probe.sampleRate
        channelCount = probe.channelCount
        format = probe.format
        expectedSeconds = ignoringHeaderLength ? nil : probe.claimedSeconds
        toleranceSeconds = 0.1 + 4096 / Double(probe.sampleRate)
        lateSeconds = probe.lateSeconds
        tracks = [probe.track]
        layout = probe.layout
        hasStreamClock = probe.hasStreamClock
        recordedAt = probe.recordedAt
        if !probe.unreadTracks.isEmpty {
            warnings.append(.unreadTracks(read: tracks, others: probe.unreadTracks))
        }
    }

    func read(into block: inout [Float], frameCount: Int) throws(AudioError) -> Int {
        block.removeAll(keepingCapacity: true)
        block.reserveCapacity(frameCount * channelCount)
        while block.count < frameCount * channelCount && !isAtEnd {
            let wanted = frameCount * channelCount - block.count
            if silentFrames > 0 {
                let frames = min(silentFrames, wanted / channelCount)
                block.append(contentsOf: repeatElement(0, count: frames * channelCount))
                silentFrames -= frames
                position += frames
            } else {
                try readSamples(wanted, into: &block)
            }
        }
        return block.count / channelCount
    }

    /// Appends samples of the current block, or goes to the next one.
    private func readSamples(_ count: Int, into block: inout [Float]) throws(AudioError) {
        let blockSeconds: Double?
        do throws(MatroskaPCMStream.Failure) {
            let samples = try stream.read(count, into: &block)
            position += samples / channelCount
            if samples > 0 { return }
            blockSeconds = try stream.nextBlock()
        } catch {
            if let lost = child.failure {
                throw .lost(path: path, decoder: FFmpegPrograms.name, afterSeconds: decodedSeconds, lost)
            }
            guard child.hasClosedOutput else { throw failure(error.reason) }
            // A stream that breaks off is the consequence of the program's end, whose reason says more.
            return try finish(streamFault: error.reason)
        }
        guard let blockSeconds else { return try finish(streamFault: nil) }
        guard stream.sampleRate == sampleRate, stream.channelCount == channelCount,
            stream.remainingBytes % (4 * channelCount) == 0
        else {
            let found = "\(stream.sampleRate) Hz and \(stream.channelCount) channels"
            throw failure("gives \(found) instead of \(sampleRate) Hz and \(channelCount) channels")
        }
        place(blockSeconds)
        hasDecoded = true
    }

    /// Puts silence before a block that starts later than the sound so far ends. Nothing is ever cut: a block that
    /// starts too early follows at once.
    private func place(_ blockSeconds: Double) {
        guard let timeOffsetSeconds else {
            // The stream's own start counts, not the time of the first block: some decoders give nothing for their
            // first packets, and start later by that, with sound that belongs to the beginning.
            timeOffsetSeconds = lateSeconds - blockSeconds
            silentFrames = Int((min(lateSeconds, Self.maxGapSeconds) * Double(sampleRate)).rounded())
            return
        }
        let gapSeconds = blockSeconds + timeOffsetSeconds - decodedSeconds
        if gapSeconds > Self.maxGapSeconds {
            self.timeOffsetSeconds = timeOffsetSeconds - gapSeconds
            jumpCount += 1
        } else if gapSeconds > Self.jitterSeconds {
            silentFrames = Int((gapSeconds * Double(sampleRate)).rounded())
            gapCount += 1
            gapFrames += silentFrames
        }
        overlapSeconds = max(overlapSeconds, -gapSeconds)
    }

    /// Waits until the program ends and turns its messages into warnings.
    private func finish(streamFault: String?) throws(AudioError) {
        isAtEnd = true
        let ending: ChildProcess.Ending
        do throws(ChildProcess.Failure) {
            ending = try child.finish()
        } catch {
            throw .lost(path: path, decoder: FFmpegPrograms.name, afterSeconds: decodedSeconds, error)
        }
        let messages = FFmpegMessages(child.errorText, path: path)
        let wasSilent = messages.lines.isEmpty
        switch ending {
        case .killed(let signal):
            throw .ended(
                path: path, decoder: FFmpegPrograms.name, afterSeconds: decodedSeconds, signal: signal)
        case .exited(code: 0):
            guard hasDecoded || wasSilent else { throw failure(messages.reason) }
            if let streamFault { throw failure(streamFault) }
        case .exited(let code):
            throw failure(wasSilent ? "exit code \(code)" : messages.reason)
        }
        noteWarnings(messages)
    }

    private func noteWarnings(_ messages: FFmpegMessages) {
        if !messages.lines.isEmpty {
            warnings.append(
                .damagedStream(
                    decoder: FFmpegPrograms.name, message: messages.reason, messageCount: child.errorLineCount))
        }
        if gapCount > 0 {
            warnings.append(.gapsFilled(count: gapCount, seconds: Double(gapFrames) / Double(sampleRate)))
        }
        if jumpCount > 0 {
            warnings.append(
                .damagedStream(
                    decoder: FFmpegPrograms.name, message: "time stamps jump by more than half a day",
                    messageCount: jumpCount))
        }
        if hasStreamClock, let expectedSeconds, decodedSeconds - expectedSeconds > toleranceSeconds + 1 {
            warnings.append(.clockJumpsBack(clockSeconds: expectedSeconds, decodedSeconds: decodedSeconds))
        }
        if overlapSeconds > Self.negligibleOverlapSeconds {
            warnings.append(.timestampsBehind(seconds: overlapSeconds))
        }
    }

    private var decodedSeconds: Double { Double(position) / Double(sampleRate) }

    /// The program took the file but gave no sound: the file is not what it seems. Otherwise it broke off.
    private func failure(_ reason: String) -> AudioError {
        hasDecoded
            ? .decoderFailed(
                path: path, decoder: FFmpegPrograms.name, afterSeconds: decodedSeconds, reason: reason)
            : .undecodable(
                path: path, refusals: refusals + [DecoderRefusal(decoder: FFmpegPrograms.name, reason: reason)])
    }

    private static func arguments(
        path: String, probe: FFmpegProbe, sampleRate: Int, inputOptions: [String]
    ) -> [String] {
        // A rate or channel count that changes within the stream, as after joining two files, is brought back to the
        // first; with more than two channels ffmpeg would take `-ac` for one of several layouts and mix.
        let channels = probe.channelCount <= 2 ? ["-ac", "\(probe.channelCount)"] : []
        return ["-nostdin", "-hide_banner", "-v", "error"] + inputOptions + FFmpegPrograms.inputOptions(path)
            + ["-map", "0:\(probe.streamIndex)", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-c:a", "pcm_f32le"]
            + ["-ar", "\(sampleRate)"] + channels + ["-f", "matroska", "-write_crc32", "0", "pipe:1"]
    }
}

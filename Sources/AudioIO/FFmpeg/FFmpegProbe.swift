internal import FileSystem
import Foundation

/// What `ffprobe` finds in a file.
struct FFmpegProbe {
    /// The audio stream to decode.
    let streamIndex: Int
    /// The same stream, as messages name it.
    let track: AudioTrack
    /// The other audio streams.
    let unreadTracks: [UnreadTrack]
    let sampleRate: Int
    let channelCount: Int
    /// `AAC in MP4 (ffmpeg)`
    let format: String
    /// How much later than the container's beginning the stream starts, in seconds.
    let lateSeconds: Double
    /// The length that the container claims for the stream; nil where it claims none or it is a guess.
    let claimedSeconds: Double?
    /// Whether the length is that of a clock in the stream, which jumps where streams were joined.
    let hasStreamClock: Bool
    /// Which loudspeaker each channel is for; nil where the file does not say.
    let layout: ChannelLayout?
    /// When the recording was made, as the file says.
    let recordedAt: StatedDate?

    /// Below this ffprobe guesses the container from the file's name or from a few bytes that happen to fit: noise
    /// called `x.mp3` gets 1, one plausible frame gets 25, real files get 50 and more.
    private static let minProbeScore = 26

    /// Runs ffprobe, and where there are several sound tracks to choose from, looks at their sound.
    /// - Parameter wantedTrack: which of them to take, from 1; nil for the one that `TrackChoice` finds.
    /// - Throws: `decoderNotStarted`, `undecodable` with `refusals` in front, `noAudioStream`, `noSuchTrack`, `encrypted`,
    ///   `decoderKilled`, `decoderCrashed`, `decoderStalled`, `readFailed`.
    init(
        _ inspection: AudioInspection, refusals: [DecoderRefusal], track wantedTrack: Int? = nil,
        watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        let path = inspection.path
        let (report, messages) = try Self.report(inspection, refusals: refusals, watch: watch)
        let audio = report.audioStreams
        guard !audio.isEmpty else {
            throw .noAudioStream(
                path: path, streams: report.streams.map { "\($0.codecType ?? "data") (\($0.codecName ?? "unknown"))" })
        }
        let choice = try Self.choose(wantedTrack, of: audio, inspection, watch: watch)
        let stream = audio[choice.index]
        if let tag = stream.codecTagString, Self.encryptedTags.contains(tag) {
            throw .encrypted(path: path, scheme: tag)
        }
        if messages.lines.contains(where: { $0.contains("DRM protected") }) {
            throw .encrypted(path: path, scheme: "DRM")
        }
        guard let shape = stream.shape else {
            throw Self.refused(
                path, refusals, "no sample rate or channels in the \(stream.codecName ?? "unknown") stream")
        }
        guard let index = stream.index.count, index >= 0 else {
            throw Self.refused(path, refusals, "ffprobe's report makes no sense")
        }
        guard shape.sampleRate <= Self.maxRate, shape.channelCount <= Self.maxChannels else {
            throw Self.refused(path, refusals, "claims \(shape.sampleRate) Hz and \(shape.channelCount) channels")
        }
        streamIndex = index
        track = stream.track(number: choice.index + 1)
        unreadTracks = choice.unread
        (sampleRate, channelCount) = shape
        hasStreamClock = ["mpegts", "mpeg"].contains(report.format.formatName)
        layout = report.layout(of: stream)
        recordedAt = report.recordedAt(of: stream)
        format = FFmpegFormat.name(codec: stream.codecName ?? "unknown", container: report.format.formatName)
        lateSeconds = report.lateSeconds(of: stream)
        claimedSeconds = messages.saysLengthIsEstimated ? nil : report.claimedSeconds(of: stream)
    }

    /// Sample entries of MP4 files from shops and of Audible books.
    private static let encryptedTags: Set<String> = ["drms", "drmi", "enca", "encv", "aavd"]

    private static func choose(
        _ wanted: Int?, of audio: [FFmpegReport.Stream], _ inspection: AudioInspection, watch: IOWatch
    ) throws(AudioError) -> (index: Int, unread: [UnreadTrack]) {
        let tracks = audio.enumerated().map { $1.track(number: $0 + 1) }
        if let wanted {
            guard tracks.indices.contains(wanted - 1) else {
                throw .noSuchTrack(path: inspection.path, track: wanted, tracks: tracks)
            }
            let others = tracks.filter { $0.number != wanted }
            return (wanted - 1, others.map { UnreadTrack($0, .notLookedAt) })
        }
        let choice = try TrackChoice(tracks) { index throws(AudioError) in
            try look(audio[index], inspection, watch: watch)
        }
        return (choice.index, choice.unread)
    }

    private static func refused(_ path: String, _ refusals: [DecoderRefusal], _ reason: String) -> AudioError {
        .undecodable(path: path, refusals: refusals + [DecoderRefusal(decoder: FFmpegPrograms.name, reason: reason)])
    }

    /// What ffprobe says of a file that it knows well enough.
    private static func report(
        _ inspection: AudioInspection, refusals: [DecoderRefusal], watch: IOWatch
    ) throws(AudioError) -> (report: FFmpegReport, messages: FFmpegMessages) {
        try inspection.report { () throws(AudioError) in
            try decodedReport(path: inspection.path, inspection.programs, refusals: refusals, watch: watch)
        }
    }

    private static func decodedReport(
        path: String, _ programs: FFmpegPrograms, refusals: [DecoderRefusal], watch: IOWatch
    ) throws(AudioError) -> (FFmpegReport, FFmpegMessages) {
        let (json, messages) = try run(path: path, programs: programs, watch: watch)
        guard let json else { throw refused(path, refusals, messages.reason) }
        let report: FFmpegReport
        do {
            report = try JSONDecoder().decode(FFmpegReport.self, from: json)
        } catch {
            throw refused(path, refusals, "ffprobe's report makes no sense")
        }
        guard let score = report.format.probeScore.value, score >= Double(minProbeScore) else {
            throw refused(path, refusals, "nothing but its name or a few bytes look like \(report.format.formatName)")
        }
        return (report, messages)
    }

    private static func look(
        _ stream: FFmpegReport.Stream, _ inspection: AudioInspection, watch: IOWatch
    ) throws(AudioError) -> TrackChoice.Look {
        guard let shape = stream.shape, let index = stream.index.count else {
            return .undecodable(reason: "its codec is not known")
        }
        guard shape.channelCount <= maxChannels else {
            return .undecodable(reason: "it claims \(shape.channelCount) channels")
        }
        if let tag = stream.codecTagString, encryptedTags.contains(tag) {
            return .undecodable(reason: "it is encrypted")
        }
        return try inspection.look(index) { () throws(AudioError) in
            try TrackSound.look(
                path: inspection.path, programs: inspection.programs, streamIndex: index,
                channelCount: shape.channelCount, watch: watch)
        }
    }

    /// Looks at all sound tracks of a file.
    /// - Returns: the numbers, from 1, of those with sound, and the others.
    /// - Throws: as the initializer.
    static func tracksWithSound(
        _ inspection: AudioInspection, refusals: [DecoderRefusal], watch: IOWatch
    ) throws(AudioError) -> (numbers: [Int], others: [UnreadTrack]) {
        let audio = try report(inspection, refusals: refusals, watch: watch).report.audioStreams
        var (numbers, others): ([Int], [UnreadTrack]) = ([], [])
        guard audio.count > 1 else { return ([], []) }
        for (index, stream) in audio.enumerated() {
            let track = stream.track(number: index + 1)
            switch try look(stream, inspection, watch: watch) {
            case .sound: numbers.append(track.number)
            case .silent: others.append(UnreadTrack(track, .silent))
            case .undecodable(let reason): others.append(UnreadTrack(track, .undecodable(reason: reason)))
            }
        }
        return (numbers, others)
    }

    /// Beyond any recording, and small enough for times in frames and blocks in memory.
    private static let maxRate = 10_000_000
    private static let maxChannels = 1024
    /// A report on a file with thousands of streams is a tenth as long.
    private static let maxReportBytes = 1 << 26

    private static func run(
        path: String, programs: FFmpegPrograms, watch: IOWatch
    ) throws(AudioError) -> (json: Data?, messages: FFmpegMessages) {
        let child: ChildProcess
        do throws(ChildProcess.Failure) {
            child = try ChildProcess(
                program: programs.ffprobe,
                arguments: [
                    "-hide_banner", "-v", "warning", "-of", "json", "-show_entries",
                    "format=format_name,probe_score,start_time,duration:format_tags:"
                        + "stream=index,codec_type,codec_name,codec_tag_string,sample_rate,channels,channel_layout,"
                        + "start_time,duration:stream_tags:stream_disposition=default,comment,visual_impaired",
                ] + FFmpegPrograms.inputOptions(path), watch: watch)
        } catch {
            throw .notStarted(path: path, program: programs.ffprobe, error)
        }
        var json = Data()
        let ending: ChildProcess.Ending
        do throws(ChildProcess.Failure) {
            var chunk = [UInt8](repeating: 0, count: 16_384)
            while true {
                let count = try child.read(into: &chunk)
                guard count > 0, json.count < maxReportBytes else { break }
                json.append(contentsOf: chunk[..<count])
            }
            ending = try child.finish()
        } catch {
            throw .lost(path: path, decoder: "ffprobe", afterSeconds: 0, error)
        }
        guard json.count < maxReportBytes else { return (Data(), FFmpegMessages("", path: path)) }
        let messages = FFmpegMessages(child.errorText, path: path)
        switch ending {
        case .exited(code: 0): return (json, messages)
        case .exited: return (nil, messages)
        case .killed(let signal):
            throw .ended(path: path, decoder: "ffprobe", afterSeconds: 0, signal: signal)
        }
    }
}

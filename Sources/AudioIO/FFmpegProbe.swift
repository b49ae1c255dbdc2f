import Foundation

/// What `ffprobe` finds in a file.
struct FFmpegProbe {
    /// The audio stream to decode.
    let streamIndex: Int
    let audioStreamCount: Int
    let sampleRate: Int
    let channelCount: Int
    /// `AAC in MP4 (ffmpeg)`
    let format: String
    /// How much later than the container's beginning the stream starts, in seconds.
    let lateSeconds: Double
    /// The length that the container claims for the stream; nil where it claims none or it is a guess.
    let claimedSeconds: Double?

    /// Below this the container is a guess from the file's name or from a few lucky bytes: noise called `x.mp3` gets
    /// 1, one plausible frame gets 25, real files get 50 and more.
    private static let leastProbeScore = 26

    /// Runs ffprobe.
    /// - Throws: `decoderNotStarted`, `undecodable` with `refusals` in front, `noAudioStream`, `encrypted`,
    ///   `decoderKilled`, `decoderCrashed`, `decoderStalled`, `readFailed`.
    init(
        path: String, programs: FFmpegPrograms, refusals: [DecoderRefusal], watch: IOWatch = IOWatch()
    ) throws(AudioError) {
        func refused(_ reason: String) -> AudioError {
            let refusal = DecoderRefusal(decoder: FFmpegPrograms.name, reason: reason)
            return .undecodable(path: path, refusals: refusals + [refusal])
        }
        let (json, messages) = try Self.run(path: path, programs: programs, watch: watch)
        guard let json else { throw refused(messages.reason) }
        let report: Report
        do {
            report = try JSONDecoder().decode(Report.self, from: json)
        } catch {
            throw refused("ffprobe's report makes no sense")
        }
        guard let score = report.format.probeScore.value, score >= Double(Self.leastProbeScore) else {
            throw refused("nothing but its name or a few bytes look like \(report.format.formatName)")
        }
        let audio = report.streams.filter { $0.codecType == "audio" }
        guard let stream = audio.first else {
            throw .noAudioStream(
                path: path, streams: report.streams.map { "\($0.codecType ?? "data") (\($0.codecName ?? "unknown"))" })
        }
        if let tag = stream.codecTagString, Self.encryptedTags.contains(tag) {
            throw .encrypted(path: path, scheme: tag)
        }
        if messages.lines.contains(where: { $0.contains("DRM protected") }) {
            throw .encrypted(path: path, scheme: "DRM")
        }
        guard let rate = stream.sampleRate?.count, rate > 0, let channels = stream.channels?.count, channels > 0
        else { throw refused("no sample rate or channels in the \(stream.codecName ?? "unknown") stream") }
        guard let index = stream.index.count, index >= 0 else { throw refused("ffprobe's report makes no sense") }
        guard rate <= Self.highestRate, channels <= Self.mostChannels else {
            throw refused("claims \(rate) Hz and \(channels) channels")
        }
        streamIndex = index
        audioStreamCount = audio.count
        sampleRate = rate
        channelCount = channels
        format = FFmpegFormat.name(codec: stream.codecName ?? "unknown", container: report.format.formatName)
        lateSeconds = report.lateSeconds(of: stream)
        claimedSeconds = messages.saysLengthIsEstimated ? nil : report.claimedSeconds(of: stream)
    }

    /// Sample entries of MP4 files from shops and of Audible books.
    private static let encryptedTags: Set<String> = ["drms", "drmi", "enca", "encv", "aavd"]

    /// Beyond any recording, and small enough for times in frames and blocks in memory.
    private static let highestRate = 10_000_000
    private static let mostChannels = 1024
    /// A report on a file with thousands of streams is a tenth as long.
    private static let longestReport = 1 << 26

    private static func run(
        path: String, programs: FFmpegPrograms, watch: IOWatch
    ) throws(AudioError) -> (json: Data?, messages: FFmpegMessages) {
        let child: ChildProcess
        do throws(ChildProcess.Failure) {
            child = try ChildProcess(
                program: programs.ffprobe,
                arguments: [
                    "-hide_banner", "-v", "warning", "-of", "json", "-show_entries",
                    "format=format_name,probe_score,start_time,duration:"
                        + "stream=index,codec_type,codec_name,codec_tag_string,sample_rate,channels,start_time,duration:"
                        + "stream_tags=DURATION",
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
                guard count > 0, json.count < longestReport else { break }
                json.append(contentsOf: chunk[..<count])
            }
            ending = try child.finish()
        } catch {
            throw .lost(path: path, decoder: "ffprobe", afterSeconds: 0, error)
        }
        guard json.count < longestReport else { return (Data(), FFmpegMessages("", path: path)) }
        let messages = FFmpegMessages(child.errorText, path: path)
        switch ending {
        case .exited(code: 0): return (json, messages)
        case .exited: return (nil, messages)
        case .killed(let signal):
            throw .ended(path: path, decoder: "ffprobe", afterSeconds: 0, signal: signal)
        }
    }
}

/// The part of ffprobe's JSON that matters here.
private struct Report: Decodable {
    struct Format: Decodable {
        let formatName: String
        let probeScore: ReportedNumber
        let startTime: ReportedNumber?
        let duration: ReportedNumber?

        enum CodingKeys: String, CodingKey {
            case formatName = "format_name"
            case probeScore = "probe_score"
            case startTime = "start_time"
            case duration
        }
    }

    struct Stream: Decodable {
        let index: ReportedNumber
        let codecType: String?
        let codecName: String?
        let codecTagString: String?
        let sampleRate: ReportedNumber?
        let channels: ReportedNumber?
        let startTime: ReportedNumber?
        let duration: ReportedNumber?
        let tags: [String: String]?

        enum CodingKeys: String, CodingKey {
            case index, channels, duration, tags
            case codecType = "codec_type"
            case codecName = "codec_name"
            case codecTagString = "codec_tag_string"
            case sampleRate = "sample_rate"
            case startTime = "start_time"
        }
    }

    let format: Format
    let streams: [Stream]

    /// A container's clock may start at any number, which players show as 0, except that priming of a codec may lie
    /// before a clock's 0, and is not played.
    func lateSeconds(of stream: Stream) -> Double {
        guard let stream = stream.startTime?.value, let file = format.startTime?.value else { return 0 }
        return max(0, stream - max(0, file))
    }

    /// The stream's own length, else a Matroska tag `HH:MM:SS.fraction`, else the file's if there is nothing else in
    /// it that could be longer.
    func claimedSeconds(of stream: Stream) -> Double? {
        if let seconds = stream.duration?.length { return seconds }
        if let tag = stream.tags?["DURATION"] {
            let fields = tag.split(separator: ":").compactMap { Double($0) }
            if fields.count == 3, fields.allSatisfy({ (0...1e6).contains($0) }) {
                return fields[0] * 3600 + fields[1] * 60 + fields[2]
            }
        }
        return streams.count == 1 ? format.duration?.length : nil
    }
}

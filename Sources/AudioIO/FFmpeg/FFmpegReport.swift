/// The part of ffprobe's JSON that matters here.
struct FFmpegReport: Decodable {
    struct Format: Decodable {
        let formatName: String
        let probeScore: ReportedNumber
        let startTime: ReportedNumber?
        let duration: ReportedNumber?
        let tags: [String: String]?

        enum CodingKeys: String, CodingKey {
            case formatName = "format_name"
            case probeScore = "probe_score"
            case startTime = "start_time"
            case duration, tags
        }
    }

    struct Stream: Decodable {
        let index: ReportedNumber
        let codecType: String?
        let codecName: String?
        let codecTagString: String?
        let sampleRate: ReportedNumber?
        let channels: ReportedNumber?
        let channelLayout: String?
        let startTime: ReportedNumber?
        let duration: ReportedNumber?
        let tags: [String: String]?
        let disposition: [String: ReportedNumber]?

        enum CodingKeys: String, CodingKey {
            case index, channels, duration, tags, disposition
            case channelLayout = "channel_layout"
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

    /// The streams with sound, in the order of the file.
    var audioStreams: [Stream] { streams.filter { $0.codecType == "audio" } }
}

extension FFmpegReport.Stream {
    /// Samples per second and channels; nil where the stream's codec is not known.
    var shape: (sampleRate: Int, channelCount: Int)? {
        guard let rate = sampleRate?.count, rate > 0, let channels = channels?.count, channels > 0 else { return nil }
        return (rate, channels)
    }

    /// The stream as messages name it.
    /// - Parameter number: from 1, among the streams with sound.
    func track(number: Int) -> AudioTrack {
        let codec = FFmpegFormat.codecName(codecName ?? "unknown codec")
        let channelText = channels?.count.map { $0 == 1 ? "1 channel" : "\($0) channels" }
        return AudioTrack(
            number: number, format: [codec, channelText].compactMap(\.self).joined(separator: ", "),
            language: tag("language").flatMap { $0 == "und" ? nil : $0 }, title: tag("title"),
            isDefault: disposition?["default"]?.count == 1,
            isCommentary: ["comment", "visual_impaired"].contains { disposition?[$0]?.count == 1 })
    }

    /// A tag, whose name may be written in capitals or not; nil where it is empty.
    func tag(_ name: String) -> String? { (tags ?? [:]).tag(name) }
}

extension [String: String] {
    /// The value of a tag, whose name may be written in capitals or not; nil where it is empty.
    func tag(_ name: String) -> String? {
        first { $0.key.lowercased() == name }.map(\.value).flatMap { $0.isEmpty ? nil : $0 }
    }
}

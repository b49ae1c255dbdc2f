/// Names of ffmpeg's codecs and containers, as messages show them.
enum FFmpegFormat {
    /// `AAC in MP4 (ffmpeg)`, `MP3 (ffmpeg)` …
    /// - Parameters:
    ///   - codec: ffprobe's `codec_name`.
    ///   - container: ffprobe's `format_name`, which may list several names.
    static func name(codec: String, container: String) -> String {
        let codecName = codecName(codec)
        let first = container.split(separator: ",").first.map(String.init) ?? container
        let containerName = containers[first] ?? first.uppercased()
        return codecName == containerName ? "\(codecName) (ffmpeg)" : "\(codecName) in \(containerName) (ffmpeg)"
    }

    /// `AAC`, `16 bit PCM` …
    /// - Parameter codec: ffprobe's `codec_name`.
    static func codecName(_ codec: String) -> String { codecs[codec] ?? codec.uppercased() }

    private static let codecs = [
        "mp3float": "MP3", "opus": "Opus", "vorbis": "Vorbis", "speex": "Speex", "wavpack": "WavPack",
        "amr_nb": "AMR", "amr_wb": "AMR-WB", "wmav1": "WMA", "wmav2": "WMA 2", "wmapro": "WMA Pro",
        "wmalossless": "WMA Lossless", "pcm_s16le": "16 bit PCM", "pcm_s16be": "16 bit PCM",
        "pcm_s24le": "24 bit PCM", "pcm_s24be": "24 bit PCM", "pcm_f32le": "32 bit float PCM", "pcm_u8": "8 bit PCM",
        "pcm_mulaw": "mu-law", "pcm_alaw": "A-law",
    ]

    private static let containers = [
        "mov": "MP4", "matroska": "Matroska", "mpegts": "MPEG-TS", "mpeg": "MPEG-PS", "ogg": "Ogg", "aac": "ADTS",
        "wv": "WavPack", "rm": "RealMedia",
    ]
}

import Foundation

/// Where the programs `ffmpeg` and `ffprobe` are.
struct FFmpegPrograms: Hashable, Sendable {
    let ffmpeg: String
    let ffprobe: String

    /// Name of the decoder in messages.
    static let name = "ffmpeg"

    /// Looks the programs up.
    /// - Parameter searchPath: folders separated by colons, as in `PATH`.
    /// - Returns: nil unless both are there.
    static func find(searchPath: String) -> FFmpegPrograms? {
        guard let ffmpeg = executable("ffmpeg", searchPath), let ffprobe = executable("ffprobe", searchPath) else {
            return nil
        }
        return FFmpegPrograms(ffmpeg: ffmpeg, ffprobe: ffprobe)
    }

    /// Looks the programs up where this process's `PATH` says.
    static func find() -> FFmpegPrograms? {
        find(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
    }

    private static func executable(_ name: String, _ searchPath: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Options before an input that keep ffmpeg to this one local file and to containers of sound.
    ///
    /// Without them a text file that looks like a playlist would make it open other files or network addresses, and
    /// it would take pictures, subtitles and noise for streams. `file:` keeps a name that begins with a dash or holds
    /// a colon from being an option or a protocol.
    static func inputOptions(_ path: String) -> [String] {
        ["-protocol_whitelist", "file", "-format_whitelist", containers.joined(separator: ","), "-i", "file:\(path)"]
    }

    private static let containers = [
        "aac", "aax", "ac3", "act", "aiff", "amr", "amrnb", "amrwb", "ape", "asf", "au", "avi", "caf", "dsf", "dss",
        "dts", "dtshd", "dv", "eac3", "flac", "flv", "iff", "ircam", "loas", "matroska", "mov", "mp3", "mpc", "mpc8",
        "mpeg", "mpegts", "mxf", "nistsphere", "nut", "ogg", "oma", "qcp", "rm", "shn", "sox", "tak", "truehd",
        "tta", "voc", "w64", "wav", "webm", "wtv", "wv", "xwma",
    ]
}

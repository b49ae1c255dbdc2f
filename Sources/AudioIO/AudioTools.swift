/// The decoders and converters that this module works with, for a report on the machine.
public struct AudioTools: Hashable, Sendable {
    /// libsndfile's name and version in its own words.
    public let soundFile: String
    /// libsoxr's name and version in its own words.
    public let resampler: String
    /// The path of the ffmpeg program; nil unless both ffmpeg and ffprobe are on the `PATH`.
    public let ffmpegPath: String?

    /// Looks at this machine.
    public init() {
        soundFile = SoundFile.libraryVersion
        resampler = Resampler.libraryVersion
        ffmpegPath = FFmpegPrograms.find()?.ffmpeg
    }
}

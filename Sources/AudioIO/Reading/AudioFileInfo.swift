/// What is known of an audio file once it is open.
public struct AudioFileInfo: Hashable, Sendable {
    /// The path as it was given.
    public var path: String
    /// Samples per second and channel in the file.
    public var sampleRate: Int
    /// Number of channels in the file.
    public var channelCount: Int
    /// Encoding and container, for example `FLAC, 16 bit` or `AAC in MP4 (ffmpeg)`.
    public var format: String
    /// The length to expect, in seconds, from header and file size: good for showing progress, nil where nothing tells
    /// it. The real length is `AudioReader.decodedSeconds` once everything has been read.
    public var expectedSeconds: Double?
    /// The sound tracks that are read, from 1.
    public var tracks: [Int]
    /// When the recording was made, as the file says; nil where it says nothing plausible.
    public var recordedAt: StatedDate?
}

/// Which channels of a recording make the mono signal.
public enum ChannelSelection: Hashable, Sendable {
    /// All channels in one: their mean, or as `ChannelMixer` says.
    case mix
    /// One channel, counted from 0.
    case channel(Int)
}

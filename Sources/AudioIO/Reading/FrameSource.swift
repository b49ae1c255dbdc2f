/// Decoded frames of one file at its own rate and with its own channels. Each decoder is one.
protocol FrameSource: AnyObject {
    /// Frames per second.
    var sampleRate: Int { get }
    /// Samples in a frame.
    var channelCount: Int { get }
    /// Encoding and container, as messages name them.
    var format: String { get }
    /// The length that header and file size promise, in seconds; nil where they promise none.
    var expectedSeconds: Double? { get }
    /// How far that may lie above the real length without anything being wrong, in seconds.
    var toleranceSeconds: Double { get }
    /// The sound tracks that are read, at least one.
    var tracks: [AudioTrack] { get }
    /// Which loudspeaker each channel is for; nil where the file does not say.
    var layout: ChannelLayout? { get }
    /// When the recording was made, as the file says; nil where it says nothing plausible.
    var recordedAt: StatedDate? { get }
    /// What was noticed so far.
    var warnings: [AudioWarning] { get }

    /// Replaces the contents of `block` by the next interleaved samples, at most `frameCount` frames.
    /// - Returns: the number of frames; 0 only at the end.
    func read(into block: inout [Float], frameCount: Int) throws(AudioError) -> Int
}

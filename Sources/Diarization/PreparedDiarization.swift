/// What the networks say about a recording: all that clustering needs, so that it can be repeated with other settings
/// without running a network again.
public struct PreparedDiarization: Sendable {
    /// Length of the recording in samples at 16 kHz.
    public var sampleCount: Int
    /// Probability of speech for every 512 samples.
    public var speech: [Float]
    /// Local speakers of each window.
    public var segmentation: LocalSegmentation
    /// A voice embedding (256 values) for each local speaker of each window, three a window; NaN where one is silent.
    public var embeddings: [Float]

    /// Wraps the networks' results; see the properties for the layout.
    public init(sampleCount: Int, speech: [Float], segmentation: LocalSegmentation, embeddings: [Float]) {
        self.sampleCount = sampleCount
        self.speech = speech
        self.segmentation = segmentation
        self.embeddings = embeddings
    }

    /// Length of the recording in seconds.
    public var durationSeconds: Double { Double(sampleCount) / 16_000 }
}

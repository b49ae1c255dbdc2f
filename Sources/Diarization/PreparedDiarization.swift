/// What the networks say about a recording: all that clustering needs, so that clustering can be repeated with other
/// options without running a network again.
public struct PreparedDiarization: Sendable {
    /// Length of the recording in samples at 16 kHz.
    public var sampleCount: Int
    /// Probability of speech, one for each VAD chunk of 512 samples (32 ms).
    public var speech: [Float]
    /// Local speakers of each window.
    public var segmentation: LocalSegmentation
    /// Parts of the recording in which one voice speaks alone, each at most 2 s long, as ranges of frames of
    /// `SpeakerActivity`, in order, without overlap.
    public var pieces: [Range<Int>]
    /// A voice embedding (256 values) for each piece; NaN where the piece is too short for one.
    public var embeddings: [Float]

    /// Wraps the networks' results; see the properties for the layout.
    public init(
        sampleCount: Int, speech: [Float], segmentation: LocalSegmentation, pieces: [Range<Int>], embeddings: [Float]
    ) {
        self.sampleCount = sampleCount
        self.speech = speech
        self.segmentation = segmentation
        self.pieces = pieces
        self.embeddings = embeddings
    }

    /// Length of the recording in seconds.
    public var durationSeconds: Double { Double(sampleCount) / 16_000 }
}

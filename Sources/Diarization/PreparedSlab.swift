/// What one slab of a recording adds to a `PreparedDiarization`, and the state of the networks after it: with all slabs
/// from the start up to some sample, a later run can continue from there.
public struct PreparedSlab: Hashable, Sendable {
    /// First sample after the slab.
    public var endSample: Int
    /// Whether the slab was computed after the last sample had arrived, so that its results hold only for a recording
    /// that ends there.
    public var isAtEnd: Bool
    /// Probability of speech, one for each VAD chunk of 512 samples.
    public var speech: [Float]
    /// Local speakers of the slab's windows, see `LocalSegmentation.masks`.
    public var masks: [UInt8]
    /// Pieces that this slab completed, as ranges of frames of `SpeakerActivity`.
    public var pieces: [Range<Int>]
    /// A voice embedding (256 values) for each piece.
    public var embeddings: [Float]
    /// State of the VAD after the slab.
    public var speechState: VoiceActivityStream.State
    /// First segmentation frame that is in no finished piece.
    public var nextFrame: Int

    /// Wraps values; see the properties.
    public init(
        endSample: Int, isAtEnd: Bool, speech: [Float], masks: [UInt8], pieces: [Range<Int>], embeddings: [Float],
        speechState: VoiceActivityStream.State, nextFrame: Int
    ) {
        self.endSample = endSample
        self.isAtEnd = isAtEnd
        self.speech = speech
        self.masks = masks
        self.pieces = pieces
        self.embeddings = embeddings
        self.speechState = speechState
        self.nextFrame = nextFrame
    }
}

extension PreparedDiarization {
    /// Joins slabs.
    /// - Parameters:
    ///   - hopSamples: samples from one segmentation window to the next.
    ///   - sampleCount: length of the recording in samples.
    ///   - slabs: the slabs in order, the first at the start of the recording.
    public init(hopSamples: Int, sampleCount: Int, slabs: [PreparedSlab]) {
        self.init(
            sampleCount: sampleCount, speech: [], segmentation: LocalSegmentation(hopSamples: hopSamples), pieces: [],
            embeddings: [])
        for slab in slabs { append(slab) }
    }

    private mutating func append(_ slab: PreparedSlab) {
        speech += slab.speech
        segmentation.masks += slab.masks
        pieces += slab.pieces
        embeddings += slab.embeddings
    }
}

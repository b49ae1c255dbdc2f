/// What one slab of a recording adds to a `PreparedDiarization`, and the state in which it leaves the networks: whoever has
/// the blocks of all slabs up to some place can go on from there.
public struct PreparedBlock: Hashable, Sendable {
    /// First sample after the slab.
    public var endSample: Int
    /// Whether the slab is one of those at the end, which saw that no more samples come.
    public var isAtEnd: Bool
    /// Probability of speech for every 512 samples.
    public var speech: [Float]
    /// Local speakers of the slab's windows.
    public var masks: [UInt8]
    /// Pieces of a single voice that became complete, as ranges of frames of `SpeakerActivity`.
    public var pieces: [Range<Int>]
    /// A voice embedding for each piece.
    public var embeddings: [Float]
    /// What the speech detector remembers after the slab.
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
    /// Joins blocks.
    /// - Parameters:
    ///   - hopSamples: samples from one segmentation window to the next.
    ///   - sampleCount: length of the recording.
    public init(hopSamples: Int, sampleCount: Int, blocks: [PreparedBlock]) {
        self.init(
            sampleCount: sampleCount, speech: [], segmentation: LocalSegmentation(hopSamples: hopSamples), pieces: [],
            embeddings: [])
        for block in blocks { append(block) }
    }

    mutating func append(_ block: PreparedBlock) {
        speech += block.speech
        segmentation.masks += block.masks
        pieces += block.pieces
        embeddings += block.embeddings
    }
}

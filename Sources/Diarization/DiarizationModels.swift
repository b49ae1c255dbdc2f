public import ModelFiles

/// The networks of diarization, ready to run. Immutable, shared by all workers.
public struct DiarizationModels: Sendable {
    /// Silero VAD.
    public let speech: VoiceActivityDetector
    /// pyannote segmentation.
    public let segmenter: SpeakerSegmenter
    /// WeSpeaker ResNet34.
    public let embedder: SpeakerEmbedder
    /// Probabilistic linear discriminant analysis of embeddings.
    public let plda: PLDA

    /// Reads all weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(speech: SafeTensors, segmentation: SafeTensors, embedding: SafeTensors, plda: SafeTensors) throws {
        self.speech = try VoiceActivityDetector(speech)
        self.segmenter = try SpeakerSegmenter(segmentation)
        self.embedder = try SpeakerEmbedder(embedding)
        self.plda = try PLDA(plda)
    }
}

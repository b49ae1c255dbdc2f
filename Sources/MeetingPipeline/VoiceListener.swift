internal import AudioIO
internal import Diarization
public import ModelFiles
internal import TensorKit
internal import Transcript

/// Computes the voice of recordings in which one person speaks, without recognizing words.
public struct VoiceListener: Sendable {
    private let models: DiarizationModels
    private let workers: Int

    /// Reads the models for diarization, after their files were checked against the manifest.
    /// - Parameter workers: Pieces that are computed at the same time.
    /// - Throws: `ModelFileError` for a file that is missing or differs.
    public init(_ store: ModelStore, workers: Int) throws {
        BLAS.useOneThread()
        FloatBuffer.returnLargeBuffers()
        models = try DiarizationModels(
            speech: store.open(role: .vad).tensors(), segmentation: store.open(role: .segmentation).tensors(),
            embedding: store.open(role: .embedding).tensors(), plda: store.open(role: .plda).tensors())
        self.workers = workers
    }

    /// A voice and how long it speaks.
    public struct Voice: Hashable, Sendable {
        /// Embedding: 256 values of WeSpeaker ResNet34.
        public let embedding: [Float]
        /// Seconds of speech.
        public let seconds: Double
    }

    /// The voice of a recording: all speech in it counts as one person's.
    /// - Returns: Nil where there is no speech, or too little for an embedding.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func voice(of path: String) async throws -> Voice? {
        let reader = try await AudioStream.open(path)
        let preparation = DiarizationPreparation(models: models, workers: workers)
        while true {
            try Task.checkCancellation()
            let samples = try await reader.read(160_000)
            if samples.isEmpty { break }
            try await preparation.push(samples)
        }
        let diarization = SpeakerDiarization(
            try await preparation.finish(),
            clustering: SpeakerClustering(plda: models.plda, options: ClusteringOptions(speakerCount: 1)))
        guard let index = diarization.speakers.firstIndex(where: { !$0.embedding.isEmpty }) else { return nil }
        return Voice(
            embedding: diarization.speakers[index].embedding,
            seconds: diarization.exclusiveSpeech.reduce(0) { $0 + ($1.speaker == index ? $1.range.duration : 0) })
    }
}

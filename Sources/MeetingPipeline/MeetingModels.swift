internal import Diarization
public import ModelFiles
internal import Recognition
internal import TensorKit

/// All models of a run, checked and ready. Immutable, shared by all recordings and workers.
public struct MeetingModels: Sendable {
    let diarization: DiarizationModels
    let recognizer: any SpeechRecognizer
    /// Model id → SHA-256 over its files.
    public let hashes: [String: String]
    /// The same for the networks that listen: speech activity, segmentation, embedding.
    let listeningHashes: [String: String]
    /// The same for the recogniser.
    let recognitionHashes: [String: String]

    /// Checks every file against the manifest and reads the weights.
    /// - Throws: `ModelFileError` for a file that is missing or differs.
    public init(_ store: ModelStore) throws {
        BLAS.useOneThread()
        FloatBuffer.returnLargeBuffers()
        let (vad, segmentation, embedding) = (
            try store.open(role: .vad), try store.open(role: .segmentation), try store.open(role: .embedding)
        )
        let (plda, asr) = (try store.open(role: .plda), try store.open(role: .asr))
        diarization = try DiarizationModels(
            speech: vad.tensors(), segmentation: segmentation.tensors(), embedding: embedding.tensors(),
            plda: plda.tensors())
        recognizer = try RecognizerRegistry.recognizer(asr)
        hashes = Self.hashes(store.manifest)
        listeningHashes = Dictionary(
            uniqueKeysWithValues: [vad, segmentation, embedding].map { ($0.entry.id, $0.modelHash) })
        recognitionHashes = [asr.entry.id: asr.modelHash]
    }

    /// What `hashes` will be, without opening a model.
    public static func hashes(_ manifest: ModelManifest) -> [String: String] {
        let models = ModelManifest.Role.allCases.compactMap { manifest.model(role: $0) }
        return Dictionary(uniqueKeysWithValues: models.map { ($0.id, $0.modelHash) })
    }
}

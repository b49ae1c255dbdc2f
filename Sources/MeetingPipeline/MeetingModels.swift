internal import Diarization
public import ModelFiles
public import Recognition
internal import TensorKit
internal import Transcript

/// Which of the manifest's models are used. For every role without a choice, the first that the manifest lists.
public struct ModelChoice: Hashable, Sendable {
    /// Id of the recognizer.
    public var recognizer: String?

    /// Takes a choice; see the property.
    public init(recognizer: String? = nil) { self.recognizer = recognizer }

    /// The entry of a role.
    /// - Returns: nil where the manifest has no model of the role.
    /// - Throws: `RecognitionError.unknownModel` for an id that the manifest does not list with this role.
    func entry(_ role: ModelManifest.Role, in manifest: ModelManifest) throws -> ModelManifest.Model? {
        guard role == .asr, let id = recognizer else { return manifest.model(role: role) }
        guard let entry = manifest.model(id: id), entry.role == role else {
            throw RecognitionError.unknownModel(
                id, known: manifest.models.filter { $0.role == role }.map(\.id))
        }
        return entry
    }
}

/// All models of a run, checked and ready. Immutable, shared by all recordings and workers.
public struct MeetingModels: Sendable {
    let diarization: DiarizationModels
    let recognizer: any SpeechRecognizer
    /// Model id → SHA-256 over its files.
    public let hashes: [String: String]
    /// The same for the networks of diarization: speech activity, segmentation, embedding.
    let listeningHashes: [String: String]
    /// The same for the recognizer.
    let recognitionHashes: [String: String]

    /// Checks every file against the manifest and reads the weights.
    /// - Parameters:
    ///   - choice: which models are used.
    ///   - options: what is asked of the recognizer.
    /// - Throws: `ModelFileError` for a file that is missing or differs; `RecognitionError`.
    public init(
        _ store: ModelStore, _ choice: ModelChoice = ModelChoice(), options: RecognizerOptions = RecognizerOptions()
    ) throws {
        BLAS.useOneThread()
        FloatBuffer.returnLargeBuffers()
        let (vad, segmentation, embedding) = (
            try store.open(role: .vad), try store.open(role: .segmentation), try store.open(role: .embedding)
        )
        let plda = try store.open(role: .plda)
        let chosen = try choice.entry(.asr, in: store.manifest)
        let asr = try chosen.map { try store.open(id: $0.id) } ?? store.open(role: .asr)
        diarization = try DiarizationModels(
            speech: vad.tensors(), segmentation: segmentation.tensors(), embedding: embedding.tensors(),
            plda: plda.tensors())
        recognizer = try RecognizerRegistry.recognizer(asr, options)
        hashes = try Self.hashes(store.manifest, choice)
        listeningHashes = Dictionary(
            uniqueKeysWithValues: [vad, segmentation, embedding].map { ($0.entry.id, $0.modelHash) })
        recognitionHashes = [asr.entry.id: asr.modelHash]
    }

    /// Words with calibrated confidence; the same words for a recognizer without a calibration.
    func calibrated(_ words: [Word]) -> [Word] { recognizer.calibration?.calibrated(words) ?? words }

    /// What `hashes` will be, without opening a model.
    /// - Throws: `RecognitionError.unknownModel` for a model that the manifest does not list.
    public static func hashes(
        _ manifest: ModelManifest, _ choice: ModelChoice = ModelChoice()
    ) throws -> [String: String] {
        let models = try ModelManifest.Role.allCases.compactMap { try choice.entry($0, in: manifest) }
        return Dictionary(uniqueKeysWithValues: models.map { ($0.id, $0.modelHash) })
    }
}

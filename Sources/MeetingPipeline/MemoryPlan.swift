internal import Diarization
public import ModelFiles
internal import Recognition

/// How much is computed side by side, so that one recording stays within an amount of memory. No result depends on it.
///
/// What is bounded are the two things that take memory beside the models: pieces of work in flight while listening
/// (`DiarizationPreparation.bytesPerWorker` each), and chunks that are recognised at the same time
/// (`SpeechRecognizer.bytesPerChunk` each).
public struct MemoryPlan: Hashable, Sendable {
    /// Pieces that the networks of diarization compute at the same time, at least 1.
    public let listeningWorkers: Int
    /// Batches that are recognised at the same time, at least 1.
    public let recognitionWorkers: Int
    /// Chunks that are recognised together, at least 1.
    public let batchSize: Int

    /// The program with its models, and what is kept of a recording of some hours, in bytes. Measured: 270 MB, and 10 MB
    /// an hour.
    private static let fixedBytes = 300_000_000
    /// The least with which anything can be done: reading the models takes as much for a moment.
    public static let leastBytes = 400_000_000

    /// What a recording takes where nothing bounds it, in bytes.
    /// - Parameters:
    ///   - workers: pieces at the same time, 1…1024.
    ///   - manifest: names the recogniser; one that this program does not know is counted as nothing, since it cannot run.
    public static func neededBytes(workers: Int, _ manifest: ModelManifest) -> Int {
        let batch = manifest.model(role: .asr).flatMap { RecognizerRegistry.batchMemory(family: $0.family) }
        let recognition = batch.map { $0.chunkCount * $0.bytesPerChunk } ?? 0
        return fixedBytes + workers * max(DiarizationPreparation.bytesPerWorker, recognition)
    }

    /// Divides memory up between the pieces of a recording.
    public init(bytes: Int?, workers: Int, _ manifest: ModelManifest) {
        let batch = manifest.model(role: .asr).flatMap { RecognizerRegistry.batchMemory(family: $0.family) }
        self.init(
            bytes: bytes, workers: workers, batchSize: batch?.chunkCount ?? 1, bytesPerChunk: batch?.bytesPerChunk ?? 1)
    }

    /// Divides memory up.
    /// - Parameters:
    ///   - bytes: most to take; nil for no bound. Below `leastBytes` one piece runs after the other.
    ///   - workers: most pieces at the same time.
    ///   - batchSize: chunks that are best recognised together.
    ///   - bytesPerChunk: memory for each.
    public init(bytes: Int?, workers: Int, batchSize: Int, bytesPerChunk: Int) {
        guard let bytes else {
            (listeningWorkers, recognitionWorkers, self.batchSize) = (workers, workers, batchSize)
            return
        }
        let free = max(0, bytes - Self.fixedBytes)
        listeningWorkers = max(1, min(workers, free / DiarizationPreparation.bytesPerWorker))
        // Small batches cost less speed than a worker with nothing to do, down to a third of the best size.
        let chunks = max(1, free / bytesPerChunk)
        recognitionWorkers = max(1, min(workers, chunks / max(1, batchSize / 3)))
        self.batchSize = max(1, min(batchSize, chunks / recognitionWorkers))
    }
}

internal import Diarization
public import ModelFiles
internal import Recognition

/// How much is computed side by side, so that one recording stays within an amount of memory. Results do not depend on it.
///
/// Two things need memory besides the models, and are bounded: pieces of work in flight while listening
/// (`DiarizationPreparation.bytesPerWorker` each), and chunks that are recognized at the same time
/// (`SpeechRecognizer.bytesPerChunk` each).
public struct MemoryPlan: Hashable, Sendable {
    /// Pieces that the networks of diarization compute at the same time, at least 1.
    public let listeningWorkers: Int
    /// Batches that are recognized at the same time, at least 1.
    public let recognitionWorkers: Int
    /// Chunks that are recognized together, at least 1.
    public let batchSize: Int

    /// The program with its models, and what is kept of a recording of some hours, in bytes. Measured: 270 MB, and 10 MB
    /// an hour.
    private static let fixedBytes = 300_000_000
    /// The min with which a recording can be transcribed: reading the models takes as much for a moment.
    public static let minBytes = 400_000_000

    /// Bytes that a recording takes without a bound.
    /// - Parameters:
    ///   - workers: pieces at the same time, 1…1024.
    ///   - manifest: names the recognizer; one that this program does not know counts as nothing, since it cannot run.
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
    ///   - bytes: max bytes; nil for no bound. Below `minBytes` one piece runs after the other.
    ///   - workers: max pieces at the same time.
    ///   - batchSize: chunks that are best recognized together.
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

/// A family of speech recognition models.
///
/// The result of a chunk depends on the samples of that chunk and on the recognizer alone: not on the chunks beside it in
/// the batch, and not on chunks before it. A family must therefore never give the text of one chunk to the next as a
/// prompt: results are kept by their range of samples and used again beside other chunks.
public protocol SpeechRecognizer: Sendable {
    /// How speech should be cut for this model.
    var chunking: ChunkingPreferences { get }
    /// The longest chunk that `recognize` accepts, in seconds, at least `chunking.longestSeconds`.
    var maxChunkSeconds: Double { get }
    /// How many chunks are best decoded together, and the memory that they take.
    var batchMemory: BatchMemory { get }
    /// From the confidence of its words to how often they are right; nil for a model for which nothing was fitted.
    var calibration: ConfidenceCalibration? { get }
    /// The family and its settings in a text: everything besides weights and code that results depend on. Results with
    /// another fingerprint are not used again.
    var fingerprint: String { get }

    /// Recognizes chunks together.
    ///
    /// Blocks the calling thread. The task is asked between batches and steps whether it was cancelled.
    /// - Returns: one result for each chunk, in the same order.
    /// - Throws: `ChunkInputError` for a chunk that is shorter than `chunking.shortestSeconds`, longer than
    ///   `maxChunkSeconds`, or in a language that the model does not know; `CancellationError`.
    func recognize(_ chunks: [ChunkInput]) throws -> [RecognizedChunk]
}

/// What decoding a batch of chunks takes.
public struct BatchMemory: Hashable, Sendable {
    /// Chunks that are best decoded together, at least 1.
    public let chunkCount: Int
    /// Memory for each chunk of the longest kind, in bytes.
    public let bytesPerChunk: Int

    /// Takes the numbers; see the properties.
    public init(chunkCount: Int, bytesPerChunk: Int) {
        self.chunkCount = chunkCount
        self.bytesPerChunk = bytesPerChunk
    }
}

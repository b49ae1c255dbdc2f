internal import TensorKit

/// Runs the networks over a recording that arrives piece by piece, in memory that does not grow with its length.
///
/// Work is cut into slabs of 64 s. Within a slab, batches of segmentation windows and blocks of the embedding network run
/// side by side; the small speech detector, which goes from chunk to chunk, follows. Slabs do not depend on the number
/// of workers or on the sizes of the pushes, so neither do results.
public final class DiarizationPreparation {
    /// Samples of a slab at 16 kHz.
    public static let slabSamples = 1_024_000
    /// Blocks of the embedding network in a slab.
    private static let blocks = 2

    private let models: DiarizationModels
    private let workers: Int
    private let speech: VoiceActivityStream
    private var result: PreparedDiarization
    private var voices: SpanEmbedding

    /// Samples that are still needed.
    private var buffer: [Float] = []
    /// Sample of the recording at which `buffer` begins.
    private var origin = 0
    /// First sample of the next slab.
    private var next = 0

    /// Starts a recording.
    /// - Parameters:
    ///   - hopSamples: samples from one segmentation window to the next; 16 000 (1 s) is what the clustering was tuned
    ///     for. A divisor of the slab, a multiple of 10, and no more than a window.
    ///   - workers: pieces that are computed at the same time.
    public init(models: DiarizationModels, hopSamples: Int = 16_000, workers: Int) {
        precondition(Self.slabSamples % hopSamples == 0, "slabs must hold whole hops")
        precondition(hopSamples <= LocalSegmentation.windowSamples, "windows must leave no gaps")
        self.models = models
        self.workers = workers
        speech = VoiceActivityStream(models.speech)
        let segmentation = LocalSegmentation(hopSamples: hopSamples)
        result = PreparedDiarization(
            sampleCount: 0, speech: [], segmentation: segmentation, pieces: [], embeddings: [])
        voices = SpanEmbedding(embedder: models.embedder)
    }

    /// Takes the next samples (16 kHz mono) and runs what has become possible.
    public func push(_ samples: [Float]) async throws {
        buffer += samples
        result.sampleCount += samples.count
        while result.sampleCount >= next + Self.slabSamples + LocalSegmentation.windowSamples {
            try await runSlab(atEnd: false)
        }
    }

    /// Runs what is left.
    public func finish() async throws -> PreparedDiarization {
        while next < result.sampleCount { try await runSlab(atEnd: true) }
        return result
    }

    private enum Piece: Sendable {
        case masks([UInt8])
        case frames(Matrix)
    }

    private func runSlab(atEnd: Bool) async throws {
        let hop = result.segmentation.hopSamples
        let total = result.sampleCount
        let end = min(next + Self.slabSamples, total)
        let windowsBefore = next / hop
        var windows = Self.slabSamples / hop
        var frames = Self.slabSamples / SpeakerEmbedder.frameSamples
        let firstFrame = next / SpeakerEmbedder.frameSamples
        if atEnd {
            let all = LocalSegmentation.windowCount(sampleCount: total, hopSamples: hop)
            windows = min(windows, max(0, all - windowsBefore))
            frames = min(frames, max(0, SpeakerEmbedder.frameCount(sampleCount: total) - firstFrame))
        }
        let batches = (windows + SpeakerSegmenter.batch - 1) / SpeakerSegmenter.batch
        let blocks = frames > 0 ? Self.blocks : 0

        let (models, samples, origin, start, windowCount, frameCount) = (
            self.models, buffer, self.origin, next, windows, frames
        )
        let pieces = try await Parallel.map(blocks + batches, workers: workers) { index -> Piece in
            samples.withUnsafeBufferPointer { samples in
                if index < blocks {
                    let first = firstFrame + index * frameCount / blocks
                    let last = firstFrame + (index + 1) * frameCount / blocks
                    return .frames(models.embedder.frames(first..<last, samples: samples, origin: origin))
                }
                let first = (index - blocks) * windowCount / batches
                let last = (index - blocks + 1) * windowCount / batches
                let from = UnsafeBufferPointer(rebasing: samples[(start - origin + first * hop)...])
                return .masks(models.segmenter.masks(from, windows: last - first, hopSamples: hop))
            }
        }
        result.speech += samples.withUnsafeBufferPointer { samples in
            speech.probabilities(UnsafeBufferPointer(rebasing: samples[start - origin..<end - origin]))
        }
        for piece in pieces {
            switch piece {
            case .frames(let matrix): voices.append(matrix)
            case .masks(let masks): result.segmentation.masks += masks
            }
        }
        let (pieceRanges, embeddings) = try await voices.advance(
            result.segmentation, sampleCount: total, isClosed: atEnd && end == total, workers: workers)
        result.pieces += pieceRanges
        result.embeddings += embeddings
        next = end
        discardUsedSamples()
    }

    /// Keeps what the embedding network needs before its next block, on the grid of its frames.
    private func discardUsedSamples() {
        let grid = SpeakerEmbedder.frameSamples
        let keepFrom = max(0, next - SpeakerEmbedder.marginSamples) / grid * grid
        if keepFrom > origin {
            buffer.removeFirst(min(keepFrom - origin, buffer.count))
            origin = keepFrom
        }
    }
}

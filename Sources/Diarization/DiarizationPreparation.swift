internal import TensorKit

/// Runs the networks over a recording whose samples arrive in pushes of any size. Memory does not grow with the length
/// of the recording.
///
/// The recording is cut into slabs of 64 s. Within a slab, batches of segmentation windows and blocks of the embedding
/// network are computed in parallel; the small VAD, which needs the state after each chunk for the next, follows. Slabs
/// depend neither on the number of workers nor on the sizes of the pushes, so neither do the results.
///
/// Each finished slab is handed out as a `PreparedSlab`. A later run that is given the slabs so far continues after
/// them, with the same results to the last bit.
public final class DiarizationPreparation {
    /// Memory that each task in flight takes, in bytes: the images of half a slab in the embedding network, or the
    /// states of sixteen windows in the segmentation network. Measured.
    public static let bytesPerWorker = 95_000_000
    /// Samples of a slab: 64 s at 16 kHz.
    public static let slabSamples = 1_024_000
    /// Embedding frames in a whole slab.
    private static let slabFrames = slabSamples / SpeakerEmbedder.frameSamples

    private let models: DiarizationModels
    private let workers: Int
    private let onSlab: (PreparedSlab) throws -> Void
    private let speech: VoiceActivityStream
    private var result: PreparedDiarization
    private var pieceEmbedder: PieceEmbedder

    /// Samples that are still needed.
    private var buffer: [Float] = []
    /// Sample of the recording at which `buffer` begins.
    private var origin = 0
    /// First sample that is needed.
    private var firstNeeded = 0
    /// First sample of the next slab.
    private var next = 0
    /// Blocks of the last slab of the earlier run that have to be computed once more, because an unfinished piece
    /// begins in them.
    private var leadIn: [Range<Int>] = []

    /// Starts a recording, or continues one.
    /// - Parameters:
    ///   - hopSamples: samples from one segmentation window to the next; the clustering was tuned for 16 000 (1 s). A
    ///     divisor of the slab, a multiple of 10, and not larger than a window.
    ///   - workers: tasks that are computed in parallel.
    ///   - slabs: the first slabs of the recording from an earlier run, none with `isAtEnd`. Samples must be pushed from
    ///     the start all the same; the networks begin with the first missing slab, or half a slab before it.
    ///   - onSlab: called with each new slab.
    public init(
        models: DiarizationModels, hopSamples: Int = 16_000, workers: Int, resuming slabs: [PreparedSlab] = [],
        onSlab: @escaping (PreparedSlab) throws -> Void = { _ in }
    ) {
        precondition(Self.slabSamples % hopSamples == 0, "the hop must divide the slab")
        precondition(hopSamples <= LocalSegmentation.windowSamples, "windows must leave no gaps")
        self.models = models
        self.workers = workers
        self.onSlab = onSlab
        result = PreparedDiarization(hopSamples: hopSamples, sampleCount: 0, slabs: slabs)
        guard let last = slabs.last else {
            speech = VoiceActivityStream(models.speech)
            pieceEmbedder = PieceEmbedder(embedder: models.embedder)
            return
        }
        speech = VoiceActivityStream(models.speech, state: last.speechState)
        next = last.endSample
        let before = next - Self.slabSamples
        let frames = before / SpeakerEmbedder.frameSamples..<next / SpeakerEmbedder.frameSamples
        let needed = PieceEmbedder.firstNeededFrame(next: last.nextFrame)
        leadIn = Self.blockRanges(frames).filter { $0.upperBound > needed }
        pieceEmbedder = PieceEmbedder(
            embedder: models.embedder, next: last.nextFrame,
            firstFrame: leadIn.first?.lowerBound ?? frames.upperBound)
        // The same samples as the earlier run had for that slab, so that the results are the same to the last bit.
        firstNeeded = Self.firstNeeded(from: leadIn.isEmpty ? next : before)
    }

    /// Samples that have been pushed.
    public var sampleCount: Int { result.sampleCount }

    /// Adds the next samples (16 kHz mono) and computes all slabs whose samples are now complete.
    /// - Throws: `CancellationError` when the task is cancelled; what `onSlab` throws.
    public func push(_ samples: [Float]) async throws {
        buffer += samples
        result.sampleCount += samples.count
        discardUsedSamples()
        while result.sampleCount >= next + Self.slabSamples + LocalSegmentation.windowSamples {
            try await runSlab(atEnd: false)
        }
    }

    /// Computes the remaining slabs.
    /// - Throws: `CancellationError` when the task is cancelled; what `onSlab` throws.
    public func finish() async throws -> PreparedDiarization {
        while next < result.sampleCount { try await runSlab(atEnd: true) }
        return result
    }

    /// Result of one task: the masks of a batch of windows, or the embedding frames of a block.
    private enum TaskResult: Sendable {
        case masks([UInt8])
        case frames(Matrix)
    }

    private func runSlab(atEnd: Bool) async throws {
        try await runLeadIn()
        let hop = result.segmentation.hopSamples
        let total = result.sampleCount
        let end = min(next + Self.slabSamples, total)
        let windowsBefore = next / hop
        var windows = Self.slabSamples / hop
        var frames = Self.slabFrames
        let firstFrame = next / SpeakerEmbedder.frameSamples
        if atEnd {
            let all = LocalSegmentation.windowCount(sampleCount: total, hopSamples: hop)
            windows = min(windows, max(0, all - windowsBefore))
            frames = min(frames, max(0, SpeakerEmbedder.frameCount(sampleCount: total) - firstFrame))
        }
        let batchSize = DiarizationConfig.Segmentation.windowsPerBatch
        let batches = (windows + batchSize - 1) / batchSize
        let blocks = frames > 0 ? Self.blockRanges(firstFrame..<firstFrame + frames) : []

        let (models, samples, origin, start, windowCount) = (self.models, buffer, self.origin, next, windows)
        let results = try await Parallel.map(blocks.count + batches, workers: workers) { index -> TaskResult in
            samples.withUnsafeBufferPointer { samples in
                if index < blocks.count {
                    return .frames(models.embedder.frames(blocks[index], samples: samples, origin: origin))
                }
                let first = (index - blocks.count) * windowCount / batches
                let last = (index - blocks.count + 1) * windowCount / batches
                let from = UnsafeBufferPointer(rebasing: samples[(start - origin + first * hop)...])
                return .masks(models.segmenter.masks(from, windows: last - first, hopSamples: hop))
            }
        }
        var masks: [UInt8] = []
        for result in results {
            switch result {
            case .frames(let matrix): pieceEmbedder.append(matrix)
            case .masks(let batch): masks += batch
            }
        }
        result.segmentation.masks += masks
        let (pieces, embeddings) = try await pieceEmbedder.advance(
            result.segmentation, sampleCount: total, isClosed: atEnd && end == total, workers: workers)
        let speech = samples.withUnsafeBufferPointer { samples in
            let slab = UnsafeBufferPointer(rebasing: samples[start - origin..<end - origin])
            let gain = SpeechLevel.gain(slab)
            guard gain != 1 else { return self.speech.probabilities(slab) }
            return slab.map { $0 * gain }.withUnsafeBufferPointer { self.speech.probabilities($0) }
        }
        result.speech += speech
        result.pieces += pieces
        result.embeddings += embeddings
        next = end
        firstNeeded = Self.firstNeeded(from: next)
        discardUsedSamples()
        try onSlab(
            PreparedSlab(
                endSample: end, isAtEnd: atEnd, speech: speech, masks: masks, pieces: pieces, embeddings: embeddings,
                speechState: self.speech.state, nextFrame: pieceEmbedder.next))
    }

    /// Computes the blocks before the first missing slab in which an unfinished piece begins.
    private func runLeadIn() async throws {
        guard !leadIn.isEmpty else { return }
        let (models, samples, origin, blocks) = (self.models, buffer, self.origin, leadIn)
        let frames = try await Parallel.map(blocks.count, workers: workers) { index in
            samples.withUnsafeBufferPointer { models.embedder.frames(blocks[index], samples: $0, origin: origin) }
        }
        for matrix in frames { pieceEmbedder.append(matrix) }
        leadIn = []
    }

    /// The blocks in which the embedding network computes the frames of a slab.
    private static func blockRanges(_ frames: Range<Int>) -> [Range<Int>] {
        let blocks = DiarizationConfig.Slabs.blocksPerSlab
        return (0..<blocks).map { index in
            frames.lowerBound + index * frames.count / blocks..<frames.lowerBound + (index + 1) * frames.count / blocks
        }
    }

    /// First sample that the embedding network needs for the frames from `sample` on, rounded down to the grid of its
    /// frames.
    private static func firstNeeded(from sample: Int) -> Int {
        let grid = SpeakerEmbedder.frameSamples
        return max(0, sample - SpeakerEmbedder.marginSamples) / grid * grid
    }

    private func discardUsedSamples() {
        let used = min(max(0, firstNeeded - origin), buffer.count)
        buffer.removeFirst(used)
        origin += used
    }
}

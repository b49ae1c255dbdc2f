internal import TensorKit

/// Runs the networks over a recording that arrives piece by piece, in memory that does not grow with its length.
///
/// Work is cut into slabs of 64 s. Within a slab, batches of segmentation windows and blocks of the embedding network run
/// side by side; the small speech detector, which goes from chunk to chunk, follows. Slabs do not depend on the number
/// of workers or on the sizes of the pushes, so neither do results.
///
/// What a slab has brought is handed out as a `PreparedBlock`. A later run that is given the blocks so far goes on after
/// them, with the same results to the last bit.
public final class DiarizationPreparation {
    /// Memory that each piece of work in flight takes, in bytes: the images of half a slab in the embedding network, or the
    /// states of sixteen windows in the segmentation. Measured.
    public static let bytesPerWorker = 95_000_000
    /// Samples of a slab at 16 kHz.
    public static let slabSamples = 1_024_000
    /// Blocks of the embedding network in a slab.
    private static let blocks = 2
    /// Frames of the embedding network in a whole slab.
    private static let slabFrames = slabSamples / SpeakerEmbedder.frameSamples

    private let models: DiarizationModels
    private let workers: Int
    private let take: (PreparedBlock) throws -> Void
    private let speech: VoiceActivityStream
    private var result: PreparedDiarization
    private var voices: SpanEmbedding

    /// Samples that are still needed.
    private var buffer: [Float] = []
    /// Sample of the recording at which `buffer` begins.
    private var origin = 0
    /// First sample that is needed.
    private var firstNeeded = 0
    /// First sample of the next slab.
    private var next = 0
    /// Blocks of the embedding network of the slab before the next that have to be run once more, because a piece of a
    /// voice begins in them.
    private var leadIn: [Range<Int>] = []

    /// Starts a recording, or goes on with one.
    /// - Parameters:
    ///   - hopSamples: samples from one segmentation window to the next; 16 000 (1 s) is what the clustering was tuned
    ///     for. A divisor of the slab, a multiple of 10, and no more than a window.
    ///   - workers: pieces that are computed at the same time.
    ///   - blocks: what an earlier run gave for the first slabs of the recording, none of them at its end. Samples are
    ///     pushed from the start all the same; the networks begin with the first missing slab, or half a slab before it.
    ///   - take: is given each new block.
    public init(
        models: DiarizationModels, hopSamples: Int = 16_000, workers: Int, resuming blocks: [PreparedBlock] = [],
        take: @escaping (PreparedBlock) throws -> Void = { _ in }
    ) {
        precondition(Self.slabSamples % hopSamples == 0, "slabs must hold whole hops")
        precondition(hopSamples <= LocalSegmentation.windowSamples, "windows must leave no gaps")
        self.models = models
        self.workers = workers
        self.take = take
        result = PreparedDiarization(hopSamples: hopSamples, sampleCount: 0, blocks: blocks)
        guard let last = blocks.last else {
            speech = VoiceActivityStream(models.speech)
            voices = SpanEmbedding(embedder: models.embedder)
            return
        }
        speech = VoiceActivityStream(models.speech, state: last.speechState)
        next = last.endSample
        let before = next - Self.slabSamples
        let frames = before / SpeakerEmbedder.frameSamples..<next / SpeakerEmbedder.frameSamples
        let needed = SpanEmbedding.firstNeededFrame(next: last.nextFrame)
        leadIn = Self.blockRanges(frames).filter { $0.upperBound > needed }
        voices = SpanEmbedding(
            embedder: models.embedder, next: last.nextFrame,
            firstFrame: leadIn.first?.lowerBound ?? frames.upperBound)
        // What the slab before had when it was run: the same samples, the same bits.
        firstNeeded = Self.firstNeeded(from: leadIn.isEmpty ? next : before)
    }

    /// Samples that have been pushed.
    public var sampleCount: Int { result.sampleCount }

    /// Takes the next samples (16 kHz mono) and runs what has become possible.
    public func push(_ samples: [Float]) async throws {
        buffer += samples
        result.sampleCount += samples.count
        discardUsedSamples()
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
        let batches = (windows + SpeakerSegmenter.batch - 1) / SpeakerSegmenter.batch
        let blocks = frames > 0 ? Self.blockRanges(firstFrame..<firstFrame + frames) : []

        let (models, samples, origin, start, windowCount) = (self.models, buffer, self.origin, next, windows)
        let pieces = try await Parallel.map(blocks.count + batches, workers: workers) { index -> Piece in
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
        for piece in pieces {
            switch piece {
            case .frames(let matrix): voices.append(matrix)
            case .masks(let some): masks += some
            }
        }
        result.segmentation.masks += masks
        let (pieceRanges, embeddings) = try await voices.advance(
            result.segmentation, sampleCount: total, isClosed: atEnd && end == total, workers: workers)
        let speech = samples.withUnsafeBufferPointer { samples in
            let slab = UnsafeBufferPointer(rebasing: samples[start - origin..<end - origin])
            let gain = SpeechLevel.gain(slab)
            guard gain != 1 else { return self.speech.probabilities(slab) }
            return slab.map { $0 * gain }.withUnsafeBufferPointer { self.speech.probabilities($0) }
        }
        result.speech += speech
        result.pieces += pieceRanges
        result.embeddings += embeddings
        next = end
        firstNeeded = Self.firstNeeded(from: next)
        discardUsedSamples()
        try take(
            PreparedBlock(
                endSample: end, isAtEnd: atEnd, speech: speech, masks: masks, pieces: pieceRanges,
                embeddings: embeddings, speechState: self.speech.state, nextFrame: voices.next))
    }

    /// Runs the blocks before the first missing slab in which a piece begins.
    private func runLeadIn() async throws {
        guard !leadIn.isEmpty else { return }
        let (models, samples, origin, blocks) = (self.models, buffer, self.origin, leadIn)
        let frames = try await Parallel.map(blocks.count, workers: workers) { index in
            samples.withUnsafeBufferPointer { models.embedder.frames(blocks[index], samples: $0, origin: origin) }
        }
        for matrix in frames { voices.append(matrix) }
        leadIn = []
    }

    /// The blocks in which the embedding network runs over the frames of a slab.
    private static func blockRanges(_ frames: Range<Int>) -> [Range<Int>] {
        (0..<blocks).map { index in
            frames.lowerBound + index * frames.count / blocks..<frames.lowerBound + (index + 1) * frames.count / blocks
        }
    }

    /// First sample that the embedding network needs for frames from `sample` on, on the grid of its frames.
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

internal import TensorKit

/// Finds the pieces of a recording and computes a voice embedding for each as soon as all its embedding frames are
/// there.
struct PieceEmbedder {
    private let embedder: SpeakerEmbedder
    /// Blocks of embedding frames that are still needed, without gaps.
    private var blocks: [Matrix] = []
    /// Embedding frame with which the first block begins.
    private var firstFrame: Int
    /// First segmentation frame that is in no finished piece.
    private(set) var next: Int

    /// Starts a recording, or continues one.
    /// - Parameters:
    ///   - next: first segmentation frame that is in no finished piece.
    ///   - firstFrame: first embedding frame of the first block that will be appended; at most `firstNeededFrame`.
    init(embedder: SpeakerEmbedder, next: Int = 0, firstFrame: Int = 0) {
        self.embedder = embedder
        self.next = next
        self.firstFrame = firstFrame
    }

    /// First embedding frame that a piece can need which begins at or after segmentation frame `next`.
    static func firstNeededFrame(next: Int) -> Int { embeddingFrames(next..<next).lowerBound }

    /// Adds the next embedding frames.
    mutating func append(_ frames: Matrix) { blocks.append(frames) }

    /// Pieces that are now complete, with an embedding (256 values) each; NaN where a piece is too short for one.
    /// - Throws: `CancellationError` when the task is cancelled.
    mutating func advance(
        _ segmentation: LocalSegmentation, sampleCount: Int, isClosed: Bool, workers: Int
    ) async throws -> (pieces: [Range<Int>], embeddings: [Float]) {
        let known =
            isClosed
            ? SpeakerActivity.frameCount(sampleCount: sampleCount)
            : LocalSegmentation.firstFrame(window: segmentation.windowCount, hopSamples: segmentation.hopSamples)
        guard known > next else { return ([], []) }
        let (pieces, reached) = PieceFinder(segmentation).pieces(in: next..<known, isClosed: isClosed)
        next = reached
        let copy = self
        let embeddings = try await Parallel.map(pieces.count, workers: workers) { copy.embedding(pieces[$0]) }
        discardUsedBlocks()
        return (pieces, embeddings.flatMap(\.self))
    }

    /// Embedding frames whose middles lie in a piece.
    private static func embeddingFrames(_ piece: Range<Int>) -> Range<Int> {
        // An embedding frame is centred on a filterbank frame, whose middle lies 12.5 ms after its start.
        func index(_ frame: Int) -> Int {
            let seconds = SpeakerActivity.seconds(frame) - 0.5 * SpeakerActivity.stepSeconds - 0.0125
            return max(0, Int((seconds * 16_000 / Double(SpeakerEmbedder.frameSamples)).rounded(.up)))
        }
        let first = index(piece.lowerBound)
        return first..<max(first, index(piece.upperBound))
    }

    private func embedding(_ piece: Range<Int>) -> [Float] {
        let available = firstFrame + blocks.reduce(0) { $0 + $1.rows }
        let range = Self.embeddingFrames(piece).clamped(to: firstFrame..<available)
        guard range.count >= DiarizationConfig.Embedding.minFrames else {
            return [Float](repeating: .nan, count: SpeakerEmbedder.dimension)
        }
        let weights = [Float](repeating: 1, count: range.count)
        return withFrames(range) { embedder.pool($0, weights: [weights]).values }
    }

    /// Drops blocks that no later piece needs.
    private mutating func discardUsedBlocks() {
        let needed = Self.firstNeededFrame(next: next)
        while let block = blocks.first, firstFrame + block.rows <= needed {
            firstFrame += block.rows
            blocks.removeFirst()
        }
    }

    /// Calls `body` with pointers to frames that may lie in several blocks; they are valid during the call.
    private func withFrames<R>(_ range: Range<Int>, _ body: ([UnsafePointer<Float>]) -> R) -> R {
        func open(_ index: Int, _ start: Int, _ pointers: [UnsafePointer<Float>]) -> R {
            guard index < blocks.count else { return body(pointers) }
            let block = blocks[index]
            return block.values.withUnsafeBufferPointer { values in
                var pointers = pointers
                let inside = range.clamped(to: start..<start + block.rows)
                if let base = values.baseAddress {
                    pointers += inside.map { base + ($0 - start) * block.columns }
                }
                return open(index + 1, start + block.rows, pointers)
            }
        }
        return open(0, firstFrame, [])
    }
}

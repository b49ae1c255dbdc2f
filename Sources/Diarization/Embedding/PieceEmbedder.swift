internal import TensorKit

/// Gives each stretch of a single voice an embedding, as soon as the network's frames for it are there.
struct SpanEmbedding {
    private let embedder: SpeakerEmbedder
    /// Blocks of network frames that are still needed, without gaps.
    private var blocks: [Matrix] = []
    /// Network frame at which the first block begins.
    private var firstFrame: Int
    /// First segmentation frame that is in no finished piece.
    private(set) var next: Int

    /// Starts a recording, or goes on.
    /// - Parameters:
    ///   - next: first segmentation frame that is in no finished piece.
    ///   - firstFrame: network frame with which the first block to come begins; not beyond `firstNeededFrame`.
    init(embedder: SpeakerEmbedder, next: Int = 0, firstFrame: Int = 0) {
        self.embedder = embedder
        self.next = next
        self.firstFrame = firstFrame
    }

    /// First network frame that pieces from `next` on can need.
    static func firstNeededFrame(next: Int) -> Int { networkFrames(next..<next).lowerBound }

    /// Adds the next network frames.
    mutating func append(_ frames: Matrix) { blocks.append(frames) }

    /// Pieces that have become complete, with an embedding (256 values) each; NaN where a piece is too short for one.
    mutating func advance(
        _ segmentation: LocalSegmentation, sampleCount: Int, isClosed: Bool, workers: Int
    ) async throws -> (pieces: [Range<Int>], embeddings: [Float]) {
        let known =
            isClosed
            ? SpeakerActivity.frameCount(sampleCount: sampleCount)
            : VoiceSpans.firstFrame(window: segmentation.windowCount, hopSamples: segmentation.hopSamples)
        guard known > next else { return ([], []) }
        let (pieces, reached) = VoiceSpans(segmentation).pieces(in: next..<known, isClosed: isClosed)
        next = reached
        let copy = self
        let embeddings = try await Parallel.map(pieces.count, workers: workers) { copy.embedding(pieces[$0]) }
        discard()
        return (pieces, embeddings.flatMap(\.self))
    }

    /// Network frames whose middles lie in a piece.
    private static func networkFrames(_ piece: Range<Int>) -> Range<Int> {
        // A filterbank frame is 25 ms long.
        func index(_ frame: Int) -> Int {
            let seconds = SpeakerActivity.seconds(frame) - 0.5 * SpeakerActivity.stepSeconds - 0.0125
            return max(0, Int((seconds * 16_000 / Double(SpeakerEmbedder.frameSamples)).rounded(.up)))
        }
        let first = index(piece.lowerBound)
        return first..<max(first, index(piece.upperBound))
    }

    private func embedding(_ piece: Range<Int>) -> [Float] {
        let available = firstFrame + blocks.reduce(0) { $0 + $1.rows }
        let range = Self.networkFrames(piece).clamped(to: firstFrame..<available)
        // One frame has no deviation: its embedding means nothing.
        guard range.count >= 2 else { return [Float](repeating: .nan, count: SpeakerEmbedder.dimension) }
        let weights = [Float](repeating: 1, count: range.count)
        return withFrames(range) { embedder.pool($0, weights: [weights]).values }
    }

    /// Drops blocks that no coming piece needs.
    private mutating func discard() {
        let needed = Self.firstNeededFrame(next: next)
        while let block = blocks.first, firstFrame + block.rows <= needed {
            firstFrame += block.rows
            blocks.removeFirst()
        }
    }

    /// Lends pointers to frames that may lie in several blocks.
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

internal import TensorKit

/// Turns network frames into an embedding for each local speaker of each window, as soon as a window's frames are there.
struct EmbeddingPooling {
    private let embedder: SpeakerEmbedder
    private let hopSamples: Int
    /// Blocks of frames that are still needed, without gaps.
    private var blocks: [Matrix] = []
    /// Network frame at which the first block begins.
    private var firstFrame = 0
    /// First window that has no embeddings yet.
    private var nextWindow = 0

    /// A window's own frames of a speaker must be more than this for overlapped ones to be left out: the shortest clip
    /// that the network accepts, 400 samples, on the grid of the segmentation.
    private static let leastCleanFrames = 2

    init(embedder: SpeakerEmbedder, hopSamples: Int) {
        self.embedder = embedder
        self.hopSamples = hopSamples
    }

    /// Adds the next frames.
    mutating func append(_ frames: Matrix) { blocks.append(frames) }

    /// Embeddings of the windows that have become complete, three a window, 256 values each; NaN for silent speakers.
    mutating func pool(_ segmentation: LocalSegmentation, atEnd: Bool, workers: Int) async throws -> [Float] {
        let available = firstFrame + blocks.reduce(0) { $0 + $1.rows }
        var last = nextWindow
        while last < segmentation.windowCount, atEnd || frameRange(last).upperBound <= available { last += 1 }
        let (first, copy) = (nextWindow, self)
        let pieces = try await Parallel.map(last - first, workers: workers) { index in
            copy.embeddings(window: first + index, segmentation, available: available)
        }
        nextWindow = last
        while let block = blocks.first, firstFrame + block.rows <= frameRange(nextWindow).lowerBound {
            firstFrame += block.rows
            blocks.removeFirst()
        }
        return pieces.flatMap(\.self)
    }

    /// Network frames whose middle lies in a window.
    private func frameRange(_ window: Int) -> Range<Int> {
        let size = SpeakerEmbedder.frameSamples
        let start = (window * hopSamples + size - 1) / size
        let end = (window * hopSamples + LocalSegmentation.windowSamples + size - 1) / size
        return start..<end
    }

    private func embeddings(window: Int, _ segmentation: LocalSegmentation, available: Int) -> [Float] {
        let masks = Array(segmentation.window(window))
        let range = frameRange(window).clamped(to: firstFrame..<available)
        var result = [Float](repeating: .nan, count: Powerset.speakerCount * SpeakerEmbedder.dimension)
        // Frame of the segmentation that a network frame falls on.
        let scale = Double(LocalSegmentation.frameCount) / Double(SpeakerEmbedder.windowFrames)
        let offset = Double(window * hopSamples) / Double(SpeakerEmbedder.frameSamples)
        let positions = range.map { min(LocalSegmentation.frameCount - 1, Int((Double($0) - offset) * scale)) }
        var speakers: [Int] = []
        var weights: [[Float]] = []
        for speaker in 0..<Powerset.speakerCount {
            let bit = UInt8(1) << speaker
            guard masks.contains(where: { $0 & bit != 0 }) else { continue }
            let alone = masks.count { $0 == bit } > Self.leastCleanFrames
            let set = positions.map { (alone ? masks[$0] == bit : masks[$0] & bit != 0) ? Float(1) : 0 }
            guard set.contains(1) else { continue }
            speakers.append(speaker)
            weights.append(set)
        }
        guard !speakers.isEmpty else { return result }
        let pooled = withFrames(range) { embedder.pool($0, weights: weights) }
        for (row, speaker) in speakers.enumerated() {
            let at = speaker * SpeakerEmbedder.dimension
            result.replaceSubrange(at..<at + SpeakerEmbedder.dimension, with: pooled[row: row])
        }
        return result
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

internal import Diarization
internal import TensorKit
internal import Transcript

/// Computes the voice embedding of each channel from its own speech while no other channel has speech.
struct ChannelVoices {
    /// Max speech that is used, in steps: a minute. More does not make the voice clearer.
    private static let maxSteps = 1875
    /// Frames of the embedding network that share an embedding (2 s), as in mixed recordings: the voice is their mean.
    private static let pieceFrames = 25
    /// Frames that the network computes in one go: half a slab, see `DiarizationPreparation.bytesPerWorker`.
    private static let blockFrames = 400

    /// Steps that are still to come, for each channel.
    private var wanted: [ArraySlice<Int>]
    /// The samples of the steps that have come.
    private var samples: [[Float]]
    /// First step that has not come yet.
    private var next = 0

    init(_ own: ChannelSpeech) {
        wanted = own.spans.indices.map { own.stepsAlone($0).prefix(Self.maxSteps) }
        samples = wanted.map { _ in [] }
    }

    /// Whether more samples are needed.
    var needsMoreSamples: Bool { wanted.contains { !$0.isEmpty } }

    /// Adds the next samples of each channel: whole steps, except at the end of the recording.
    mutating func push(_ block: [[Float]]) {
        let size = PreparedChannels.stepSamples
        let count = ((block.first?.count ?? 0) + size - 1) / size
        for channel in wanted.indices {
            while let step = wanted[channel].first, step < next + count {
                let start = (step - next) * size
                samples[channel] += block[channel][start..<min(start + size, block[channel].count)]
                wanted[channel].removeFirst()
            }
        }
        next += count
    }

    /// An embedding of 256 values for each channel, not length-normalized; empty where there is too little speech.
    func embeddings(_ embedder: SpeakerEmbedder, workers: Int) async throws -> [[Float]] {
        var result: [[Float]] = []
        for samples in samples { result.append(try await Self.embedding(samples, embedder, workers: workers)) }
        return result
    }

    private static func embedding(
        _ samples: [Float], _ embedder: SpeakerEmbedder, workers: Int
    ) async throws -> [Float] {
        let count = SpeakerEmbedder.frameCount(sampleCount: samples.count)
        // One frame has no deviation: its embedding means nothing.
        guard count >= 2 else { return [] }
        let blocks = try await Parallel.map((count + blockFrames - 1) / blockFrames, workers: workers) { index in
            samples.withUnsafeBufferPointer { samples in
                embedder.frames(
                    index * blockFrames..<min(count, (index + 1) * blockFrames), samples: samples, origin: 0)
            }
        }
        let frames = blocks.flatMap(\.values)
        let columns = frames.count / count
        let pieces = max(1, count / pieceFrames)
        var sum = [Float](repeating: 0, count: SpeakerEmbedder.dimension)
        frames.withUnsafeBufferPointer { frames in
            guard let base = frames.baseAddress else { return }
            for piece in 0..<pieces {
                let range = piece * count / pieces..<(piece + 1) * count / pieces
                let pooled = embedder.pool(
                    range.map { base + $0 * columns }, weights: [[Float](repeating: 1, count: range.count)])
                for index in sum.indices { sum[index] += pooled.values[index] }
            }
        }
        return sum.map { $0 / Float(pieces) }
    }
}

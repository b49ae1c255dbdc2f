internal import Recognition
internal import TensorKit
internal import Transcript

/// Recognises the chunks of a recording while its samples stream by.
final class ChunkRecognition {
    private let recognizer: any SpeechRecognizer
    private let workers: Int
    private let chunks: [SpeechChunk]
    private var results: [RecognizedChunk] = []

    /// Samples that a coming chunk needs, and where in the recording they begin.
    private var buffer: [Float] = []
    private var origin = 0
    /// Chunks that are complete but not yet recognised.
    private var pending: [[Float]] = []

    init(_ recognizer: any SpeechRecognizer, chunks: [SpeechChunk], workers: Int) {
        self.recognizer = recognizer
        self.chunks = chunks
        self.workers = workers
    }

    /// Takes the next samples, 16 kHz mono.
    func push(_ samples: [Float]) async throws {
        buffer += samples
        while let range = nextRange, range.upperBound <= origin + buffer.count {
            pending.append(Array(buffer[range.lowerBound - origin..<range.upperBound - origin]))
            if pending.count == groupSize { try await flush() }
        }
        let needed = nextRange?.lowerBound ?? origin + buffer.count
        let used = min(max(0, needed - origin), buffer.count)
        buffer.removeFirst(used)
        origin += used
    }

    /// Recognises what is left. The last chunk may reach a few samples beyond the end.
    /// - Returns: one result for each chunk; word times in seconds from the chunk's start.
    func finish() async throws -> [RecognizedChunk] {
        while let range = nextRange {
            let end = min(range.upperBound, origin + buffer.count)
            pending.append(Array(buffer[min(range.lowerBound - origin, buffer.count)..<max(0, end - origin)]))
        }
        try await flush()
        return results
    }

    /// Enough chunks to fill the batches of all workers with chunks of like length.
    private var groupSize: Int { recognizer.batchSize * 2 * max(2, workers) }

    private var nextRange: Range<Int>? {
        let index = results.count + pending.count
        guard index < chunks.count else { return nil }
        let range = chunks[index].range
        return Int(range.start * 16_000)..<Int(range.end * 16_000)
    }

    private func flush() async throws {
        // Chunks of like length end at about the same step, so that batches stay full.
        let order = pending.indices.sorted { (pending[$0].count, $0) < (pending[$1].count, $1) }
        let size = recognizer.batchSize
        let batches = stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min(order.count, $0 + size)]) }
        let (recognizer, samples) = (self.recognizer, pending)
        // The longest batches first: the short ones fill the gaps at the end.
        let outcomes = try await Parallel.map(batches.count, workers: workers) { index in
            let batch = batches[batches.count - 1 - index]
            return zip(batch, Self.recognize(batch.map { samples[$0] }, recognizer)).map { ($0, $1) }
        }
        var found = [RecognizedChunk?](repeating: nil, count: pending.count)
        for (index, chunk) in outcomes.joined() { found[index] = chunk }
        results += found.compactMap { $0 }
        pending = []
    }

    /// Recognises a batch; a chunk that ran into a loop is cut in two and tried again, once.
    private static func recognize(_ samples: [[Float]], _ recognizer: any SpeechRecognizer) -> [RecognizedChunk] {
        let least = Int(recognizer.shortestChunkSeconds * 16_000)
        // The encoder needs some samples; what is shorter than that is padded with silence.
        let padded = samples.map { $0 + [Float](repeating: 0, count: max(0, least - $0.count)) }
        var results = recognizer.recognize(padded)
        for (index, result) in results.enumerated() where result.ending != .complete {
            let cut = quietest(padded[index])
            guard min(cut, padded[index].count - cut) >= least else { continue }
            let halves = [Array(padded[index][..<cut]), Array(padded[index][cut...])]
            var parts = recognizer.recognize(halves)
            for word in parts[1].words.indices {
                parts[1].words[word].start += Double(cut) / 16_000
                parts[1].words[word].end += Double(cut) / 16_000
            }
            let ending = parts.first { $0.ending != .complete }?.ending ?? .complete
            results[index] = RecognizedChunk(words: parts.flatMap(\.words), ending: ending)
        }
        return zip(padded, results).map { samples, result in
            let frames = SoundingFrames(samples)
            return RecognizedChunk(words: result.words.map(frames.clip), ending: result.ending)
        }
    }

    /// The sample in the middle third around which 100 ms carry the least energy.
    private static func quietest(_ samples: [Float]) -> Int {
        let width = 1600
        let (first, last) = (samples.count / 3, samples.count * 2 / 3)
        guard last - first > width else { return samples.count / 2 }
        var best = (energy: Float.infinity, at: samples.count / 2)
        for start in stride(from: first, to: last - width, by: width / 4) {
            let energy = samples[start..<start + width].reduce(0) { $0 + $1 * $1 }
            if energy < best.energy { best = (energy, start + width / 2) }
        }
        return best.at
    }
}

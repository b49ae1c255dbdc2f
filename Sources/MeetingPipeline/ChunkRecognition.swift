internal import Features
internal import Recognition
internal import TensorKit
internal import Transcript

/// Recognizes the chunks of a recording while its samples are read.
final class ChunkRecognition {
    /// The result of the chunk over a range of samples. It depends on no other chunk.
    struct Outcome: Hashable, Sendable {
        var samples: Range<Int>
        var chunk: RecognizedChunk
    }

    private let recognizer: any SpeechRecognizer
    private let workers: Int
    private let batchSize: Int
    private let ranges: [Range<Int>]
    private let noiseReducer: NoiseReducer?
    private let gain: @Sendable ([Float]) -> Float
    private let persist: @Sendable ([Outcome]) -> Void
    /// One for each chunk; nil until it is recognized.
    private var results: [RecognizedChunk?]
    /// Chunks that have to be recognized, in order of time.
    private let missing: [Int]
    /// Number of missing chunks that have been cut out of the samples.
    private var enqueuedCount = 0

    /// Samples from the start of the next chunk on, and where in the recording they begin.
    private var buffer: [Float] = []
    private var origin = 0
    /// Chunks that are complete but not yet recognized.
    private var pending: [(index: Int, samples: [Float])] = []

    /// - Parameters:
    ///   - workers: batches that are decoded at the same time.
    ///   - batchSize: chunks that are decoded together; nil for the number with which the recognizer is fastest.
    ///   - noiseReducer: reduces the noise of a chunk first; nil to leave the noise.
    ///   - gain: the factor for the samples of a chunk.
    ///   - known: results of earlier runs, by their ranges of samples.
    ///   - persist: is given new results, batch by batch in any order; several tasks may call it at once.
    init(
        _ recognizer: any SpeechRecognizer, chunks: [SpeechChunk], workers: Int, batchSize: Int? = nil,
        noiseReducer: NoiseReducer? = nil, gain: @escaping @Sendable ([Float]) -> Float = ChunkLevel.gain,
        known: [Range<Int>: RecognizedChunk] = [:], persist: @escaping @Sendable ([Outcome]) -> Void = { _ in }
    ) {
        self.recognizer = recognizer
        self.workers = workers
        self.batchSize = batchSize ?? recognizer.batchMemory.chunkCount
        self.noiseReducer = noiseReducer
        self.gain = gain
        self.persist = persist
        let ranges = chunks.map { Int($0.range.start * 16_000)..<Int($0.range.end * 16_000) }
        let results = ranges.map { known[$0] }
        self.ranges = ranges
        self.results = results
        missing = results.indices.filter { results[$0] == nil }
    }

    /// Number of chunks without a result of an earlier run.
    var missingCount: Int { missing.count }
    /// Sample at which the first of them begins.
    var firstMissingSample: Int? { missing.first.map { ranges[$0].lowerBound } }
    /// Whether a chunk is left whose samples have not all been read.
    var needsMoreSamples: Bool { enqueuedCount < missing.count }

    /// Adds the next samples, 16 kHz mono, and recognizes chunks when enough are complete.
    /// - Throws: `CancellationError`, and what the recognizer throws.
    func push(_ samples: [Float]) async throws {
        buffer += samples
        while let (index, range) = next, range.upperBound <= origin + buffer.count {
            try await enqueue(index, Array(buffer[range.lowerBound - origin..<range.upperBound - origin]))
        }
        let needed = next?.range.lowerBound ?? origin + buffer.count
        let used = min(max(0, needed - origin), buffer.count)
        buffer.removeFirst(used)
        origin += used
    }

    /// Recognizes the chunks that are left. The last chunk may reach a few samples beyond the end.
    /// - Returns: one result for each chunk; word times in seconds from the chunk's start.
    /// - Throws: `MissingResult`; `CancellationError`, and what the recognizer throws.
    func finish() async throws -> [RecognizedChunk] {
        while let (index, range) = next {
            let end = min(range.upperBound, origin + buffer.count)
            try await enqueue(
                index, Array(buffer[min(range.lowerBound - origin, buffer.count)..<max(0, end - origin)]))
        }
        try await flush()
        return try results.enumerated().map { index, result in
            // Without this result, every later chunk would get the words of another.
            guard let result else { throw MissingResult(found: index, expected: results.count) }
            return result
        }
    }

    /// Enough chunks to fill the batches of all workers with chunks of like length.
    private var groupSize: Int { batchSize * 2 * max(2, workers) }

    private var next: (index: Int, range: Range<Int>)? {
        needsMoreSamples ? (missing[enqueuedCount], ranges[missing[enqueuedCount]]) : nil
    }

    private func enqueue(_ index: Int, _ samples: [Float]) async throws {
        pending.append((index, samples))
        enqueuedCount += 1
        if pending.count == groupSize { try await flush() }
    }

    private func flush() async throws {
        // Chunks of like length end at about the same step, so that batches stay full.
        let order = pending.sorted { ($0.samples.count, $0.index) < ($1.samples.count, $1.index) }
        let size = batchSize
        let batches = stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min(order.count, $0 + size)]) }
        let (recognizer, ranges, persist) = (self.recognizer, self.ranges, self.persist)
        let (noiseReducer, gain) = (self.noiseReducer, self.gain)
        // The longest batches first: the short ones fill the gaps at the end.
        let outcomes = try await Parallel.map(batches.count, workers: workers) { number in
            let batch = batches[batches.count - 1 - number]
            let levelled = batch.map { chunk in
                let samples = noiseReducer?.reduced(chunk.samples) ?? chunk.samples
                let factor = gain(samples)
                return samples.map { $0 * factor }
            }
            let found = try Self.recognize(levelled, recognizer)
            persist(zip(batch, found).map { Outcome(samples: ranges[$0.index], chunk: $1) })
            return Array(zip(batch.map(\.index), found))
        }
        for (index, chunk) in outcomes.joined() { results[index] = chunk }
        pending = []
        // Batches of different sizes leave holes in the heap, which grow with the recording.
        FloatBuffer.returnFreedMemory()
    }

    /// Recognizes a batch. A chunk with an ending that is worth it is split in two and tried again, once.
    private static func recognize(
        _ samples: [[Float]], _ recognizer: any SpeechRecognizer
    ) throws -> [RecognizedChunk] {
        let shortest = Int(recognizer.chunking.shortestSeconds * 16_000)
        // Shorter chunks are padded with silence up to the length that the recognizer needs.
        let padded = samples.map { $0 + [Float](repeating: 0, count: max(0, shortest - $0.count)) }
        var results = try Self.results(of: padded, recognizer)
        for (index, result) in results.enumerated() where result.ending.isWorthSplitting {
            let cut = quietest(padded[index])
            guard min(cut, padded[index].count - cut) >= shortest else { continue }
            let halves = [Array(padded[index][..<cut]), Array(padded[index][cut...])]
            var parts = try Self.results(of: halves, recognizer)
            for word in parts[1].words.indices {
                parts[1].words[word].start += Double(cut) / 16_000
                parts[1].words[word].end += Double(cut) / 16_000
            }
            let ending = parts.first { $0.ending != .complete }?.ending ?? .complete
            results[index] = RecognizedChunk(
                words: parts.flatMap(\.words), ending: ending, language: result.language)
        }
        return zip(padded, results).map { samples, result in
            let frames = SoundingFrames(samples)
            var clipped = result
            clipped.words = result.words.map(frames.clip)
            return clipped
        }
    }

    /// One result for each of the samples: a recognizer that gives more or fewer would put words in the wrong chunk.
    private static func results(
        of samples: [[Float]], _ recognizer: any SpeechRecognizer
    ) throws -> [RecognizedChunk] {
        let results = try recognizer.recognize(samples.map { ChunkInput(samples: $0) })
        guard results.count == samples.count else {
            throw MissingResult(found: results.count, expected: samples.count)
        }
        return results
    }

    /// A mistake of a recognizer: another number of results than of chunks.
    struct MissingResult: Error, Hashable, CustomStringConvertible {
        let found: Int
        let expected: Int

        var description: String { "the recognizer gave \(found) results for \(expected) chunks" }
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

internal import Features
internal import Recognition
internal import TensorKit
internal import Transcript

/// Recognises the chunks of a recording while its samples stream by.
final class ChunkRecognition {
    /// Raised by whoever changes how chunks are levelled, padded, cut in two or clipped: what was kept is then recognised
    /// again.
    static let version = 2

    /// What came of the chunk over a range of samples; no other chunk has to do with it.
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
    private let keep: @Sendable ([Outcome]) -> Void
    /// One for each chunk; nil until it is known.
    private var results: [RecognizedChunk?]
    /// Chunks that have to be recognised, in order of time.
    private let missing: [Int]
    /// How many of those have been cut out of the samples.
    private var taken = 0

    /// Samples that a coming chunk needs, and where in the recording they begin.
    private var buffer: [Float] = []
    private var origin = 0
    /// Chunks that are complete but not yet recognised.
    private var pending: [(index: Int, samples: [Float])] = []

    /// - Parameters:
    ///   - workers: batches that are decoded at the same time.
    ///   - batchSize: chunks that are decoded together; nil for what the recogniser is fastest with.
    ///   - noiseReducer: what takes noise out of a chunk first; nil for nothing.
    ///   - gain: what the samples of a chunk are multiplied by.
    ///   - known: what is known of chunks already, by their ranges of samples.
    ///   - keep: is given what becomes known, batch by batch in any order; may be called by several tasks at once.
    init(
        _ recognizer: any SpeechRecognizer, chunks: [SpeechChunk], workers: Int, batchSize: Int? = nil,
        noiseReducer: NoiseReducer? = nil, gain: @escaping @Sendable ([Float]) -> Float = ChunkLevel.gain,
        known: [Range<Int>: RecognizedChunk] = [:], keep: @escaping @Sendable ([Outcome]) -> Void = { _ in }
    ) {
        self.recognizer = recognizer
        self.workers = workers
        self.batchSize = batchSize ?? recognizer.batchSize
        self.noiseReducer = noiseReducer
        self.gain = gain
        self.keep = keep
        let ranges = chunks.map { Int($0.range.start * 16_000)..<Int($0.range.end * 16_000) }
        let results = ranges.map { known[$0] }
        self.ranges = ranges
        self.results = results
        missing = results.indices.filter { results[$0] == nil }
    }

    /// Chunks that were not known.
    var missingCount: Int { missing.count }
    /// Sample at which the first chunk begins that was not known.
    var firstMissingSample: Int? { missing.first.map { ranges[$0].lowerBound } }
    /// Whether more samples are needed.
    var isHungry: Bool { taken < missing.count }

    /// Takes the next samples, 16 kHz mono.
    func push(_ samples: [Float]) async throws {
        buffer += samples
        while let (index, range) = next, range.upperBound <= origin + buffer.count {
            try await take(index, Array(buffer[range.lowerBound - origin..<range.upperBound - origin]))
        }
        let needed = next?.range.lowerBound ?? origin + buffer.count
        let used = min(max(0, needed - origin), buffer.count)
        buffer.removeFirst(used)
        origin += used
    }

    /// Recognises what is left. The last chunk may reach a few samples beyond the end.
    /// - Returns: one result for each chunk; word times in seconds from the chunk's start.
    func finish() async throws -> [RecognizedChunk] {
        while let (index, range) = next {
            let end = min(range.upperBound, origin + buffer.count)
            try await take(index, Array(buffer[min(range.lowerBound - origin, buffer.count)..<max(0, end - origin)]))
        }
        try await flush()
        return try results.enumerated().map { index, result in
            // To leave it out would put the words of every later chunk elsewhere.
            guard let result else { throw MissingResult(found: index, expected: results.count) }
            return result
        }
    }

    /// Enough chunks to fill the batches of all workers with chunks of like length.
    private var groupSize: Int { batchSize * 2 * max(2, workers) }

    private var next: (index: Int, range: Range<Int>)? {
        isHungry ? (missing[taken], ranges[missing[taken]]) : nil
    }

    private func take(_ index: Int, _ samples: [Float]) async throws {
        pending.append((index, samples))
        taken += 1
        if pending.count == groupSize { try await flush() }
    }

    private func flush() async throws {
        // Chunks of like length end at about the same step, so that batches stay full.
        let order = pending.sorted { ($0.samples.count, $0.index) < ($1.samples.count, $1.index) }
        let size = batchSize
        let batches = stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min(order.count, $0 + size)]) }
        let (recognizer, ranges, keep) = (self.recognizer, self.ranges, self.keep)
        let (noiseReducer, gain) = (self.noiseReducer, self.gain)
        // The longest batches first: the short ones fill the gaps at the end.
        let outcomes = try await Parallel.map(batches.count, workers: workers) { number in
            let batch = batches[batches.count - 1 - number]
            let louder = batch.map { chunk in
                let samples = noiseReducer?.reduced(chunk.samples) ?? chunk.samples
                let factor = gain(samples)
                return samples.map { $0 * factor }
            }
            let found = try Self.recognize(louder, recognizer)
            keep(zip(batch, found).map { Outcome(samples: ranges[$0.index], chunk: $1) })
            return Array(zip(batch.map(\.index), found))
        }
        for (index, chunk) in outcomes.joined() { results[index] = chunk }
        pending = []
        // Batches of ever other sizes leave holes between them; kept, they grow with the recording.
        FloatBuffer.returnFreedMemory()
    }

    /// Recognises a batch; a chunk that ran into a loop is cut in two and tried again, once.
    private static func recognize(
        _ samples: [[Float]], _ recognizer: any SpeechRecognizer
    ) throws -> [RecognizedChunk] {
        let least = Int(recognizer.shortestChunkSeconds * 16_000)
        // The encoder needs some samples; what is shorter than that is padded with silence.
        let padded = samples.map { $0 + [Float](repeating: 0, count: max(0, least - $0.count)) }
        var results = try Self.results(of: padded, recognizer)
        for (index, result) in results.enumerated() where result.ending != .complete {
            let cut = quietest(padded[index])
            guard min(cut, padded[index].count - cut) >= least else { continue }
            let halves = [Array(padded[index][..<cut]), Array(padded[index][cut...])]
            var parts = try Self.results(of: halves, recognizer)
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

    /// One result for each of the samples: a recogniser that gives more or fewer would put words elsewhere.
    private static func results(
        of samples: [[Float]], _ recognizer: any SpeechRecognizer
    ) throws -> [RecognizedChunk] {
        let results = recognizer.recognize(samples)
        guard results.count == samples.count else {
            throw MissingResult(found: results.count, expected: samples.count)
        }
        return results
    }

    /// A mistake of a recogniser: another number of results than of chunks.
    struct MissingResult: Error, Hashable, CustomStringConvertible {
        let found: Int
        let expected: Int

        var description: String { "the recogniser gave \(found) results for \(expected) chunks" }
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

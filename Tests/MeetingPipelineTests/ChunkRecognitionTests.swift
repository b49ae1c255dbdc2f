import Features
import Recognition
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite struct ChunkRecognitionTests {
    private static let chunking = ChunkingPreferences(
        shortestSeconds: 0.4, comfortableSeconds: 12, longestSeconds: 15, leadSeconds: 0.6, tailSeconds: 0.3)

    /// Gives one word for each chunk, with its length and its first sample; loops where a chunk is longer than a limit.
    private final class RecordingRecognizer: SpeechRecognizer {
        let chunking = ChunkRecognitionTests.chunking
        let maxChunkSeconds = 60.0
        let batchMemory = BatchMemory(chunkCount: 3, bytesPerChunk: 1_000)
        let calibration: ConfidenceCalibration? = nil
        let fingerprint = "recording"
        private let loopsBeyond: Int
        private let given = Mutex<[[[Float]]]>([])

        init(loopsBeyond: Int = .max) { self.loopsBeyond = loopsBeyond }

        /// All batches so far.
        var batches: [[[Float]]] { given.withLock { $0 } }

        func recognize(_ chunks: [ChunkInput]) -> [RecognizedChunk] {
            given.withLock { $0.append(chunks.map(\.samples)) }
            return chunks.map(\.samples).map { samples in
                let seconds = Double(samples.count) / 16_000
                let text = "\(samples.count):\(samples.first ?? -1)"
                return RecognizedChunk(
                    words: [RecognizedWord(text: text, start: 0, end: seconds, confidence: 1)],
                    ending: samples.count > loopsBeyond ? .repetition : .complete)
            }
        }
    }

    /// Samples that tell where they stand, equally loud throughout, so that words are not clipped.
    private static func samples(_ count: Int) -> [Float] { (0..<count).map { Float($0 + 1_000_000) } }

    private static func chunk(_ start: Double, _ end: Double) -> SpeechChunk {
        SpeechChunk(range: TimeRange(start: start, end: end), speech: TimeRange(start: start, end: end))
    }

    private static func run(
        _ recognizer: any SpeechRecognizer, _ chunks: [SpeechChunk], _ samples: [Float], pushing size: Int,
        workers: Int = 2
    ) async throws -> [RecognizedChunk] {
        let recognition = ChunkRecognition(recognizer, chunks: chunks, workers: workers, gain: { _ in 1 })
        for start in stride(from: 0, to: samples.count, by: size) {
            try await recognition.push(Array(samples[start..<min(samples.count, start + size)]))
        }
        return try await recognition.finish()
    }

    private static let many = (0..<40).map { index in
        let start = Double(index) * 0.75 + 0.25
        return chunk(start, start + 0.5 + Double(index % 3) / 8)
    }

    /// Gives another number of results than of chunks.
    private struct Miscounting: SpeechRecognizer {
        let chunking = ChunkRecognitionTests.chunking
        let maxChunkSeconds = 60.0
        let batchMemory = BatchMemory(chunkCount: 3, bytesPerChunk: 1_000)
        let calibration: ConfidenceCalibration? = nil
        let fingerprint = "miscounting"
        let surplus: Int

        func recognize(_ chunks: [ChunkInput]) -> [RecognizedChunk] {
            (0..<chunks.count + surplus).map { _ in RecognizedChunk(words: [], ending: .complete) }
        }
    }

    /// Fails with every batch.
    private struct Refusing: SpeechRecognizer {
        struct Refusal: Error {}

        let chunking = ChunkRecognitionTests.chunking
        let maxChunkSeconds = 60.0
        let batchMemory = BatchMemory(chunkCount: 3, bytesPerChunk: 1_000)
        let calibration: ConfidenceCalibration? = nil
        let fingerprint = "refusing"

        func recognize(_ chunks: [ChunkInput]) throws -> [RecognizedChunk] { throw Refusal() }
    }

    @Test func whatTheRecognizerThrowsEndsRecognition() async throws {
        await #expect(throws: Refusing.Refusal.self) {
            _ = try await Self.run(Refusing(), Self.many, Self.samples(31 * 16_000), pushing: 160_000)
        }
    }

    @Test(arguments: [-1, 1]) func aMissingResultIsAnErrorAndShiftsNothing(surplus: Int) async throws {
        await #expect(throws: ChunkRecognition.MissingResult(found: 3 + surplus, expected: 3)) {
            _ = try await Self.run(
                Miscounting(surplus: surplus), Array(Self.many.prefix(3)), Self.samples(16_000 * 4), pushing: 16_000)
        }
    }

    @Test func noiseIsReducedBeforeLoudnessIsMeasured() async throws {
        let samples = Noise.floats(32_000, scale: 0.1)
        let recorder = RecordingRecognizer()
        let measured = Mutex<[[Float]]>([])
        let recognition = ChunkRecognition(
            recorder, chunks: [Self.chunk(0.5, 1.5)], workers: 1, noiseReducer: NoiseReducer(),
            gain: { samples in
                measured.withLock { $0.append(samples) }
                return 2
            })
        try await recognition.push(samples)
        _ = try await recognition.finish()
        let reduced = NoiseReducer().reduced(Array(samples[8_000..<24_000]))
        #expect(measured.withLock { $0 } == [reduced])
        #expect(recorder.batches == [[reduced.map { 2 * $0 }]])
    }

    @Test func everyChunkIsCutWhereItStands() async throws {
        let results = try await Self.run(RecordingRecognizer(), Self.many, Self.samples(31 * 16_000), pushing: 160_000)
        let texts = Self.many.map { chunk in
            let range = Int(chunk.range.start * 16_000)..<Int(chunk.range.end * 16_000)
            return "\(range.count):\(Float(range.lowerBound + 1_000_000))"
        }
        #expect(results.flatMap(\.words).map(\.text) == texts)
        #expect(results.count == Self.many.count)
    }

    @Test(arguments: [1_000, 16_000, 1_000_000], [1, 2, 4])
    func neitherPushesNorWorkersMatter(size: Int, workers: Int) async throws {
        let samples = Self.samples(31 * 16_000)
        let expected = try await Self.run(RecordingRecognizer(), Self.many, samples, pushing: 7_777, workers: 1)
        let found = try await Self.run(
            RecordingRecognizer(), Self.many, samples, pushing: size, workers: workers)
        #expect(found == expected)
    }

    @Test(arguments: [[], [0], [39], [3, 4, 5, 17], Array(0..<40)])
    func knownChunksAreNotRecognizedAgain(unknown: [Int]) async throws {
        let samples = Self.samples(31 * 16_000)
        let kept = Mutex<[ChunkRecognition.Outcome]>([])
        let first = ChunkRecognition(RecordingRecognizer(), chunks: Self.many, workers: 2, gain: { _ in 1 }) { batch in
            kept.withLock { $0 += batch }
        }
        try await first.push(samples)
        let all = try await first.finish()
        let outcomes = kept.withLock { $0 }.sorted { $0.samples.lowerBound < $1.samples.lowerBound }
        #expect(outcomes.map(\.chunk) == all)
        let known = outcomes.indices.filter { !unknown.contains($0) }.map { (outcomes[$0].samples, outcomes[$0].chunk) }

        let recorder = RecordingRecognizer()
        let second = ChunkRecognition(
            recorder, chunks: Self.many, workers: 2, gain: { _ in 1 }, known: Dictionary(uniqueKeysWithValues: known))
        #expect(second.missingCount == unknown.count && second.needsMoreSamples == !unknown.isEmpty)
        #expect(second.firstMissingSample == unknown.first.map { outcomes[$0].samples.lowerBound })
        for start in stride(from: 0, to: samples.count, by: 10_000) where second.needsMoreSamples {
            try await second.push(Array(samples[start..<min(samples.count, start + 10_000)]))
        }
        #expect(try await second.finish() == all)
        #expect(recorder.batches.joined().count == unknown.count)
    }

    @Test func batchesAreNoLargerThanTheModelPrefers() async throws {
        let recorder = RecordingRecognizer()
        _ = try await Self.run(recorder, Self.many, Self.samples(31 * 16_000), pushing: 160_000)
        #expect(recorder.batches.allSatisfy { (1...3).contains($0.count) })
        #expect(recorder.batches.joined().count == Self.many.count)
    }

    @Test(arguments: [1, 2, 5])
    func batchesAreNoLargerThanAllowedAndGiveTheSame(max: Int) async throws {
        let (samples, recorder) = (Self.samples(31 * 16_000), RecordingRecognizer())
        let recognition = ChunkRecognition(recorder, chunks: Self.many, workers: 2, batchSize: max, gain: { _ in 1 })
        try await recognition.push(samples)
        let expected = try await Self.run(RecordingRecognizer(), Self.many, samples, pushing: 160_000)
        #expect(try await recognition.finish() == expected)
        #expect(recorder.batches.allSatisfy { (1...max).contains($0.count) })
    }

    @Test func quietChunksAreMadeLouder() async throws {
        let recorder = RecordingRecognizer()
        let quiet = (0..<16_000).map { Float($0 % 2 == 0 ? 0.001 : -0.001) }
        let recognition = ChunkRecognition(recorder, chunks: [Self.chunk(0, 1)], workers: 1)
        try await recognition.push(quiet)
        _ = try await recognition.finish()
        let given = try #require(recorder.batches.first?.first)
        #expect(given == quiet.map { $0 * ChunkLevel.gain(quiet) } && abs(given[0] - 0.1) < 1e-4)
    }

    @Test func shortChunksArePadded() async throws {
        let recorder = RecordingRecognizer()
        _ = try await Self.run(recorder, [Self.chunk(0.5, 0.6)], Self.samples(16_000), pushing: 16_000)
        let given = try #require(recorder.batches.first?.first)
        #expect(given.count >= 6_400)
        #expect(Array(given[..<1_600]) == Array(Self.samples(16_000)[8_000..<9_600]))
        #expect(given[1_600...].allSatisfy { $0 == 0 })
    }

    @Test func aChunkThatLoopsIsSplit() async throws {
        let recorder = RecordingRecognizer(loopsBeyond: 50_000)
        let chunks = [Self.chunk(0, 1), Self.chunk(1, 5), Self.chunk(5, 6)]
        let results = try await Self.run(recorder, chunks, Self.samples(96_000), pushing: 96_000)
        #expect(results.map(\.words.count) == [1, 2, 1])
        #expect(results.map(\.ending) == [.complete, .complete, .complete])
        let words = results[1].words
        // The halves follow one another and keep the time of the whole.
        #expect(words[0].start == 0 && abs(words[0].end - words[1].start) < 1e-9 && abs(words[1].end - 4) < 1e-9)
        #expect(words[0].text.hasSuffix(":\(Float(1_016_000))"))
        // Cut in the middle third.
        #expect(words[0].end > 4.0 / 3 - 0.1 && words[0].end < 8.0 / 3 + 0.1)
    }

    @Test func aHalfThatLoopsAgainIsNotTriedAgain() async throws {
        let recorder = RecordingRecognizer(loopsBeyond: 1)
        let results = try await Self.run(recorder, [Self.chunk(0, 4)], Self.samples(64_000), pushing: 64_000)
        #expect(results.map(\.ending) == [.repetition])
        #expect(recorder.batches.count <= 3, "no endless tries")
    }

    @Test func aShortLoopIsNotSplit() async throws {
        let recorder = RecordingRecognizer(loopsBeyond: 1)
        let results = try await Self.run(recorder, [Self.chunk(0, 0.5)], Self.samples(16_000), pushing: 16_000)
        #expect(results.map(\.ending) == [.repetition])
        #expect(recorder.batches.joined().map(\.count) == [8_000])
    }

    @Test func theLastChunkMayReachBeyondTheEnd() async throws {
        for chunks in [[Self.chunk(0, 1.001)], [Self.chunk(0, 0.5), Self.chunk(0.9, 1.5)], [Self.chunk(1, 1.2)]] {
            let results = try await Self.run(RecordingRecognizer(), chunks, Self.samples(16_000), pushing: 5_000)
            #expect(results.count == chunks.count)
        }
    }

    @Test func noChunksGiveNoResults() async throws {
        let recorder = RecordingRecognizer()
        #expect(try await Self.run(recorder, [], Self.samples(50_000), pushing: 16_000).isEmpty)
        #expect(recorder.batches.isEmpty)
    }

    @Test func aCancelledTaskStops() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Self.run(RecordingRecognizer(), Self.many, Self.samples(31 * 16_000), pushing: 160_000)
                .count
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

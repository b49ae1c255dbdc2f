import ModelFiles
import TensorKit
import TestSupport
import Testing
import Transcript

@testable import Diarization

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct DiarizationPreparationTests {
    let models: DiarizationModels

    /// Loaded once, because tests run in parallel.
    private static let loaded = Result {
        BLAS.useOneThread()
        func file(_ id: String) throws -> SafeTensors { try SafeTensors(path: TestResources.model(id)) }
        return try DiarizationModels(
            speech: file("silero-vad"), segmentation: file("pyannote-segmentation"),
            embedding: file("wespeaker-resnet34"), plda: file("pyannote-plda"))
    }

    init() throws { models = try Self.loaded.get() }

    /// A voice with pauses, at changing levels.
    static func voice(_ count: Int) throws -> [Float] {
        let clip = try PCMSample.read(TestResources.sample("beckett.wav"))
        var samples: [Float] = []
        var gain: Float = 1
        while samples.count < count {
            samples += clip.map { $0 * gain } + [Float](repeating: 0, count: 7_777)
            gain = gain < 0.4 ? 1 : gain * 0.8
        }
        return Array(samples.prefix(count))
    }

    private func prepare(
        _ samples: [Float], pushing size: Int = 160_000, hop: Int = 16_000, workers: Int = 2
    ) async throws -> PreparedDiarization {
        let preparation = DiarizationPreparation(models: models, hopSamples: hop, workers: workers)
        for start in stride(from: 0, to: samples.count, by: size) {
            try await preparation.push(Array(samples[start..<min(samples.count, start + size)]))
        }
        return try await preparation.finish()
    }

    /// Compares bit by bit, NaN included.
    private static func expectSame(
        _ a: PreparedDiarization, _ b: PreparedDiarization, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(a.sampleCount == b.sampleCount, sourceLocation: sourceLocation)
        #expect(a.speech == b.speech, sourceLocation: sourceLocation)
        #expect(a.segmentation.masks == b.segmentation.masks, sourceLocation: sourceLocation)
        #expect(a.pieces == b.pieces, sourceLocation: sourceLocation)
        let equal = a.embeddings.map(\.bitPattern) == b.embeddings.map(\.bitPattern)
        #expect(equal, "embeddings differ", sourceLocation: sourceLocation)
    }

    /// What must hold for any recording.
    private static func check(
        _ prepared: PreparedDiarization, samples: Int, hop: Int = 16_000,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let windows = LocalSegmentation.windowCount(sampleCount: samples, hopSamples: hop)
        #expect(prepared.sampleCount == samples, sourceLocation: sourceLocation)
        #expect(prepared.speech.count == (samples + 511) / 512, sourceLocation: sourceLocation)
        #expect(prepared.speech.allSatisfy { (0...1).contains($0) }, sourceLocation: sourceLocation)
        #expect(prepared.segmentation.windowCount == windows, sourceLocation: sourceLocation)
        #expect(prepared.embeddings.count == prepared.pieces.count * 256, sourceLocation: sourceLocation)
        var reached = 0
        for piece in prepared.pieces {
            #expect(piece.lowerBound >= reached && !piece.isEmpty && piece.count <= 118, sourceLocation: sourceLocation)
            reached = piece.upperBound
        }
        #expect(reached <= SpeakerActivity.frameCount(sampleCount: samples), sourceLocation: sourceLocation)
    }

    @Test(arguments: [0, 1, 399, 400, 511, 512, 513, 16_000, 159_999, 160_000, 160_001])
    func shortRecordingsAreWhole(count: Int) async throws {
        Self.check(try await prepare(Self.voice(count)), samples: count)
    }

    /// Around the ends of slabs (1 024 000 samples), and around the length at which the first can be computed (1 184
    /// 000).
    @Test(arguments: [1_024_000, 1_024_399, 1_184_000, 2_048_000])
    func recordingsAroundSlabsAreWhole(count: Int) async throws {
        Self.check(try await prepare(Self.voice(count)), samples: count)
    }

    @Test func resultsDoNotDependOnPushesAndWorkers() async throws {
        let samples = try Self.voice(1_190_123)
        let one = try await prepare(samples, pushing: samples.count, workers: 1)
        #expect(one.segmentation.masks.contains { $0 != 0 })
        for (size, workers) in [(1_021, 2), (1_184_000, 5)] {
            Self.expectSame(try await prepare(samples, pushing: size, workers: workers), one)
        }
    }

    @Test func anInterruptedRunContinuesWithTheSameBits() async throws {
        // The voice goes on across the end of each slab; three whole slabs and a part.
        let samples = try Self.voice(3_300_123)
        func run(after known: [PreparedSlab], pushing size: Int) async throws -> (PreparedDiarization, [PreparedSlab]) {
            var slabs: [PreparedSlab] = []
            let preparation = DiarizationPreparation(models: models, workers: 2, resuming: known) { slabs.append($0) }
            for start in stride(from: 0, to: samples.count, by: size) {
                try await preparation.push(Array(samples[start..<min(samples.count, start + size)]))
            }
            return (try await preparation.finish(), slabs)
        }
        let (whole, slabs) = try await run(after: [], pushing: 160_000)
        #expect(slabs.map(\.endSample) == [1_024_000, 2_048_000, 3_072_000, 3_300_123])
        #expect(slabs.map(\.isAtEnd) == [false, false, false, true])
        Self.expectSame(
            PreparedDiarization(hopSamples: 16_000, sampleCount: samples.count, slabs: slabs), whole)
        for count in 1...3 {
            // An unfinished piece begins before the end of the last known slab.
            let needed = PieceEmbedder.firstNeededFrame(next: slabs[count - 1].nextFrame)
            #expect(needed * SpeakerEmbedder.frameSamples < slabs[count - 1].endSample)
            let (resumed, rest) = try await run(after: Array(slabs.prefix(count)), pushing: 300_007)
            Self.expectSame(resumed, whole)
            #expect(rest.map(\.endSample) == slabs[count...].map(\.endSample))
            #expect(rest.last?.speechState == slabs.last?.speechState)
        }
    }

    @Test(arguments: [8_000, 64_000])
    func otherHopsAreWhole(hop: Int) async throws {
        let count = 1_024_000 + 100_001
        Self.check(try await prepare(Self.voice(count), hop: hop), samples: count, hop: hop)
    }

    @Test func slabsGiveTheSameAsOneRunOfTheNetworks() async throws {
        let samples = try Self.voice(1_280_123)
        let prepared = try await prepare(samples)
        // The VAD gets each slab at a level of its own.
        let levelled = stride(from: 0, to: samples.count, by: DiarizationPreparation.slabSamples).flatMap { start in
            let slab = samples[start..<min(samples.count, start + DiarizationPreparation.slabSamples)]
            let gain = slab.withUnsafeBufferPointer { SpeechLevel.gain($0) }
            return slab.map { $0 * gain }
        }
        let speech = levelled.withUnsafeBufferPointer { VoiceActivityStream(models.speech).probabilities($0) }
        let (masks, frames) = samples.withUnsafeBufferPointer { samples in
            (
                models.segmenter.masks(samples, windows: prepared.segmentation.windowCount, hopSamples: 16_000),
                models.embedder.frames(
                    0..<SpeakerEmbedder.frameCount(sampleCount: samples.count), samples: samples, origin: 0)
            )
        }
        #expect(prepared.segmentation.masks == masks)
        #expect(prepared.speech == speech)
        let all = SpeakerActivity.frameCount(sampleCount: samples.count)
        #expect(prepared.pieces == PieceFinder(prepared.segmentation).pieces(in: 0..<all, isClosed: true).pieces)
        var voices = 0
        for (index, piece) in prepared.pieces.enumerated() where piece.count > 30 {
            let found = prepared.embeddings[index * 256..<(index + 1) * 256]
            let whole = Self.embedding(piece, frames, models.embedder)
            func product(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
                zip(a, b).reduce(0) { $0 + Double($1.0 * $1.1) }
            }
            // A block sees a little less context than one run over everything.
            #expect(product(found, whole) / (product(found, found) * product(whole, whole)).squareRoot() > 0.999)
            voices += 1
        }
        #expect(voices > 20)
    }

    /// The embedding of a piece, computed from one matrix of all embedding frames.
    private static func embedding(_ piece: Range<Int>, _ frames: Matrix, _ embedder: SpeakerEmbedder) -> ArraySlice<
        Float
    > {
        let half = 0.5 * SpeakerActivity.stepSeconds
        let (start, end) = (SpeakerActivity.seconds(piece.lowerBound), SpeakerActivity.seconds(piece.upperBound))
        let inside = (0..<frames.rows).filter { (start - half..<end - half).contains(0.0125 + 0.08 * Double($0)) }
        return frames.values.withUnsafeBufferPointer { values in
            let pointers = values.baseAddress.map { base in inside.map { base + $0 * frames.columns } } ?? []
            return embedder.pool(pointers, weights: [[Float](repeating: 1, count: inside.count)]).values[...]
        }
    }

    @Test func silenceHasNoSpeakers() async throws {
        let prepared = try await prepare([Float](repeating: 0, count: 400_000))
        Self.check(prepared, samples: 400_000)
        let diarization = SpeakerDiarization(prepared, clustering: SpeakerClustering(plda: models.plda))
        #expect(diarization.speakers.isEmpty && diarization.speech.isEmpty && diarization.exclusiveSpeech.isEmpty)
        #expect(prepared.speech.allSatisfy { $0 < 0.5 })
    }

    @Test(arguments: [0, 1, 16_000, 100_000])
    func shortRecordingsCanBeClustered(count: Int) async throws {
        let prepared = try await prepare(Self.voice(count))
        for options in [ClusteringOptions(), ClusteringOptions(speakerCount: 3), ClusteringOptions(maximumSpeakers: 1)]
        {
            let diarization = SpeakerDiarization(
                prepared, clustering: SpeakerClustering(plda: models.plda, options: options))
            #expect(diarization.speakers.count <= 3)
            for span in diarization.speech + diarization.exclusiveSpeech {
                #expect(diarization.speakers.indices.contains(span.speaker))
                #expect(span.range.start >= 0 && span.range.end <= prepared.durationSeconds)
            }
        }
    }

    @Test func loudSamplesDoNotCrash() async throws {
        let voice = try Self.voice(200_000)
        for gain in [Float(32_768), 1e30, 3e38] {
            let prepared = try await prepare(voice.map { $0 * gain })
            #expect(prepared.speech.count == 391)
            _ = SpeakerDiarization(prepared, clustering: SpeakerClustering(plda: models.plda))
        }
    }

    @Test func aCancelledTaskStops() async throws {
        let samples = try Self.voice(50_000)
        let models = models
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let preparation = DiarizationPreparation(models: models, workers: 1)
            try await preparation.push(samples)
            return try await preparation.finish().sampleCount
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

import Foundation
import ModelFiles
import TestSupport
import Testing

@testable import Recognition

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct MoonshineRecognizerTests {
    let recognizer: MoonshineRecognizer

    /// Read once: tests run side by side.
    fileprivate static let loaded = Result {
        try MoonshineRecognizer(
            ModelStore(directory: ModelsFolder.path).open(id: "moonshine-tiny-en"),
            RecognizerOptions())
    }

    init() throws { recognizer = try Self.loaded.get() }

    private func recognize(_ chunks: [[Float]]) throws -> [RecognizedChunk] {
        try recognizer.recognize(chunks.map { ChunkInput(samples: $0) })
    }

    /// What must hold for any chunk.
    private func check(_ result: RecognizedChunk, seconds: Double) {
        for word in result.words {
            #expect(!word.text.isEmpty)
            #expect(word.start >= 0 && word.start <= word.end && word.end <= seconds + 1e-9)
            #expect(word.confidence > 0 && word.confidence <= 1)
        }
        for (one, next) in zip(result.words, result.words.dropFirst()) { #expect(one.end <= next.start + 1e-9) }
    }

    @Test func noChunksGiveNoResults() throws { #expect(try recognize([]).isEmpty) }

    @Test(arguments: [0.4, 0.5, 3, 15])
    func silenceAndNoiseAreSurvived(seconds: Double) throws {
        let count = Int(seconds * 16_000)
        let chunks = [
            [Float](repeating: 0, count: count), [Float](repeating: 1, count: count), Noise.floats(count),
            Noise.floats(count, scale: 1e-6), Noise.floats(count, scale: 32_768),
        ]
        let results = try recognize(chunks)
        #expect(results.count == chunks.count)
        for result in results { check(result, seconds: seconds) }
    }

    @Test func wordsLieInOrderInTheirChunk() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        for chunk in [samples, Array(samples.prefix(31_234)), Array(samples.suffix(77_777))] {
            let result = try #require(try recognize([chunk]).first)
            #expect(result.words.count > 2)
            check(result, seconds: Double(chunk.count) / 16_000)
        }
    }

    /// The longest chunk that is documented is recognized; one sample more is an error, as is one less than the shortest.
    @Test func chunksOfAMinuteAreRecognizedAndLongerOnesRefused() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let count = Int(MoonshineRecognizer.maxChunkSeconds * 16_000)
        let chunk = Array((0..<count / samples.count + 1).flatMap { _ in samples }.prefix(count))
        let result = try #require(try recognize([chunk]).first)
        check(result, seconds: MoonshineRecognizer.maxChunkSeconds)
        #expect(!result.words.isEmpty)
        for count in [0, 6_399, 960_001] {
            let error = ChunkInputError.length(samples: count, allowed: 6_400...960_000)
            #expect(throws: error) { try recognize([samples, [Float](repeating: 0, count: count)]) }
        }
    }

    @Test func onlyItsLanguageIsAccepted() throws {
        let samples = Noise.floats(16_000)
        let (english, spanish) = (
            try #require(LanguageCode(rawValue: "en")), try #require(LanguageCode(rawValue: "es"))
        )
        #expect(try recognizer.recognize([ChunkInput(samples: samples, language: english)]).count == 1)
        #expect(throws: ChunkInputError.language(spanish, known: [english])) {
            try recognizer.recognize([ChunkInput(samples: samples, language: spanish)])
        }
    }

    @Test func aCancelledTaskStops() async throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try recognize([samples]).count
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// A sample that is not a number spoils its own chunk alone.
    @Test(arguments: [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
    func whatIsNoSoundIsSurvived(value: Float) throws {
        let samples = try Array(PCMSample.read(TestResources.sample("beckett.wav")).prefix(48_000))
        var spoilt = samples
        spoilt[20_000] = value
        let results = try recognize([spoilt, samples, [Float](repeating: value, count: 16_000)])
        #expect(results.count == 3)
        #expect(try results[1] == recognize([samples]).first)
        for result in results {
            for word in result.words { #expect(word.start >= 0 && word.start <= word.end && word.end <= 3 + 1e-9) }
        }
    }

    @Test func theSameAgain() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        #expect(try recognize([samples]) == recognize([samples]))
    }
}

import ModelFiles
import TestSupport
import Testing

@testable import Recognition

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct MoonshineRecognizerTests {
    let recognizer: MoonshineRecognizer

    /// Read once: tests run side by side.
    private static let loaded = Result {
        try MoonshineRecognizer(
            SafeTensors(path: TestResources.model("moonshine-tiny-en")),
            tokenizer: BytePieceTokenizer(path: TestResources.model("moonshine-tiny-en", "tokenizer.bin")))
    }

    init() throws { recognizer = try Self.loaded.get() }

    /// What must hold for any chunk.
    private func check(_ result: RecognizedChunk, seconds: Double) {
        for word in result.words {
            #expect(!word.text.isEmpty)
            #expect(word.start >= 0 && word.start <= word.end && word.end <= seconds + 1e-9)
            #expect(word.confidence > 0 && word.confidence <= 1)
        }
        for (one, next) in zip(result.words, result.words.dropFirst()) { #expect(one.end <= next.start + 1e-9) }
    }

    @Test func noChunksGiveNoResults() { #expect(recognizer.recognize([]).isEmpty) }

    @Test(arguments: [0.4, 0.5, 3, 15])
    func silenceAndNoiseAreSurvived(seconds: Double) {
        let count = Int(seconds * 16_000)
        let chunks = [
            [Float](repeating: 0, count: count), [Float](repeating: 1, count: count), Noise.floats(count),
            Noise.floats(count, scale: 1e-6), Noise.floats(count, scale: 32_768),
        ]
        let results = recognizer.recognize(chunks)
        #expect(results.count == chunks.count)
        for result in results { check(result, seconds: seconds) }
    }

    @Test func wordsLieInOrderInTheirChunk() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        for chunk in [samples, Array(samples.prefix(31_234)), Array(samples.suffix(77_777))] {
            let result = try #require(recognizer.recognize([chunk]).first)
            #expect(result.words.count > 2)
            check(result, seconds: Double(chunk.count) / 16_000)
        }
    }

    @Test func theSameAgain() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        #expect(recognizer.recognize([samples]) == recognizer.recognize([samples]))
    }
}

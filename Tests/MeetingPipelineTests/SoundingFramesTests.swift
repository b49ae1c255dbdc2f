import Recognition
import TestSupport
import Testing

@testable import MeetingPipeline

@Suite struct SoundingFramesTests {
    /// Noise from 1 s to 2 s of 3 s, next to nothing elsewhere.
    private static let samples =
        Noise.floats(16_000, scale: 1e-4) + Noise.floats(16_000, seed: 2, scale: 0.5)
        + Noise.floats(16_000, seed: 3, scale: 1e-4)

    private static func clip(_ start: Double, _ end: Double, _ samples: [Float] = samples) -> (Double, Double) {
        let word = RecognizedWord(text: "word", start: start, end: end, confidence: 0.5)
        let clipped = SoundingFrames(samples).clip(word)
        return (clipped.start, clipped.end)
    }

    @Test func aWordIsClippedToItsSound() {
        let (start, end) = Self.clip(0.5, 2.5)
        #expect(abs(start - 1) < 0.011 && abs(end - 2) < 0.011)
    }

    @Test func clippingNeverWidens() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let from = Double.random(in: 0...3.2, using: &generator)
            let to = from + Double.random(in: 0...1, using: &generator)
            let (start, end) = Self.clip(from, to)
            #expect(from <= start && start <= end && end <= to)
        }
    }

    @Test func aWordWithoutSoundIsLeftAlone() {
        #expect(Self.clip(0.2, 0.6) == (0.2, 0.6))
        #expect(Self.clip(5, 6) == (5, 6))
        #expect(Self.clip(1.5, 1.5) == (1.5, 1.5))
    }

    @Test func gainDoesNotMatter() {
        let loud = Self.samples.map { $0 * 1000 }
        #expect(Self.clip(0.5, 2.5, loud) == Self.clip(0.5, 2.5))
    }

    @Test func steadySoundIsAllSound() {
        #expect(Self.clip(0.1, 0.9, Noise.floats(16_000)) == (0.1, 0.9))
        #expect(Self.clip(0.1, 0.9, [Float](repeating: 0, count: 16_000)) == (0.1, 0.9))
    }

    @Test(arguments: [0, 1, 159, 160, 161])
    func tinyChunksAreSurvived(count: Int) {
        let (start, end) = Self.clip(0, 0.4, Noise.floats(count))
        #expect(0 <= start && start <= end && end <= 0.4)
    }
}

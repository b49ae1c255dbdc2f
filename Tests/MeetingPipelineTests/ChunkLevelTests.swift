import Testing

@testable import MeetingPipeline

@Suite struct ChunkLevelTests {
    /// A tone of a given amplitude in the first part of a second, silence after it.
    private func tone(_ amplitude: Float, samples: Int) -> [Float] {
        (0..<16_000).map { $0 < samples ? ($0 % 2 == 0 ? amplitude : -amplitude) : 0 }
    }

    @Test(arguments: [Float(0.001), 0.02, 0.5, 1]) func loudFramesComeToTheTarget(amplitude: Float) {
        #expect(abs(ChunkLevel.gain(tone(amplitude, samples: 16_000)) * amplitude - min(0.1, 100 * amplitude)) < 1e-4)
    }

    @Test func pausesDoNotCount() {
        #expect(ChunkLevel.gain(tone(0.2, samples: 4_000)) == ChunkLevel.gain(tone(0.2, samples: 16_000)))
    }

    @Test func noiseOfTheSoundCardStaysFarBelowSpeech() {
        #expect(ChunkLevel.gain(tone(1e-6, samples: 16_000)) == ChunkLevel.maxGain)
    }

    @Test func silenceAndScrapsStayAsTheyAre() {
        #expect(ChunkLevel.gain([Float](repeating: 0, count: 16_000)) == 1)
        #expect(ChunkLevel.gain([0.5, -0.5]) == 1)
        #expect(ChunkLevel.gain([]) == 1)
    }
}

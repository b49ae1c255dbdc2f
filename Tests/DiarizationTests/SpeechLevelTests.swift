import Testing

@testable import Diarization

struct SpeechLevelTests {
    private func gain(_ samples: [Float]) -> Float { samples.withUnsafeBufferPointer { SpeechLevel.gain($0) } }

    /// A square wave: its power is the square of its height.
    private func wave(_ height: Float, seconds: Int) -> [Float] {
        (0..<seconds * 16_000).map { $0.isMultiple(of: 2) ? height : -height }
    }

    @Test func aQuietVoiceIsRaisedToTheTarget() {
        #expect(abs(gain(wave(0.01, seconds: 2)) - 6.31) < 0.01, "from -40 to -24 dB")
        // One second in a minute is enough.
        #expect(abs(gain(wave(0.0005, seconds: 59) + wave(0.01, seconds: 1)) - 6.31) < 0.01)
    }

    @Test func aUsualLevelIsNotChanged() {
        #expect(gain(wave(0.1, seconds: 1)) == 1)
        #expect(gain(wave(1, seconds: 1)) == 1)
    }

    @Test func theGainHasAMaximum() { #expect(gain(wave(1e-5, seconds: 1)) == DiarizationConfig.VoiceActivity.maxGain) }

    @Test func silenceIsNotChanged() {
        #expect(gain([]) == 1)
        #expect(gain([Float](repeating: 0.001, count: 159)) == 1)
        #expect(gain([Float](repeating: 0, count: 16_000)) == 1)
    }
}

import Testing

@testable import Features

struct FrameLevelTests {
    private func gain(_ samples: [Float], percent: Int = 50) -> Float? {
        samples.withUnsafeBufferPointer { FrameLevel.gain($0, percent: percent, toDecibels: -20) }
    }

    /// A square wave: its power is the square of its height.
    private func wave(_ height: Float, frames: Int) -> [Float] {
        (0..<160 * frames).map { $0.isMultiple(of: 2) ? height : -height }
    }

    @Test(arguments: [Float(0.001), 0.05, 0.1, 1]) func theGainBringsTheLevelToTheTarget(height: Float) throws {
        #expect(abs(try #require(gain(wave(height, frames: 10))) * height - 0.1) < 1e-5)
    }

    @Test func thePercentileDecidesWhichFramesCount() throws {
        let samples = wave(0.01, frames: 8) + wave(0.2, frames: 2)
        #expect(abs(try #require(gain(samples, percent: 79)) - 10) < 1e-3)
        #expect(abs(try #require(gain(samples, percent: 80)) - 0.5) < 1e-4)
    }

    @Test func soundWithoutLevelHasNoGain() {
        #expect(gain([]) == nil)
        #expect(gain([Float](repeating: 0.5, count: 159)) == nil)
        #expect(gain([Float](repeating: 0, count: 1600)) == nil)
        #expect(gain(wave(0, frames: 6) + wave(0.1, frames: 4)) == nil)
    }
}

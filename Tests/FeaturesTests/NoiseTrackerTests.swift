import Foundation
import TestSupport
import Testing

@testable import Features

@Suite struct NoiseTrackerTests {
    /// Follows the power of bins whose frames are those of noise: exponentially distributed.
    private struct Bins {
        var tracker: NoiseTracker
        private var generator = SeededGenerator(seed: 3)

        init(first: Float) { tracker = NoiseTracker(first: [Float](repeating: first, count: 64), hopSeconds: 0.008) }

        mutating func hear(power: Float, frames: Int) {
            for _ in 0..<frames {
                let frame = (0..<64).map { _ in -power * log(Float.random(in: 0.000_1..<1, using: &generator)) }
                frame.withUnsafeBufferPointer { if let base = $0.baseAddress { tracker.update(base) } }
            }
        }

        var mean: Float { tracker.power.reduce(0, +) / 64 }
    }

    /// Peaks of noise count as speech, so that the estimate is about a decibel low.
    @Test(arguments: [0.1, 1, 10] as [Float])
    func theEstimateFindsThePower(first: Float) {
        var bins = Bins(first: first)
        bins.hear(power: 1, frames: 500)
        #expect(bins.mean > 0.7 && bins.mean < 1, "\(bins.mean)")
    }

    @Test func louderNoiseIsFollowedAndSpeechIsNot() {
        var bins = Bins(first: 1)
        bins.hear(power: 1, frames: 200)
        bins.hear(power: 300, frames: 25)
        #expect(bins.mean < 2, "speech of a fifth of a second: \(bins.mean)")
        bins.hear(power: 1, frames: 100)
        bins.hear(power: 10, frames: 400)
        #expect(bins.mean > 7 && bins.mean < 13, "\(bins.mean)")
    }

    @Test func silenceKeepsQuotientsFinite() {
        var bins = Bins(first: NoiseReducer.leastPower)
        bins.hear(power: 0, frames: 100)
        #expect(bins.tracker.power.allSatisfy { $0 == NoiseReducer.leastPower })
    }
}

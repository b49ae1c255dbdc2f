import Foundation
import TestSupport
import Testing

@testable import Features

@Suite struct NoiseTrackerTests {
    /// Updates a tracker with frames of noise, whose powers are exponentially distributed.
    private struct Bins {
        var tracker: NoiseTracker
        private var generator = SeededGenerator(seed: 3)

        init(initial: Float) {
            tracker = NoiseTracker(initial: [Float](repeating: initial, count: 64), hopSeconds: 0.008)
        }

        mutating func update(power: Float, frames: Int) {
            for _ in 0..<frames {
                let frame = (0..<64).map { _ in -power * log(Float.random(in: 0.000_1..<1, using: &generator)) }
                frame.withUnsafeBufferPointer { if let base = $0.baseAddress { tracker.update(base) } }
            }
        }

        var mean: Float { tracker.power.reduce(0, +) / 64 }
    }

    /// Peaks of the noise count as speech, so the estimate is about one decibel too low.
    @Test(arguments: [0.1, 1, 10] as [Float])
    func theEstimateConvergesToThePower(initial: Float) {
        var bins = Bins(initial: initial)
        bins.update(power: 1, frames: 500)
        #expect(bins.mean > 0.7 && bins.mean < 1, "\(bins.mean)")
    }

    @Test func louderNoiseRaisesTheEstimateAndSpeechDoesNot() {
        var bins = Bins(initial: 1)
        bins.update(power: 1, frames: 200)
        bins.update(power: 300, frames: 25)
        #expect(bins.mean < 2, "speech of a fifth of a second: \(bins.mean)")
        bins.update(power: 1, frames: 100)
        bins.update(power: 10, frames: 400)
        #expect(bins.mean > 7 && bins.mean < 13, "\(bins.mean)")
    }

    @Test func silenceKeepsQuotientsFinite() {
        var bins = Bins(initial: NoiseReducer.minPower)
        bins.update(power: 0, frames: 100)
        #expect(bins.tracker.power.allSatisfy { $0 == NoiseReducer.minPower })
    }
}

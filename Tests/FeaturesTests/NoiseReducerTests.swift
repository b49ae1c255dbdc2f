import Foundation
import TestSupport
import Testing

@testable import Features

@Suite struct NoiseReducerTests {
    private static func decibels(_ samples: some Collection<Float>) -> Double {
        10 * log10(samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count))
    }

    private static func difference(_ a: [Float], _ b: [Float]) throws -> [Float] { try paired(a, b).map { $0 - $1 } }

    /// Bursts of sound with pauses in between, like syllables and sentences.
    private static func speech() -> [Float] {
        var samples = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 8)
        for start in stride(from: 0, to: samples.count, by: 32_000) {
            for index in start..<start + 8_000 { samples[index] = 0 }
        }
        return samples
    }

    @Test(arguments: [0, 1, 127, 128, 129, 511, 512, 513, 10_007])
    func gainsOfOneChangeNothing(count: Int) {
        let reducer = NoiseReducer()
        let samples = Noise.floats(count)
        let spectra = reducer.spectra(samples)
        let same = reducer.samples(
            of: spectra, gains: [Float](repeating: 1, count: spectra.count / 2), count: count)
        #expect(SignalComparison.largestDifference(same, samples) < 1e-5)
        #expect(reducer.reduced(samples).count == count)
    }

    @Test(arguments: [6, 12, 18] as [Float])
    func noiseIsAttenuatedByAtMostTheGivenAmount(maximum: Float) {
        let noise = Noise.floats(80_000, scale: 0.05)
        let attenuation = Self.decibels(noise) - Self.decibels(NoiseReducer(maxDecibels: maximum).reduced(noise))
        #expect(attenuation > 0.75 * Double(maximum) && attenuation <= Double(maximum) + 0.1, "\(attenuation) dB")
    }

    @Test func cleanSpeechIsHardlyChanged() throws {
        let speech = Self.speech()
        let error = try Self.difference(NoiseReducer().reduced(speech), speech)
        #expect(Self.decibels(error) < Self.decibels(speech) - 25)
    }

    @Test(arguments: [0, 5, 10] as [Float])
    func theRatioOfSpeechToNoiseRises(ratio: Float) throws {
        let speech = Self.speech()
        let raw = Noise.floats(speech.count)
        let scale = Float(pow(10, (Self.decibels(speech) - Double(ratio) - Self.decibels(raw)) / 20))
        let noisy = zip(speech, raw).map { $0 + scale * $1 }
        let reduced = NoiseReducer().reduced(noisy)
        let before = try Self.decibels(speech) - Self.decibels(Self.difference(noisy, speech))
        let after = try Self.decibels(speech) - Self.decibels(Self.difference(reduced, speech))
        #expect(after > before + 4, "\(before) to \(after) dB")
    }

    @Test func theLevelMakesNoDifference() {
        let noisy = zip(Self.speech(), Noise.floats(128_000, scale: 0.05)).map { $0 + $1 }
        let reducer = NoiseReducer()
        let soft = reducer.reduced(noisy.map { 0.125 * $0 }).map { 8 * $0 }
        #expect(SignalComparison.largestDifference(soft, reducer.reduced(noisy)) < 1e-4)
        #expect(reducer.reduced(noisy) == reducer.reduced(noisy))
    }

    @Test func silenceStaysSilence() {
        #expect(NoiseReducer().reduced([Float](repeating: 0, count: 5_000)).allSatisfy { $0 == 0 })
    }

    /// exp(E1(1) / 2) / 2 computed by hand, and the limits.
    @Test func theGainIsThatOfTheLogSpectralAmplitudeEstimator() {
        #expect(abs(NoiseReducer.gain(ratio: 1, posterior: 2) - 0.557_97) < 1e-4)
        #expect(abs(NoiseReducer.gain(ratio: 100, posterior: 100) - 100 / 101) < 1e-5)
        #expect(NoiseReducer.gain(ratio: 0.003, posterior: 1) < 0.1)
        #expect(NoiseReducer.gain(ratio: 10, posterior: 0) == 1)
    }

    /// Values of table 5.1 of Abramowitz and Stegun.
    @Test(
        arguments: [
            (0.1, 1.822_924_0), (0.5, 0.559_773_6), (1, 0.219_383_9), (2, 0.048_900_5), (5, 0.001_148_295_6),
            (10, 4.156_968_9e-6),
        ] as [(Float, Float)])
    func theExponentialIntegralAgreesWithTheTable(x: Float, value: Float) {
        #expect(abs(ExponentialIntegral.e1(x) - value) < 2e-4 * value)
    }
}

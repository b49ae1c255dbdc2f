import TestSupport
import Testing

@testable import AudioIO

@Suite struct ResamplerTests {
    static let rates = [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 7_350, 44_056]

    private func convert(_ samples: [Float], from rate: Int, block: Int = 8192) throws -> [Float] {
        let resampler = try Resampler(inputRate: rate, outputRate: 16_000)
        var converted: [Float] = []
        var start = 0
        while start < samples.count {
            let end = min(samples.count, start + block)
            try resampler.process(Array(samples[start..<end]), into: &converted)
            start = end
        }
        try resampler.finish(into: &converted)
        return converted
    }

    @Test(arguments: rates) func lengthIsExactForEveryNumberOfSamples(rate: Int) throws {
        for count in Array(0...40) + [997, 8191, 8192, 8193, 20_001, 44_100] {
            let expected = Int((Double(count) * 16_000 / Double(rate)).rounded())
            let converted = try convert(SyntheticAudio.noise(count: count), from: rate)
            #expect(converted.count == expected, "\(count) samples at \(rate) Hz")
        }
    }

    @Test(arguments: rates) func sineKeepsFrequencyAmplitudeAndPhase(rate: Int) throws {
        let frequency = 1234.5
        let tone = SyntheticAudio.sine(
            frequency: frequency, sampleRate: rate, count: rate, amplitude: 0.7, phase: 0.4)
        let converted = try convert(tone, from: rate)
        // The edges ring, since a tone that begins at once is not band-limited.
        let fit = SignalComparison.sineFit(
            converted, frequency: frequency, sampleRate: 16_000, in: 2_000..<14_000)
        #expect(abs(fit.amplitude - 0.7) < 2e-5)
        #expect(abs(fit.phase - 0.4) < 2e-5)
        // The remainder is everything that is not this tone: images, aliases, noise.
        #expect(fit.remainder < 2e-5)
    }

    @Test(arguments: rates) func impulseKeepsItsTime(rate: Int) throws {
        var samples = [Float](repeating: 0, count: rate)
        let place = rate / 2
        samples[place] = 1
        let converted = try convert(samples, from: rate)
        let peak = try #require(converted.indices.max { abs(converted[$0]) < abs(converted[$1]) })
        #expect(abs(Double(peak) / 16_000 - Double(place) / Double(rate)) <= 0.5 / 16_000 + 1e-9)
    }

    @Test func soundAboveTheNewBandIsRemoved() throws {
        let tone = SyntheticAudio.sine(frequency: 9_000, sampleRate: 44_100, count: 44_100, amplitude: 0.9)
        let loudest = try convert(tone, from: 44_100)[2_000..<14_000].map { abs($0) }.max() ?? 1
        #expect(loudest < 1e-5)
    }

    @Test(arguments: rates) func blocksLeaveNoTrace(rate: Int) throws {
        let noise = SyntheticAudio.noise(count: 30_000)
        let whole = try convert(noise, from: rate, block: noise.count)
        for block in [1, 7, 480, 4_096, 8_192, 29_999] {
            #expect(try convert(noise, from: rate, block: block) == whole, "blocks of \(block)")
        }
    }

    @Test func rateWithoutMeaningIsRefused() {
        #expect(throws: Resampler.Failure.self) { try Resampler(inputRate: 0, outputRate: 16_000) }
    }
}

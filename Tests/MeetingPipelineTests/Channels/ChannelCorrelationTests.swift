import TestSupport
import Testing

@testable import MeetingPipeline

@Suite struct ChannelCorrelationTests {
    private static func earlier(_ channels: [[Float]], block: Int = 5_120) -> [Int?] {
        var correlation = ChannelCorrelation(count: channels.count)
        for start in stride(from: 0, to: channels[0].count, by: block) {
            correlation.push(channels.map { Array($0[start..<min(start + block, $0.count)]) })
        }
        return correlation.earlier
    }

    private let one = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 3)
    private let other = SyntheticAudio.bursts(sampleRate: 16_000, seconds: 3, seed: 9)

    @Test func copiesAreFoundWhateverTheirLoudness() {
        let noise = Noise.floats(one.count, scale: 0.002)
        for copy in [one, one.map { -0.1 * $0 }, zip(one, noise).map { $0 + $1 }] {
            #expect(Self.earlier([one, copy]) == [nil, 0])
            #expect(Self.earlier([other, one, copy], block: 512) == [nil, nil, 1])
        }
        #expect(Self.earlier([one, one, one]) == [nil, 0, 0])
    }

    @Test func crosstalkMakesNoCopy() {
        // Each at half the loudness in the other's channel.
        let left = zip(one, other).map { $0 + 0.5 * $1 }
        let right = zip(one, other).map { 0.5 * $0 + $1 }
        #expect(Self.earlier([left, right]) == [nil, nil])
    }

    @Test func humAndOffsetMakeNoCopy() {
        let hum = SyntheticAudio.sine(frequency: 50, sampleRate: 16_000, count: one.count)
        let channels = [one, other].map { zip($0, hum).map { 0.02 * $0 + $1 + 0.2 } }
        #expect(Self.earlier(channels) == [nil, nil])
    }

    @Test func silenceIsNoCopyOfSilence() {
        let silence = [Float](repeating: 0, count: one.count)
        #expect(Self.earlier([silence, silence, one]) == [nil, nil, nil])
    }
}

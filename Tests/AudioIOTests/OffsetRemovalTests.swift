import TestSupport
import Testing

@testable import AudioIO

@Suite struct OffsetRemovalTests {
    private static let rate = 16_000
    private let voice = SyntheticAudio.bursts(sampleRate: rate, seconds: 10).map { 0.3 * $0 }

    private func corrected(_ samples: [Float], rate: Int = rate) -> (samples: [Float], warnings: [AudioWarning]) {
        var mixer = ChannelMixer(selection: .mix, channelCount: 1, sampleRate: rate)
        var mono: [Float] = []
        var block = samples
        mixer.mix(&block, isAtEnd: true, into: &mono)
        return (mono, mixer.warnings)
    }

    @Test(arguments: [Float(0.02), 0.05, 0.2, 0.4, -0.4])
    func anOffsetIsTakenOut(offset: Float) throws {
        let (samples, warnings) = corrected(voice.map { $0 + offset })
        // From the first sample on: nothing clicks.
        #expect(SignalComparison.largestDifference(samples, voice) < 0.01)
        guard warnings.count == 1, case .offsetRemoved(channel: 1, let share) = warnings[0] else {
            Issue.record("\(warnings)")
            return
        }
        #expect(abs(share - Double(abs(offset))) < 0.01)
    }

    @Test func quietSoundWithAnOffsetAsLoudIsMended() {
        let quiet = voice.map { 0.01 * $0 }
        let (samples, warnings) = corrected(quiet.map { $0 - 0.004 })
        #expect(SignalComparison.largestDifference(samples, quiet) < 5e-4)
        #expect(warnings.count == 1)
    }

    @Test func whatHasNoOffsetStaysAsItIs() {
        let rumble = SyntheticAudio.sine(frequency: 4, sampleRate: Self.rate, count: voice.count, amplitude: 0.2)
        let small = voice.map { $0 + 0.002 }
        let short: [Float] = [0, 1, 1.5, -3, 0.25]
        for samples in [voice, zip(voice, rumble).map { $0 + $1 }, small, short, [Float](repeating: 0, count: 50_000)] {
            let (corrected, warnings) = corrected(samples)
            let isSame = corrected == samples
            #expect(isSame)
            #expect(warnings == [])
        }
    }

    @Test func anOffsetThatComesLaterIsTakenOutWithoutJumps() {
        let voice = voice + voice
        let offset = voice.indices.map { Float($0 > 3 * Self.rate && $0 < 13 * Self.rate ? 0.3 : 0) }
        let (samples, _) = corrected(zip(voice, offset).map { $0 + $1 })
        let jumps = zip(samples.dropFirst(), samples).map { abs($0 - $1) }
        // No jump but those of the recording itself.
        let own = zip(voice.dropFirst(), voice).map { abs($0 - $1) }.max() ?? 0
        #expect(jumps.count { $0 > own + 0.001 } <= 2)
        for range in [0..<3 * Self.rate, 5 * Self.rate..<12 * Self.rate, 17 * Self.rate..<20 * Self.rate] {
            #expect(SignalComparison.largestDifference(Array(samples[range]), Array(voice[range])) < 0.02, "\(range)")
        }
    }
}

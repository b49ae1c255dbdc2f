import TestSupport
import Testing

@testable import AudioIO

/// What becomes of channels that are the same upside down, hum, or have nothing wrong with them.
@Suite struct ChannelMixerTests {
    private static let rate = 16_000

    /// Sound that comes and goes as speech does: bursts with pauses between them.
    private static func voice(seconds: Double, seed: UInt64 = 7, rate: Int = rate) -> [Float] {
        let samples = SyntheticAudio.bursts(sampleRate: rate, seconds: seconds, seed: seed)
        let noise = SyntheticAudio.noise(count: samples.count, amplitude: 0.001, seed: seed + 1)
        return samples.indices.map { index in
            let isPause = (index + Int(seed) * rate / 5) % (rate * 3 / 2) > rate
            return (isPause ? 0 : samples[index]) + noise[index]
        }
    }

    private static func interleaved(_ channels: [[Float]]) -> [Float] {
        channels[0].indices.flatMap { index in channels.map { $0[index] } }
    }

    /// The mix, pushed in blocks of some frames, and what was said of it.
    private static func mix(
        _ channels: [[Float]], selection: ChannelSelection = .mix, rate: Int = rate, layout: ChannelLayout? = nil,
        framesAtOnce: Int = 8192
    ) -> (mono: [Float], warnings: [AudioWarning]) {
        var mixer = ChannelMixer(
            selection: selection, channelCount: channels.count, sampleRate: rate, layout: layout)
        var mono: [Float] = []
        let samples = interleaved(channels)
        let size = framesAtOnce * channels.count
        for start in stride(from: 0, to: samples.count, by: size) {
            var block = Array(samples[start..<min(start + size, samples.count)])
            mixer.mix(&block, isAtEnd: false, into: &mono)
        }
        var none: [Float] = []
        mixer.mix(&none, isAtEnd: true, into: &mono)
        return (mono, mixer.warnings)
    }

    private static func level(_ samples: some Sequence<Float>) -> Float {
        samples.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    private static func difference(_ one: [Float], _ other: [Float]) -> Float {
        level(zip(one, other).map { $0 - $1 }) / level(other)
    }

    @Test(arguments: [2, 3, 6, 16, 17])
    func channelsWithNothingWrongAreTheirMeanToTheLastBit(count: Int) {
        let one = Self.voice(seconds: 11.3)
        // The same voice at several microphones, each with its own loudness and noise, and one more voice.
        let channels = (0..<count).map { channel in
            let other = Self.voice(seconds: 11.3, seed: 30 + UInt64(channel))
            let gain: Float = 0.1 * Float(channel)
            return zip(one, other).map { (own: Float, other: Float) -> Float in 0.6 * own + gain * other }
        }
        let mean = one.indices.map { (index: Int) -> Float in
            if count == 2 { return 0.5 * (channels[0][index] + channels[1][index]) }
            var sum: Float = 0
            for channel in channels { sum += channel[index] }
            return sum / Float(count)
        }
        let (mono, warnings) = Self.mix(channels)
        let isMean = mono == mean
        #expect(isMean)
        #expect(warnings == [])
    }

    @Test(arguments: [
        // A person at each of two headsets, who hears the other faintly, also upside down.
        (Float(1), Float(0.05)), (1, -0.2), (0.2, 0.02),
    ])
    func twoPeopleOnTwoChannelsStayTheirMean(gain: Float, leak: Float) {
        let (one, other) = (Self.voice(seconds: 9, seed: 3), Self.voice(seconds: 9, seed: 5).map { gain * $0 })
        // Each is silent while the other one talks for three seconds.
        let halves = one.indices.map { $0 / (3 * Self.rate) % 2 == 0 }
        let left = one.indices.map { halves[$0] ? one[$0] : leak * other[$0] }
        let right = one.indices.map { halves[$0] ? leak * one[$0] : other[$0] }
        let (mono, warnings) = Self.mix([left, right])
        let isMean = mono == zip(left, right).map { 0.5 * ($0 + $1) }
        #expect(isMean)
        #expect(warnings == [])
    }

    @Test(arguments: [Float(-1), -0.8, -0.5, -1.5])
    func aChannelThatIsUpsideDownIsTurnedRound(gain: Float) throws {
        let voice = Self.voice(seconds: 10)
        // Not exactly the same, as after a codec.
        let noise = SyntheticAudio.noise(count: voice.count, amplitude: 0.01, seed: 99)
        let right = zip(voice, noise).map { gain * $0 + $1 }
        let (mono, warnings) = Self.mix([voice, right])
        let wanted = voice.map { (1 - gain) / 2 * $0 }
        #expect(Self.difference(mono, wanted) < 0.1)
        #expect(warnings.count == 1)
        guard case .cancellingChannel(channel: 2, let seconds)? = warnings.first else {
            Issue.record("\(warnings)")
            return
        }
        #expect(seconds > 9 && seconds <= 10)
    }

    @Test func channelsOfAQuietRecordingAreTurnedRoundToo() {
        let voice = Self.voice(seconds: 10).map { 0.003 * $0 }
        let (mono, warnings) = Self.mix([voice, voice.map { -$0 }])
        #expect(Self.difference(mono, voice) < 1e-4)
        #expect(warnings.count == 1)
    }

    @Test func onlyTheTimeInWhichChannelsCancelIsMended() {
        let voice = Self.voice(seconds: 20)
        let turn = 10 * Self.rate
        let right = voice.indices.map { $0 < turn ? voice[$0] : -voice[$0] }
        let (mono, warnings) = Self.mix([voice, right])
        // To the last bit before; all of the voice from half a second after.
        let isSame = mono[..<(turn - Self.rate / 2)].elementsEqual(voice[..<(turn - Self.rate / 2)])
        #expect(isSame)
        let after = turn + Self.rate / 2
        #expect(Self.difference(Array(mono[after...]), Array(voice[after...])) < 1e-4)
        #expect(warnings.count == 1)
    }

    @Test func aPairThatCancelsIsFoundAmongMoreChannels() {
        let (voice, other) = (Self.voice(seconds: 8), Self.voice(seconds: 8, seed: 12).map { 0.3 * $0 })
        for order in [[0, 1, 2], [2, 0, 1], [0, 2, 1]] {
            let channels = [voice, voice.map { -$0 }, other]
            let (mono, warnings) = Self.mix(order.map { channels[$0] })
            // What is left of the mean is a third of the weak voice; both of the loud one must be there.
            #expect(Self.level(mono) > 0.6 * Self.level(voice), "\(order)")
            #expect(warnings.count == 1, "\(order)")
        }
    }

    @Test func noiseThatCancelsMayDoSo() {
        let noise = SyntheticAudio.noise(count: 6 * Self.rate, amplitude: 0.0005)
        let (mono, warnings) = Self.mix([noise, noise.map { -$0 }])
        let isSilent = mono.allSatisfy { $0 == 0 }
        #expect(isSilent)
        #expect(warnings == [])
    }

    @Test(arguments: ["hum", "buzz", "noise", "offset"], [0, 1])
    func aChannelOfNoiseDoesNotDrownTheOther(kind: String, noisy: Int) {
        let voice = Self.voice(seconds: 13).map { 0.4 * $0 }
        func tone(_ frequency: Double, _ amplitude: Double) -> [Float] {
            SyntheticAudio.sine(frequency: frequency, sampleRate: Self.rate, count: voice.count, amplitude: amplitude)
        }
        let noise: [Float] =
            switch kind {
            case "hum": tone(50, 0.4)
            case "buzz": zip(tone(60, 0.3), tone(180, 0.2)).map { $0 + $1 }
            case "noise": SyntheticAudio.noise(count: voice.count, amplitude: 0.5)
            default: voice.map { _ in 0.4 }
            }
        let (mono, warnings) = Self.mix(noisy == 0 ? [noise, voice] : [voice, noise])
        if kind == "offset" {
            #expect(Self.difference(mono, voice.map { 0.5 * $0 }) < 0.02)
            #expect(warnings.count == 1)
            guard case .offsetRemoved(channel: noisy + 1, _)? = warnings.first else {
                Issue.record("\(warnings)")
                return
            }
        } else {
            let isVoice = mono == voice
            #expect(isVoice)
            #expect(warnings == [.noiseChannel(channel: noisy + 1, seconds: 13)])
        }
    }

    @Test func twoMicrophonesInANoisyRoomStayTheirMean() {
        // Nothing before the recording begins, a noisy room, and a person who is near one of the microphones.
        let voice = Self.voice(seconds: 15).map { 0.3 * $0 }
        let start = Self.rate / 2
        let room = (0..<2).map { SyntheticAudio.noise(count: voice.count, amplitude: 0.05, seed: 70 + UInt64($0)) }
        let channels = (0..<2).map { channel in
            voice.indices.map { index -> Float in
                index < start ? 0 : (channel == 0 ? 1 : 0.15) * voice[index] + room[channel][index]
            }
        }
        let (mono, warnings) = Self.mix(channels)
        let isMean = mono == voice.indices.map { 0.5 * (channels[0][$0] + channels[1][$0]) }
        #expect(isMean)
        #expect(warnings == [])
    }

    @Test func aChannelOfNoiseWithSpeechIsHeardWhenThereIsSpeech() {
        let hum = SyntheticAudio.sine(frequency: 50, sampleRate: Self.rate, count: 24 * Self.rate, amplitude: 0.4)
        let (one, other) = (Self.voice(seconds: 24), Self.voice(seconds: 24, seed: 21))
        // The second person talks from the 13th second on, into the humming channel.
        let half = 12 * Self.rate
        let left = one.indices.map { $0 < half ? one[$0] : 0.001 * one[$0] }
        let right = one.indices.map { $0 < half ? hum[$0] : hum[$0] + other[$0] }
        let (mono, _) = Self.mix([left, right])
        // The fourth block begins a little before that.
        let isVoice = mono[..<(half - Self.rate)].elementsEqual(left[..<(half - Self.rate)])
        #expect(isVoice)
        let correlation = zip(mono[half...], other[half...]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        let power = other[half...].reduce(Float(0)) { $0 + $1 * $1 }
        #expect(correlation > 0.4 * power)
    }

    @Test(arguments: [1, 333, 8192, 1_000_000], [16_000, 44_100])
    func sizesOfPushesLeaveNoTrace(size: Int, rate: Int) {
        let voice = Self.voice(seconds: 9.7, rate: rate)
        let shifted = voice.map { $0 + 0.1 }
        let hum = SyntheticAudio.sine(frequency: 50, sampleRate: rate, count: voice.count, amplitude: 0.8)
        let half = voice.count / 2
        let right = voice.indices.map { $0 < half ? -voice[$0] : hum[$0] }
        let whole = Self.mix([shifted, right], rate: rate)
        let parts = Self.mix([shifted, right], rate: rate, framesAtOnce: size)
        let isSame = parts.mono == whole.mono
        #expect(isSame)
        #expect(parts.warnings == whole.warnings)
        #expect(whole.mono.count == voice.count && whole.warnings.count == 3)
    }

    @Test func filmSoundIsMixedByItsLayoutWithoutTheLowFrequencies() throws {
        let layout = try #require(ChannelLayout(ffmpeg: "5.1", channelCount: 6))
        let voice = Self.voice(seconds: 6)
        let channels = (0..<6).map { $0 == 2 ? voice : Self.voice(seconds: 6, seed: 40 + UInt64($0)) }
        let (mono, warnings) = Self.mix(channels, layout: layout)
        let weights: [Float] = [0.7071, 0.7071, 1, 0, 0.5, 0.5]
        let sum = weights.reduce(0, +)
        let wanted = voice.indices.map { (index: Int) -> Float in
            var value: Float = 0
            for channel in 0..<6 { value += weights[channel] / sum * channels[channel][index] }
            return value
        }
        #expect(SignalComparison.largestDifference(mono, wanted) < 1e-5)
        #expect(warnings == [.lowFrequencyChannel(channel: 4)])
        // Without a stated layout no microphone is lost.
        let plain = Self.mix(channels)
        let mean = voice.indices.map { (index: Int) -> Float in
            var value: Float = 0
            for channel in channels { value += channel[index] }
            return value / 6
        }
        let isMean = plain.mono == mean
        #expect(isMean && plain.warnings == [])
    }

    @Test func channelsForThemselvesAreNeitherTurnedNorLeftOut() {
        let voice = Self.voice(seconds: 6)
        let hum = SyntheticAudio.sine(frequency: 50, sampleRate: Self.rate, count: voice.count, amplitude: 0.9)
        let channels = [voice, voice.map { -$0 }, hum]
        for channel in 0..<3 {
            let (mono, warnings) = Self.mix(channels, selection: .channel(channel))
            let isChannel = mono == channels[channel]
            #expect(isChannel)
            #expect(warnings == [])
        }
    }
}

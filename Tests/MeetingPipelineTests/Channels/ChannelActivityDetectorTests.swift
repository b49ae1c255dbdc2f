import Diarization
import ModelFiles
import TestSupport
import Testing

@testable import MeetingPipeline

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct ChannelActivityDetectorTests {
    private let detector: VoiceActivityDetector
    private let voice: [Float]

    init() throws {
        detector = try VoiceActivityDetector(
            ModelStore(directory: ModelsFolder.path).open(role: .vad).tensors())
        voice = try PCMSample.read(TestResources.sample("beckett.wav"))
    }

    private func listen(_ samples: [Float], block: Int = 320 * 512) -> (speech: [Float], power: [Float]) {
        var activity = ChannelActivityDetector()
        var (speech, power): ([Float], [Float]) = ([], [])
        for start in stride(from: 0, to: samples.count, by: block) {
            let found = activity.detect(Array(samples[start..<min(start + block, samples.count)]), detector)
            speech += found.speech
            power += found.power
        }
        return (speech, power)
    }

    @Test func whatSoundsIsHeardAsTheDetectorHearsIt() {
        let found = listen(voice)
        let expected = voice.withUnsafeBufferPointer { VoiceActivityStream(detector).probabilities($0) }
        #expect(found.speech == expected)
        #expect(found.speech.count == (voice.count + 511) / 512 && found.power.count == found.speech.count)
        let power = voice[5_120..<5_632].reduce(Float(0)) { $0 + $1 * $1 } / 512
        #expect(abs(found.power[10] - power) <= 1e-6 * power)
        #expect(listen(voice, block: 5 * 512).speech == found.speech)
    }

    @Test func silenceIsNoSpeechAndTheVoiceAfterItIsHeard() {
        let silence = Noise.floats(60 * 16_000, scale: 0.0005)
        let found = listen(silence + voice)
        let quiet = silence.count / 512
        // The detector has heard a second of it; all the rest is exactly nothing.
        #expect(found.speech[40..<quiet].allSatisfy { $0 == 0 })
        #expect(found.speech[..<40].contains { $0 > 0 })
        let speaking = found.speech[quiet...].count { $0 >= 0.5 }
        let expected = listen(voice).speech.count { $0 >= 0.5 }
        #expect(abs(speaking - expected) <= 4)
        #expect(found.speech == listen(silence + voice, block: 512).speech)
    }

    @Test func digitalSilenceIsNothing() {
        let found = listen([Float](repeating: 0, count: 100_000))
        #expect(found.speech.allSatisfy { $0 < 0.1 } && found.power.allSatisfy { $0 == 0 })
        #expect(listen([]).speech.isEmpty)
    }
}

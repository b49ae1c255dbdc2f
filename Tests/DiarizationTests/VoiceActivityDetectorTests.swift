import ModelFiles
import TestSupport
import Testing

@testable import Diarization

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct VoiceActivityDetectorTests {
    let detector: VoiceActivityDetector

    init() throws {
        detector = try VoiceActivityDetector(SafeTensors(path: TestResources.model("silero-vad")))
    }

    private func probabilities(_ samples: [Float], pushing size: Int) -> [Float] {
        let stream = VoiceActivityStream(detector)
        return stride(from: 0, to: samples.count, by: size).flatMap { start in
            Array(samples[start..<min(samples.count, start + size)]).withUnsafeBufferPointer {
                stream.probabilities($0)
            }
        }
    }

    @Test func agreesWithTheReference() throws {
        let golden = try BeckettGolden.load().speechProbabilities
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let found = probabilities(Array(samples.prefix(golden.count * 512)), pushing: samples.count)
        GoldenTensor(shape: [golden.count], values: golden).expect(found, "beckett speech", tolerance: 1e-4)
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func agreesOverAWholeRecording() throws {
        let golden = try GoldenTensor.shared("silero_prob")
        let samples = try GoldenTensor.shared("endgame_16k").values
        let found = probabilities(Array(samples.prefix(golden.values.count * 512)), pushing: samples.count)
        golden.expect(found, "silero_prob", tolerance: 1e-4)
    }

    @Test(arguments: [512, 4 * 512, 31 * 512])
    func theSizeOfThePushesDoesNotMatter(size: Int) throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        #expect(probabilities(samples, pushing: size) == probabilities(samples, pushing: samples.count))
    }
}

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

    private func probabilities(_ samples: [Float], pieces: Int) -> [Float] {
        let stream = VoiceActivityStream(detector)
        return stride(from: 0, to: samples.count, by: pieces).flatMap { start in
            Array(samples[start..<min(samples.count, start + pieces)]).withUnsafeBufferPointer {
                stream.probabilities($0)
            }
        }
    }

    @Test func agreesWithTheReference() throws {
        let golden = try BeckettGolden.load().speechProbabilities
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let found = probabilities(Array(samples.prefix(golden.count * 512)), pieces: samples.count)
        GoldenTensor(shape: [golden.count], values: golden).expect(found, "beckett speech", tolerance: 1e-4)
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func agreesOverAWholeRecording() throws {
        let golden = try GoldenTensor.shared("silero_prob")
        let samples = try GoldenTensor.shared("endgame_16k").values
        let found = probabilities(Array(samples.prefix(golden.values.count * 512)), pieces: samples.count)
        golden.expect(found, "silero_prob", tolerance: 1e-4)
    }

    @Test(arguments: [512, 4 * 512, 31 * 512])
    func piecesDoNotMatter(size: Int) throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        #expect(probabilities(samples, pieces: size) == probabilities(samples, pieces: samples.count))
    }
}

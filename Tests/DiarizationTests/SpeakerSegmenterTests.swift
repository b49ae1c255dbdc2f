import ModelFiles
import TensorKit
import TestSupport
import Testing

@testable import Diarization

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct SpeakerSegmenterTests {
    let segmenter: SpeakerSegmenter

    init() throws {
        segmenter = try SpeakerSegmenter(SafeTensors(path: TestResources.model("pyannote-segmentation")))
    }

    static func logProbabilities(_ logits: Matrix) -> [Float] {
        (0..<logits.rows).flatMap { row -> [Float] in
            let values = logits[row: row]
            let highest = values.max() ?? 0
            let sum = values.reduce(0.0) { $0 + Double($1 - highest).exponential }
            return values.map { $0 - highest - Float(sum.logarithm) }
        }
    }

    private func sincNet(_ samples: [Float]) -> [Float] {
        let output = FloatBuffer(589 * 60)
        samples.withUnsafeBufferPointer {
            segmenter.sincNet($0, windows: 1, hopSamples: 16_000, into: output.pointer)
        }
        return Array(UnsafeBufferPointer(start: output.pointer, count: 589 * 60))
    }

    private func logits(_ samples: [Float], windows: Int = 1) -> Matrix {
        samples.withUnsafeBufferPointer { segmenter.logits($0, windows: windows, hopSamples: 16_000) }
    }

    @Test func filtersAgreeWithTheReference() throws {
        let taps = try SincFilters.taps(SafeTensors(path: TestResources.model("pyannote-segmentation")))
        try BeckettGolden.load().tensor("sinc_filters").expect(taps, "beckett sinc_filters", tolerance: 1e-5)
    }

    @Test func scoresAgreeWithTheReference() throws {
        let golden = try BeckettGolden.load()
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        try golden.tensor("sincnet").expect(sincNet(samples), "beckett sincnet", tolerance: 1e-3)
        let logits = logits(samples)
        let tensor = try golden.tensor("log_probabilities")
        tensor.expect(Self.logProbabilities(logits), "beckett log_probabilities", tolerance: 1e-3)
        let masks = samples.withUnsafeBufferPointer { segmenter.masks($0, windows: 1, hopSamples: 16_000) }
        #expect(masks == golden.classes.map { Powerset.masks[$0] })
    }

    @Test func aWindowDoesNotDependOnItsNeighbours() throws {
        let samples = try PCMSample.read(TestResources.sample("beckett.wav"))
        let together = samples.withUnsafeBufferPointer { segmenter.masks($0, windows: 3, hopSamples: 16_000) }
        for window in 0..<3 {
            let alone = Array(samples[(window * 16_000)...]).withUnsafeBufferPointer {
                segmenter.masks($0, windows: 1, hopSamples: 16_000)
            }
            #expect(Array(together[window * 589..<(window + 1) * 589]) == alone)
        }
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func wholeTensorsAgree() throws {
        let taps = try SincFilters.taps(SafeTensors(path: TestResources.model("pyannote-segmentation")))
        try GoldenTensor.shared("seg_filters").expect(taps, "seg_filters", tolerance: 1e-5)
        let samples = try GoldenTensor.shared("endgame_10s").values
        try GoldenTensor.shared("seg_sincnet").expect(sincNet(samples), "seg_sincnet", tolerance: 1e-3)
        try GoldenTensor.shared("seg_logp").expect(
            Self.logProbabilities(logits(samples)), "seg_logp", tolerance: 1e-3)
        let masks = samples.withUnsafeBufferPointer { segmenter.masks($0, windows: 1, hopSamples: 16_000) }
        let columns = masks.flatMap { mask in (0..<3).map { Float(mask >> $0 & 1) } }
        try GoldenTensor.shared("seg_multilabel").expect(columns, "seg_multilabel", tolerance: 0)
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func everyWindowOfARecordingAgrees() throws {
        let samples = try GoldenTensor.shared("endgame_16k").values
        let windows = LocalSegmentation.windowCount(sampleCount: samples.count, hopSamples: 16_000)
        #expect(windows == 20)
        let masks = samples.withUnsafeBufferPointer { segmenter.masks($0, windows: windows, hopSamples: 16_000) }
        let columns = masks.flatMap { mask in (0..<3).map { Float(mask >> $0 & 1) } }
        try GoldenTensor.shared("endgame_seg_all").expect(columns, "endgame_seg_all", tolerance: 0)
    }
}

import Features
import ModelFiles
import TensorKit
import TestSupport
import Testing

@testable import Diarization

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct SpeakerEmbedderTests {
    private func centred(_ samples: [Float]) -> (raw: Matrix, centred: Matrix) {
        let raw = samples.withUnsafeBufferPointer { KaldiFilterbank().energies($0) }
        // The reach extends beyond both ends, so this is the plain mean over all frames.
        return (raw, SlidingMean.subtract(from: raw, reach: raw.rows, floor: -.infinity))
    }

    /// From the order of a frame here (mel row, channel) to that of the reference (channel, mel row).
    private func reordered(_ values: ArraySlice<Float>) -> [Float] {
        let base = values.startIndex
        return (0..<2560).map { values[base + ($0 % 10) * 256 + $0 / 10] }
    }

    private func check(
        _ samples: [Float], mask: [Float], frames: GoldenTensor, statistics: GoldenTensor, embedding: [Float],
        filterbank: GoldenTensor, prefix: String
    ) throws {
        let file = try SafeTensors(path: TestResources.model("wespeaker-resnet34"))
        let (raw, input) = centred(samples)
        filterbank.expect(raw.values, prefix + "fbank_raw", tolerance: 5e-4)
        let output = try ResNet34(file)(input)
        // The reference has frames as columns.
        let rows = (0..<frames.shape[1]).map { reordered(output[row: $0]) }
        let columns = (0..<2560).flatMap { value in rows.map { $0[value] } }
        frames.expect(columns, prefix + "emb_frames", tolerance: 1e-3)

        let weights = (0..<output.rows).map { mask[min(mask.count - 1, $0 * mask.count / output.rows)] }
        let pointers = (0..<output.rows).map { $0 * output.columns }
        let embedder = try SpeakerEmbedder(file)
        let (pooled, moments) = output.values.withUnsafeBufferPointer { values in
            let base = values.baseAddress.map { base in pointers.map { base + $0 } } ?? []
            return (embedder.pool(base, weights: [weights]), embedder.statistics(base, weights: weights))
        }
        let ordered = reordered(moments[..<2560]) + reordered(moments[2560...])
        statistics.expect(ordered, prefix + "emb_stats", tolerance: 1e-3)
        GoldenTensor(shape: [256], values: embedding).expect(pooled.values, prefix + "emb_vector", tolerance: 1e-4)
        let dot = try paired(pooled.values, embedding).reduce(0.0) { $0 + Double($1.0 * $1.1) }
        let lengths = [pooled.values, embedding].map { $0.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot() }
        #expect(dot / (lengths[0] * lengths[1]) > 0.99999)
    }

    @Test func agreesWithTheReference() throws {
        let golden = try BeckettGolden.load()
        let mask = (0..<589).map { (100..<400).contains($0) ? Float(1) : 0 }
        try check(
            PCMSample.read(TestResources.sample("beckett.wav")), mask: mask, frames: golden.tensor("embedding_frames"),
            statistics: golden.tensor("embedding_statistics"), embedding: golden.embedding,
            filterbank: golden.tensor("filterbank"), prefix: "beckett ")
    }

    @Test(.enabled(if: TestResources.hasShared, "needs the shared golden tensors"))
    func wholeTensorsAgree() throws {
        try check(
            GoldenTensor.shared("endgame_10s").values, mask: GoldenTensor.shared("emb_mask").values,
            frames: GoldenTensor.shared("emb_frames_0_16"), statistics: GoldenTensor.shared("emb_stats"),
            embedding: GoldenTensor.shared("emb_vector").values, filterbank: GoldenTensor.shared("fbank_raw"),
            prefix: "")
    }

    @Test func blocksJoinWithoutSeams() throws {
        // The frames of a block in the middle equal those of one run over everything, apart from distant context.
        let embedder = try SpeakerEmbedder(SafeTensors(path: TestResources.model("wespeaker-resnet34")))
        let samples = try PCMSample.read(TestResources.sample("two_cities.wav")).enumerated()
            .compactMap { $0.offset % 3 == 0 ? $0.element : nil }
        let count = SpeakerEmbedder.frameCount(sampleCount: samples.count)
        let whole = samples.withUnsafeBufferPointer { embedder.frames(0..<count, samples: $0, origin: 0) }
        let range = 250..<300
        let origin = 100 * SpeakerEmbedder.frameSamples
        let block = Array(samples[origin...]).withUnsafeBufferPointer {
            embedder.frames(range, samples: $0, origin: origin)
        }
        let expected = whole.rows(range).values
        var (difference, total) = (0.0, 0.0)
        for (a, b) in try paired(block.values, expected) {
            difference += Double((a - b) * (a - b))
            total += Double(b * b)
        }
        #expect((difference / total).squareRoot() < 0.02)
    }
}

import Foundation
import ModelFiles
import TensorKit
import TestSupport
import Testing
import Transcript

@testable import Diarization

@Suite(.enabled(if: TestResources.hasShared, "needs the shared golden tensors and the model weights"))
struct SpeakerClusteringGoldenTests {
    let plda: PLDA

    init() throws { plda = try PLDA(SafeTensors(path: TestResources.model("pyannote-plda"))) }

    /// The output of the reference's networks for a dialogue of 28 s.
    private func reference() throws -> WindowDiarization {
        let columns = try GoldenTensor.shared("endgame_seg_all").values
        let masks = stride(from: 0, to: columns.count, by: 3).map { frame in
            (0..<3).reduce(UInt8(0)) { $0 | (columns[frame + $1] > 0 ? 1 << $1 : 0) }
        }
        return WindowDiarization(
            segmentation: LocalSegmentation(hopSamples: 16_000, masks: masks),
            embeddings: try GoldenTensor.shared("endgame_emb_all").values, plda: plda)
    }

    @Test func pldaFeaturesAgreeUpToSign() throws {
        let training = try GoldenTensor.shared("vbx_train").values.map(Double.init)
        let features = plda.features(training, count: 34)
        let golden = try GoldenTensor.shared("vbx_plda_feat")
        // The sign of an eigenvector is arbitrary, so magnitudes are compared.
        GoldenTensor(shape: golden.shape, values: golden.values.map(abs))
            .expect(features.map { Float(abs($0)) }, "vbx_plda_feat (magnitude)", tolerance: 1e-4)
        try GoldenTensor.shared("vbx_phi").expect(plda.phi.map { Float($0) }, "vbx_phi", tolerance: 1e-6)
    }

    @Test func responsibilitiesAgreeUpToOrder() throws {
        let training = try GoldenTensor.shared("vbx_train").values.map(Double.init)
        let unit = Vectors.scaled(training, width: 256, toLength: 1)
        let labels = CentroidLinkage.labels(unit, count: 34, width: 256, threshold: 0.6)
        var vbx = VBx()
        (vbx.fa, vbx.fb, vbx.iterations) = (0.07, 0.8, 20)
        let result = vbx.run(features: plda.features(training, count: 34), phi: plda.phi, labels: labels)
        let kept = (0..<result.speakerCount).filter { result.shares[$0] > 1e-7 }
            .sorted { result.responsibilities[$0] > result.responsibilities[$1] }
        let golden = try GoldenTensor.shared("vbx_resp")
        let order = golden.values[0] > golden.values[1] ? kept : kept.reversed()
        let found = (0..<34).flatMap { point in
            order.map { Float(result.responsibilities[point * result.speakerCount + $0]) }
        }
        golden.expect(found, "vbx_resp", tolerance: 1e-5)
        try GoldenTensor.shared("vbx_pi").expect(order.map { Float(result.shares[$0]) }, "vbx_pi", tolerance: 1e-5)
    }

    @Test func clustersAgreeUpToOrder() throws {
        let found = try reference().clusters().clusters
        let golden = try GoldenTensor.shared("hard_clusters").values.map { $0 < 0 ? nil : Int($0) }
        #expect(found.map { $0 == nil } == golden.map { $0 == nil })
        let pairs = Set(
            try paired(found, golden).compactMap { ours, theirs in ours.flatMap { a in theirs.map { [a, $0] } } })
        #expect(pairs.count == 2, "each cluster corresponds to one of the reference: \(pairs)")
        print("parity | hard_clusters | [20, 3] | \(golden.count) values | identical up to order")
    }

    @Test func spansAgree() throws {
        let reference = try reference()
        let samples = try GoldenTensor.shared("endgame_16k").values.count
        let (clusters, count) = reference.clusters()
        let activity = ActivityReconstruction.votes(
            reference.segmentation, clusters: clusters, clusterCount: count)
        let end = Double(samples) / 16_000
        let spans = reference.spans(activity, endSeconds: end)
        let data = try Data(contentsOf: URL(filePath: TestResources.shared("golden/manifest.json")))
        let manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let golden = try #require(manifest["turns"] as? [[Double]])
        var names: [Int: Double] = [:]
        for (span, expected) in try paired(spans, golden) {
            #expect(abs(span.range.start - expected[0]) < 1e-5)
            // The last span of the reference extends into the padding of the last window.
            #expect(abs(span.range.end - min(expected[1], end)) < 1e-5)
            #expect(names[span.speaker, default: expected[2]] == expected[2])
            names[span.speaker] = expected[2]
        }
        #expect(Set(names.values).count == 2)
        print("parity | turns | [\(golden.count), 3] | \(golden.count) turns | identical to 1e-5 s")

        let whole = try GoldenTensor.shared("speaker_count").values
        let counts = activity.counts.map { Float($0) }
        // The reference also counts the padding of the last window.
        let shared = min(whole.count, counts.count)
        #expect(shared > 0 && whole.count - shared < 600 && counts.count - shared < 600)
        GoldenTensor(shape: [shared], values: Array(whole.prefix(shared)))
            .expect(Array(counts.prefix(shared)), "speaker_count", tolerance: 0)
    }
}

@Suite struct SpeakerClusteringTests {
    /// Points around a direction of their own for each cluster, with a little spread.
    private static func points(_ clusters: [Int]) -> [Double] {
        var points: [Double] = []
        for (index, cluster) in clusters.enumerated() {
            for value in 0..<8 {
                let spread = 0.02 * Double((index * 7 + value * 3) % 5)
                points.append(value == cluster ? 1 + spread : spread)
            }
        }
        return points
    }

    @Test func linkageFindsSeparateGroups() throws {
        let truth = [0, 1, 0, 2, 1, 2, 0, 2]
        let unit = Vectors.scaled(Self.points(truth), width: 8, toLength: 1)
        let labels = AverageLinkage.labels(unit, count: truth.count, width: 8, similarity: 0.6)
        #expect(Set(labels).count == 3)
        #expect(Set(try paired(labels, truth).map { [$0, $1] }).count == 3)
    }

    @Test func linkageAgreesWithTheNaiveForm() throws {
        var state: UInt64 = 5
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31) - 0.5
        }
        for count in [2, 3, 17, 60] {
            let unit = Vectors.scaled((0..<count * 6).map { _ in random() }, width: 6, toLength: 1)
            for similarity in [-0.2, 0.1, 0.5] {
                let fast = AverageLinkage.labels(unit, count: count, width: 6, similarity: similarity)
                let plain = Self.naive(unit, count: count, width: 6, similarity: similarity)
                let pairs = Set(try paired(fast, plain).map { [$0, $1] })
                #expect(pairs.count == Set(fast).count && pairs.count == Set(plain).count)
            }
        }
    }

    /// Average linkage by its definition: all mean cosines are computed again after each merge.
    private static func naive(_ points: [Double], count: Int, width: Int, similarity: Double) -> [Int] {
        func cosine(_ a: Int, _ b: Int) -> Double {
            (0..<width).reduce(0) { $0 + points[a * width + $1] * points[b * width + $1] }
        }
        var clusters = (0..<count).map { [$0] }
        while clusters.count > 1 {
            var best = (similarity: -Double.infinity, i: 0, j: 0)
            for i in clusters.indices {
                for j in clusters.indices where j > i {
                    var sum = 0.0
                    for a in clusters[i] { for b in clusters[j] { sum += cosine(a, b) } }
                    let mean = sum / Double(clusters[i].count * clusters[j].count)
                    if mean > best.similarity { best = (mean, i, j) }
                }
            }
            guard best.similarity >= similarity else { break }
            clusters[best.j] += clusters[best.i]
            clusters.remove(at: best.i)
        }
        var labels = [Int](repeating: 0, count: count)
        for (label, members) in clusters.enumerated() { for member in members { labels[member] = label } }
        return labels
    }

    @Test func kMeansFindsTheGivenNumberOfClusters() throws {
        let truth = [0, 1, 0, 2, 1, 2, 0, 2]
        let unit = Vectors.scaled(Self.points(truth), width: 8, toLength: 1)
        let labels = KMeans.labels(unit, count: truth.count, width: 8, clusters: 3)
        #expect(Set(try paired(labels, truth).map { [$0, $1] }).count == 3)
        #expect(labels == KMeans.labels(unit, count: truth.count, width: 8, clusters: 3))
    }
}

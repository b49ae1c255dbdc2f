import Foundation
import ModelFiles
import TestSupport
import Testing
import Transcript

@testable import Diarization

@Suite(.enabled(if: TestResources.hasShared, "needs the shared golden tensors and the model weights"))
struct SpeakerClusteringGoldenTests {
    let plda: PLDA

    init() throws { plda = try PLDA(SafeTensors(path: TestResources.model("pyannote-plda"))) }

    /// What the networks of the reference said about a dialogue of 28 s.
    static func prepared() throws -> PreparedDiarization {
        let columns = try GoldenTensor.shared("endgame_seg_all").values
        let masks = stride(from: 0, to: columns.count, by: 3).map { frame in
            (0..<3).reduce(UInt8(0)) { $0 | (columns[frame + $1] > 0 ? 1 << $1 : 0) }
        }
        return PreparedDiarization(
            sampleCount: try GoldenTensor.shared("endgame_16k").values.count, speech: [],
            segmentation: LocalSegmentation(hopSamples: 16_000, masks: masks),
            embeddings: try GoldenTensor.shared("endgame_emb_all").values)
    }

    @Test func pldaFeaturesAgreeUpToSign() throws {
        let training = try GoldenTensor.shared("vbx_train").values.map(Double.init)
        let features = plda.features(training, count: 34)
        let golden = try GoldenTensor.shared("vbx_plda_feat")
        // An eigenvector's sign is arbitrary: compare magnitudes.
        GoldenTensor(shape: golden.shape, values: golden.values.map(abs))
            .expect(features.map { Float(abs($0)) }, "vbx_plda_feat (magnitude)", tolerance: 1e-4)
        try GoldenTensor.shared("vbx_phi").expect(plda.phi.map { Float($0) }, "vbx_phi", tolerance: 1e-6)
    }

    @Test func responsibilitiesAgreeUpToOrder() throws {
        let training = try GoldenTensor.shared("vbx_train").values.map(Double.init)
        let unit = Vectors.scaled(training, width: 256, toLength: 1)
        let labels = CentroidLinkage.labels(unit, count: 34, width: 256, threshold: 0.6)
        let result = VBx().run(features: plda.features(training, count: 34), phi: plda.phi, labels: labels)
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
        let result = SpeakerClustering(plda: plda).cluster(try Self.prepared())
        let golden = try GoldenTensor.shared("hard_clusters").values.map { $0 < 0 ? nil : Int($0) }
        #expect(result.clusters.map { $0 == nil } == golden.map { $0 == nil })
        let pairs = Set(
            zip(result.clusters, golden).compactMap { ours, theirs in ours.flatMap { a in theirs.map { [a, $0] } } })
        #expect(pairs.count == 2, "each cluster stands for one of the reference's: \(pairs)")
    }

    @Test func turnsAgree() throws {
        let prepared = try Self.prepared()
        let diarization = SpeakerDiarization(prepared, clustering: SpeakerClustering(plda: plda))
        let data = try Data(contentsOf: URL(filePath: TestResources.shared("golden/manifest.json")))
        let manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let golden = try #require(manifest["turns"] as? [[Double]])
        #expect(diarization.turns.count == golden.count)
        for (turn, expected) in zip(diarization.turns, golden) {
            #expect(abs(turn.range.start - expected[0]) < 1e-5)
            // The reference lets the last turn run into the padding of the last window.
            #expect(abs(turn.range.end - min(expected[1], prepared.durationSeconds)) < 1e-5)
            #expect(Double(turn.speaker) == expected[2])
        }
        let counts = diarization.activity.counts.map { Float($0) }
        let whole = try GoldenTensor.shared("speaker_count").values
        // Ours ends with the recording, the reference with the last window's padding.
        GoldenTensor(shape: [counts.count], values: Array(whole.prefix(counts.count)))
            .expect(counts, "speaker_count", tolerance: 0)
        print("parity | turns | [\(golden.count), 3] | \(golden.count) values | identical to 1e-5 s")
    }
}

@Suite struct SpeakerClusteringTests {
    /// Two far-apart directions with a little spread.
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

    @Test func linkageFindsSeparateGroups() {
        let truth = [0, 1, 0, 2, 1, 2, 0, 2]
        let unit = Vectors.scaled(Self.points(truth), width: 8, toLength: 1)
        let labels = CentroidLinkage.labels(unit, count: truth.count, width: 8, threshold: 0.6)
        #expect(Set(labels).count == 3)
        #expect(Set(zip(labels, truth).map { [$0, $1] }).count == 3)
    }

    @Test func linkageAgreesWithTheNaiveForm() {
        var state: UInt64 = 5
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(1 << 31) - 0.5
        }
        for count in [2, 3, 17, 60] {
            let unit = Vectors.scaled((0..<count * 6).map { _ in random() }, width: 6, toLength: 1)
            for threshold in [0.3, 0.7, 1.1] {
                let fast = CentroidLinkage.labels(unit, count: count, width: 6, threshold: threshold)
                let plain = Self.naive(unit, count: count, width: 6, threshold: threshold)
                let pairs = Set(zip(fast, plain).map { [$0, $1] })
                #expect(pairs.count == Set(fast).count && pairs.count == Set(plain).count)
            }
        }
    }

    /// Centroid linkage as its definition reads: all distances anew after each merge.
    private static func naive(_ points: [Double], count: Int, width: Int, threshold: Double) -> [Int] {
        struct Node {
            var members: [Int]
            var highest: Double
            var children: [Node]
        }
        func centroid(_ node: Node) -> [Double] {
            (0..<width).map { d in node.members.reduce(0) { $0 + points[$1 * width + d] } / Double(node.members.count) }
        }
        var nodes = (0..<count).map { Node(members: [$0], highest: 0, children: []) }
        while nodes.count > 1 {
            let centres = nodes.map(centroid)
            var best = (distance: Double.infinity, i: 0, j: 0)
            for i in nodes.indices {
                for j in nodes.indices where j > i {
                    let distance = zip(centres[i], centres[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                    if distance < best.distance { best = (distance, i, j) }
                }
            }
            let (a, b) = (nodes[best.i], nodes[best.j])
            let highest = max(best.distance.squareRoot(), a.highest, b.highest)
            nodes[best.j] = Node(members: a.members + b.members, highest: highest, children: [a, b])
            nodes.remove(at: best.i)
        }
        var labels = [Int](repeating: 0, count: count)
        var next = 0
        func cut(_ node: Node) {
            if node.highest <= threshold {
                for member in node.members { labels[member] = next }
                next += 1
            } else {
                node.children.forEach(cut)
            }
        }
        nodes.forEach(cut)
        return labels
    }

    @Test func matchingIsOptimal() {
        #expect(BipartiteMatching.assign([[5, 4, 0], [5, 1, 0], [0, 0, -1]]) == [1, 0, 2])
        #expect(BipartiteMatching.assign([[1], [3], [2]]) == [nil, 0, nil])
        #expect(BipartiteMatching.assign([[], [], []]) == [nil, nil, nil])
    }

    @Test func kMeansSplitsWhatItIsTold() {
        let truth = [0, 1, 0, 2, 1, 2, 0, 2]
        let unit = Vectors.scaled(Self.points(truth), width: 8, toLength: 1)
        let labels = KMeans.labels(unit, count: truth.count, width: 8, clusters: 3)
        #expect(Set(zip(labels, truth).map { [$0, $1] }).count == 3)
        #expect(labels == KMeans.labels(unit, count: truth.count, width: 8, clusters: 3))
    }
}

import TensorKit
import Transcript

@testable import Diarization

/// The pipeline of the reference, built from this module's parts: embeddings of whole windows, centroid linkage, VBx
/// with the reference's constants, one-to-one assignment by cosine. Its results are known to the last frame.
struct WindowDiarization {
    let segmentation: LocalSegmentation
    /// windows x 3 x 256; NaN where a local speaker is silent.
    let embeddings: [Float]
    let plda: PLDA

    /// Cluster of each local speaker, nil where it is silent, and the number of clusters.
    func clusters() -> (clusters: [Int?], count: Int) {
        let masks = segmentation.masks
        func frames(_ index: Int, _ matches: (UInt8) -> Bool) -> Int {
            segmentation.window(index / 3).count(where: matches)
        }
        let bits = (0..<segmentation.windowCount * 3).map { UInt8(1) << ($0 % 3) }
        let training = bits.indices.filter { index in
            Double(frames(index) { $0 == bits[index] }) >= 0.2 * Double(masks.count / segmentation.windowCount)
                && embeddings[index * 256].isFinite
        }
        let raw = training.flatMap { embeddings[$0 * 256..<($0 + 1) * 256].map(Double.init) }
        let unit = Vectors.scaled(raw, width: 256, toLength: 1)
        let initial = CentroidLinkage.labels(unit, count: training.count, width: 256, threshold: 0.6)
        var vbx = VBx()
        (vbx.fa, vbx.fb, vbx.iterations) = (0.07, 0.8, 20)
        let result = vbx.run(
            features: plda.features(raw, count: training.count), phi: plda.phi, labels: initial)
        let kept = (0..<result.speakerCount).filter { result.shares[$0] > 1e-7 }
        let centroids = kept.map { speaker in
            (0..<256).map { d in
                training.indices.reduce(0) {
                    $0 + result.responsibilities[$1 * result.speakerCount + speaker] * raw[$1 * 256 + d]
                }
            }
        }
        func cosine(_ a: [Double], _ b: [Double]) -> Double {
            func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
        }
        let clusters = (0..<segmentation.windowCount).flatMap { window -> [Int?] in
            let talking = (0..<3).map { speaker in frames(window * 3 + speaker) { $0 & (1 << speaker) != 0 } > 0 }
            let scores = (0..<3).map { speaker -> [Double] in
                let index = window * 3 + speaker
                let own = embeddings[index * 256..<(index + 1) * 256].map(Double.init)
                return centroids.map { talking[speaker] ? cosine(own, $0) : -2 }
            }
            // Gains are whole numbers above 0; the same shift of all scores changes no assignment.
            let gains = scores.flatMap { row in row.map { Int((($0 + 3) * 1e12).rounded()) } }
            return Assignment.maximumGain(gains, rows: 3, columns: centroids.count, ties: .greaterGain)
                .enumerated().map { talking[$0.offset] ? $0.element : nil }
        }
        return (clusters, kept.count)
    }

    /// Spans of speech by the rule of the reference, which names as many speakers as are counted even where the windows
    /// hear fewer.
    func spans(_ activity: SpeakerActivity, endSeconds: Double) -> [SpeechSpan] {
        let speakers = activity.speakerCount
        let named = (0..<activity.frameCount).flatMap { frame -> [Float] in
            let shares = activity.shares[frame * speakers..<(frame + 1) * speakers]
            let order = (0..<speakers).sorted {
                (-shares[shares.startIndex + $0], $0) < (-shares[shares.startIndex + $1], $1)
            }
            let chosen = order.prefix(Int(activity.counts[frame]))
            return (0..<speakers).map { chosen.contains($0) ? 1 : 0 }
        }
        return SpeakerActivity(speakerCount: speakers, shares: named, counts: activity.counts)
            .spans(exclusive: false, endSeconds: endSeconds)
    }
}

/// Centroid linkage by its definition: all distances are computed again after each merge.
enum CentroidLinkage {
    private struct Node {
        var members: [Int]
        var highest: Double
        var children: [Node]
    }

    /// Labels of points; a subtree is one cluster where no merge inside it exceeds the threshold.
    static func labels(_ points: [Double], count: Int, width: Int, threshold: Double) -> [Int] {
        var nodes = (0..<count).map { Node(members: [$0], highest: 0, children: []) }
        while nodes.count > 1 {
            let centres = nodes.map { node in
                (0..<width).map { d in
                    node.members.reduce(0) { $0 + points[$1 * width + d] } / Double(node.members.count)
                }
            }
            var best = (distance: Double.infinity, i: 0, j: 0)
            for i in nodes.indices {
                for j in nodes.indices where j > i {
                    let distance = zip(centres[i], centres[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                    if distance < best.distance { best = (distance, i, j) }
                }
            }
            let (a, b) = (nodes[best.i], nodes[best.j])
            nodes[best.j] = Node(
                members: a.members + b.members, highest: max(best.distance.squareRoot(), a.highest, b.highest),
                children: [a, b])
            nodes.remove(at: best.i)
        }
        var labels = [Int](repeating: 0, count: count)
        var next = 0
        func cut(_ node: Node) {
            if node.highest <= threshold {
                for member in node.members { labels[member] = next }
                next += 1
            } else {
                // The numbers of the clusters decide ties, so they follow the order in which the reference visits them.
                node.children.reversed().forEach(cut)
            }
        }
        nodes.forEach(cut)
        return labels
    }
}

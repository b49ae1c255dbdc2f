internal import TensorKit

/// Finds out which local speakers of different windows are the same person.
public struct SpeakerClustering: Sendable {
    /// Known numbers of speakers and tuned values.
    public var options: ClusteringOptions
    private let plda: PLDA

    /// Clusters with a PLDA model.
    public init(plda: PLDA, options: ClusteringOptions = ClusteringOptions()) {
        self.plda = plda
        self.options = options
    }

    /// The outcome.
    public struct Result: Sendable {
        /// Cluster of each local speaker, three a window; nil where one is silent or dropped.
        public var clusters: [Int?]
        /// Mean embedding of each cluster, 256 values each, not length-normalised.
        public var centroids: [[Double]]
        /// Embeddings that shaped the clusters.
        public var trainingCount: Int
    }

    private static let width = SpeakerEmbedder.dimension
    private static let speakers = Powerset.speakerCount

    /// Clusters the embeddings of a recording.
    public func cluster(_ prepared: PreparedDiarization) -> Result {
        let active = activity(prepared.segmentation)
        let training = trainingSet(prepared, active)
        guard training.count >= 2 else { return single(prepared, active, training) }

        let raw = training.flatMap { embedding($0, prepared) }
        let unit = Vectors.scaled(raw, width: Self.width, toLength: 1)
        let initial = CentroidLinkage.labels(
            unit, count: training.count, width: Self.width, threshold: options.linkageThreshold)
        let features = plda.features(raw, count: training.count)
        let vbx = VBx().run(features: features, phi: plda.phi, labels: initial)
        let kept = (0..<vbx.speakerCount).filter { vbx.shares[$0] > 1e-7 }
        let wanted = min(options.settled(kept.count), training.count)

        let centroids: [[Double]]
        if wanted == kept.count {
            centroids = kept.map { speaker in
                let weights = (0..<training.count).map { vbx.responsibilities[$0 * vbx.speakerCount + speaker] }
                return centroid(raw, weights: weights)
            }
        } else {
            let labels = KMeans.labels(unit, count: training.count, width: Self.width, clusters: wanted)
            centroids = (0..<wanted).map { cluster in
                centroid(raw, weights: labels.map { $0 == cluster ? 1 : 0 })
            }
        }
        // Clusters of a forced number may split one voice, so that two local speakers of a window share a cluster.
        let clusters = assign(prepared, active, to: centroids, oneToOne: wanted == kept.count)
        return Result(clusters: clusters, centroids: centroids, trainingCount: training.count)
    }

    /// Frames in which each local speaker talks, and in which it talks alone.
    private func activity(_ segmentation: LocalSegmentation) -> [(frames: Int, alone: Int)] {
        (0..<segmentation.windowCount).flatMap { window in
            var counts = [(frames: Int, alone: Int)](repeating: (0, 0), count: Self.speakers)
            for mask in segmentation.window(window) where mask != 0 {
                for speaker in 0..<Self.speakers where mask & (1 << speaker) != 0 {
                    counts[speaker].frames += 1
                    if mask == 1 << speaker { counts[speaker].alone += 1 }
                }
            }
            return counts
        }
    }

    private func isFinite(_ index: Int, _ prepared: PreparedDiarization) -> Bool {
        prepared.embeddings[index * Self.width].isFinite
    }

    private func embedding(_ index: Int, _ prepared: PreparedDiarization) -> [Double] {
        prepared.embeddings[index * Self.width..<(index + 1) * Self.width].map(Double.init)
    }

    /// Local speakers with enough clean speech.
    private func trainingSet(_ prepared: PreparedDiarization, _ active: [(frames: Int, alone: Int)]) -> [Int] {
        let least = options.leastActiveShare * Double(LocalSegmentation.frameCount)
        return active.indices.filter { Double(active[$0].alone) >= least && isFinite($0, prepared) }
    }

    /// Too little speech to tell anybody apart: all of it is one speaker's.
    private func single(
        _ prepared: PreparedDiarization, _ active: [(frames: Int, alone: Int)], _ training: [Int]
    ) -> Result {
        let heard = active.indices.filter { active[$0].frames > 0 }
        let usable = training.isEmpty ? heard.filter { isFinite($0, prepared) } : training
        let raw = usable.flatMap { embedding($0, prepared) }
        let centroid = centroid(raw, weights: usable.map { Double(active[$0].frames) })
        return Result(
            clusters: active.map { $0.frames > 0 ? 0 : nil }, centroids: heard.isEmpty ? [] : [centroid],
            trainingCount: training.count)
    }

    private func centroid(_ raw: [Double], weights: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: Self.width)
        for (point, weight) in weights.enumerated() where weight > 0 {
            for i in 0..<Self.width { sum[i] += weight * raw[point * Self.width + i] }
        }
        let total = max(weights.reduce(0, +), .leastNormalMagnitude)
        return sum.map { $0 / total }
    }

    /// Gives every local speaker the cluster whose centroid is nearest by cosine; in one window no two the same, unless
    /// `oneToOne` is false.
    private func assign(
        _ prepared: PreparedDiarization, _ active: [(frames: Int, alone: Int)], to centroids: [[Double]], oneToOne: Bool
    ) -> [Int?] {
        let all = active.indices.flatMap { embedding($0, prepared) }
        let unit = Vectors.scaled(all, width: Self.width, toLength: 1)
        let targets = Vectors.scaled(centroids.flatMap(\.self), width: Self.width, toLength: 1)
        let cosine = BLAS.multiplyTransposed(unit, targets, m: active.count, n: centroids.count, k: Self.width)
        let lowest = cosine.lazy.filter(\.isFinite).min() ?? 0
        return stride(from: 0, to: active.count, by: Self.speakers).flatMap { first in
            let scores = (first..<first + Self.speakers).map { index in
                (0..<centroids.count).map { cluster -> Double in
                    if active[index].frames == 0 { return lowest - 1 }
                    let score = cosine[index * centroids.count + cluster]
                    return score.isFinite ? score : lowest
                }
            }
            let matched =
                oneToOne
                ? BipartiteMatching.assign(scores)
                : scores.map { row in row.indices.max { row[$0] < row[$1] } }
            return matched.enumerated().map { active[first + $0.offset].frames > 0 ? $0.element : nil }
        }
    }
}

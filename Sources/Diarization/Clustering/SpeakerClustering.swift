import TensorKit
internal import TensorKit

/// Decides which pieces have the same speaker.
///
/// Average linkage gives initial clusters; variational Bayes on PLDA features then decides how many speakers there are.
/// Pieces that are too short to take part get the speaker with the most similar voice, and pieces without an embedding
/// that of the nearest piece in time.
public struct SpeakerClustering: Sendable {
    /// What is known about the number of speakers, and the thresholds.
    public var options: ClusteringOptions
    private let plda: PLDA

    /// Prepares clustering with a PLDA model.
    public init(plda: PLDA, options: ClusteringOptions = ClusteringOptions()) {
        self.plda = plda
        self.options = options
    }

    /// The outcome.
    public struct Result: Sendable {
        /// Cluster of each piece, 0 ..< `centroids.count`; 0 for all where there is no centroid.
        public var labels: [Int]
        /// Mean embedding of each cluster, 256 values each, not length-normalized.
        public var centroids: [[Double]]
    }

    private static let width = SpeakerEmbedder.dimension

    /// Clusters the pieces of a recording.
    public func cluster(_ prepared: PreparedDiarization) -> Result {
        let usable = prepared.pieces.indices.filter { prepared.embeddings[$0 * Self.width].isFinite }
        let minFrames = options.minPieceFrames(usable.map { prepared.pieces[$0].count })
        let long = usable.filter { prepared.pieces[$0].count >= minFrames }
        let training = long.count >= 2 ? long : usable
        let raw = training.flatMap { embedding($0, prepared) }

        let frames = training.map { prepared.pieces[$0].count }
        let trained = labels(raw, frames: frames)
        var labels = [Int?](repeating: nil, count: prepared.pieces.count)
        for (piece, label) in zip(training, trained) { labels[piece] = label }
        let centroids = Self.centroids(raw, labels: trained, frames: frames)
        assignShort(usable.filter { labels[$0] == nil }, prepared, centroids, &labels)
        return Result(labels: Self.filled(labels, prepared.pieces), centroids: centroids)
    }

    /// Labels 0 ..< number of speakers of the pieces that take part, without gaps; nil for pieces of spurious speakers.
    /// - Parameters:
    ///   - raw: embeddings, pieces x 256.
    ///   - frames: length of each piece.
    private func labels(_ raw: [Double], frames: [Int]) -> [Int?] {
        let unit = Vectors.scaled(raw, width: Self.width, toLength: 1)
        let (found, count) = pruned(variationalLabels(raw, unit: unit, count: frames.count), raw, frames)
        let wanted = min(options.constrained(count), frames.count)
        if wanted == count { return found }
        return pruned(
            KMeans.labels(unit, count: frames.count, width: Self.width, clusters: wanted), raw, frames
        ).labels
    }

    private func pruned(_ labels: [Int], _ raw: [Double], _ frames: [Int]) -> (labels: [Int?], count: Int) {
        options.pruned(labels, frames: frames, centroids: Self.centroids(raw, labels: labels, frames: frames))
    }

    /// Labels by average linkage and variational Bayes, numbered in order of first occurrence.
    private func variationalLabels(_ raw: [Double], unit: [Double], count: Int) -> [Int] {
        guard count >= 2 else { return [Int](repeating: 0, count: count) }
        let initial = PartedLinkage.labels(
            unit, count: count, width: Self.width, similarity: options.linkageSimilarity)
        let vbx = VBx().run(features: plda.features(raw, count: count), phi: plda.phi, labels: initial)
        var order: [Int] = []
        return (0..<count).map { point -> Int in
            let row = vbx.responsibilities[point * vbx.speakerCount..<(point + 1) * vbx.speakerCount]
            let speaker = row.indices.reduce(row.startIndex) { row[$1] > row[$0] ? $1 : $0 } - row.startIndex
            if let index = order.firstIndex(of: speaker) { return index }
            order.append(speaker)
            return order.count - 1
        }
    }

    /// The embedding of a piece.
    private func embedding(_ index: Int, _ prepared: PreparedDiarization) -> [Double] {
        prepared.embeddings[index * Self.width..<(index + 1) * Self.width].map(Double.init)
    }

    /// Mean embeddings of the clusters, weighted by the lengths of their pieces.
    /// - Parameter labels: cluster of each embedding, 0 ..< number of clusters; nil for none.
    private static func centroids(_ raw: [Double], labels: [Int?], frames: [Int]) -> [[Double]] {
        let count = (labels.compactMap(\.self).max() ?? -1) + 1
        var sums = [[Double]](repeating: [Double](repeating: 0, count: width), count: count)
        var totals = [Double](repeating: 0, count: count)
        for (point, label) in labels.enumerated() {
            guard let label else { continue }
            let weight = Double(frames[point])
            for i in 0..<width { sums[label][i] += weight * raw[point * width + i] }
            totals[label] += weight
        }
        return zip(sums, totals).map { sum, total in sum.map { $0 / max(total, .leastNormalMagnitude) } }
    }

    /// Gives each of `pieces` the cluster whose centroid is nearest by cosine.
    private func assignShort(
        _ pieces: [Int], _ prepared: PreparedDiarization, _ centroids: [[Double]], _ labels: inout [Int?]
    ) {
        guard !pieces.isEmpty, !centroids.isEmpty else { return }
        let targets = Vectors.scaled(centroids.flatMap(\.self), width: Self.width, toLength: 1)
        let points = pieces.flatMap { embedding($0, prepared) }
        let dots = BLAS.multiplyTransposed(points, targets, m: pieces.count, n: centroids.count, k: Self.width)
        for (row, piece) in pieces.enumerated() {
            let base = row * centroids.count
            labels[piece] = centroids.indices.reduce(0) { dots[base + $1] > dots[base + $0] ? $1 : $0 }
        }
    }

    /// Pieces without a label take that of the nearest piece in time; where there is no label at all, all take label 0.
    private static func filled(_ labels: [Int?], _ pieces: [Range<Int>]) -> [Int] {
        let known = labels.indices.filter { labels[$0] != nil }
        return labels.indices.map { piece in
            if let label = labels[piece] { return label }
            func distance(_ other: Int) -> Int {
                max(
                    pieces[other].lowerBound - pieces[piece].upperBound,
                    pieces[piece].lowerBound - pieces[other].upperBound)
            }
            return known.min { distance($0) < distance($1) }.flatMap { labels[$0] } ?? 0
        }
    }
}

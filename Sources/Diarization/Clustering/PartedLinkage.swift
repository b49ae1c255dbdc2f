/// Average linkage of any number of points, in memory that hardly grows with that number.
///
/// The matrix of all distances grows with the square of the number of points. But the mean cosine between the members
/// of two clusters of unit vectors is the product of the clusters' mean vectors. So a mean and a size, without the
/// members, are enough to join a cluster further, exactly as average linkage does (Sokal and Michener, 1958; the update
/// is that of Lance and Williams, 1967). The points are therefore clustered in parts first, and then the clusters of
/// all parts with one another. The only difference from clustering all at once is that merges within a part come before
/// merges between parts. BIRCH treats its leaves in a similar way (Zhang, Ramakrishnan and Livny, 1996).
enum PartedLinkage {
    /// Largest number of points in a part: about seventy minutes of a meeting, and 8 MB for the distances. Points that
    /// fit in one part are clustered all at once.
    static let partSize = 2048

    /// Labels 0 ..< clusters for `count` unit-length points of `width` values; see `AverageLinkage.labels`.
    ///
    /// A part consists of consecutive points; in a recording these are neighbours in time.
    /// - Complexity: O(`partSize`²) memory, as long as a part has far fewer clusters than points. If clustering does
    /// not
    ///   reduce the parts to at most half, all clusters are joined at once, with the square of their number.
    static func labels(
        _ points: [Double], count: Int, width: Int, similarity: Double, partSize: Int = partSize
    ) -> [Int] {
        guard count > partSize else {
            return AverageLinkage.labels(points, count: count, width: width, similarity: similarity)
        }
        var clusters = Clusters(labels: Array(0..<count), means: points, sizes: [Int](repeating: 1, count: count))
        while true {
            let before = clusters.sizes.count
            let isWhole = before <= partSize
            clusters = clusters.joined(width: width, similarity: similarity, partSize: isWhole ? before : partSize)
            if isWhole { return clusters.labels }
            if clusters.sizes.count * 2 > before, clusters.sizes.count > partSize {
                return clusters.joined(width: width, similarity: similarity, partSize: clusters.sizes.count).labels
            }
        }
    }

    /// A partition of the points.
    private struct Clusters {
        /// Cluster of each point.
        var labels: [Int]
        /// Mean vector of each cluster, not length-normalized.
        var means: [Double]
        /// Points of each cluster.
        var sizes: [Int]

        /// Joins these clusters within equal parts of at most `partSize` clusters.
        func joined(width: Int, similarity: Double, partSize: Int) -> Clusters {
            let count = sizes.count
            let parts = (count + partSize - 1) / partSize
            var target: [Int] = []
            var found = 0
            for part in 0..<parts {
                let range = count * part / parts..<count * (part + 1) / parts
                let joined = AverageLinkage.labels(
                    Array(means[range.lowerBound * width..<range.upperBound * width]), count: range.count, width: width,
                    similarity: similarity, sizes: Array(sizes[range]))
                target += joined.map { found + $0 }
                found += (joined.max() ?? -1) + 1
            }
            return merged(target, count: found, width: width)
        }

        /// Merges cluster i into cluster `target[i]`.
        private func merged(_ target: [Int], count: Int, width: Int) -> Clusters {
            var result = Clusters(
                labels: labels.map { target[$0] }, means: [Double](repeating: 0, count: count * width),
                sizes: [Int](repeating: 0, count: count))
            for (cluster, to) in target.enumerated() {
                let size = Double(sizes[cluster])
                for i in 0..<width { result.means[to * width + i] += size * means[cluster * width + i] }
                result.sizes[to] += sizes[cluster]
            }
            for (cluster, size) in result.sizes.enumerated() {
                for i in 0..<width { result.means[cluster * width + i] /= Double(size) }
            }
            return result
        }
    }
}

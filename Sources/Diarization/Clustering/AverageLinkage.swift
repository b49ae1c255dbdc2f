internal import TensorKit

/// Agglomerative clustering by average linkage on cosine distance.
///
/// The two clusters with the smallest mean distance between their members are merged, until that distance exceeds a
/// threshold. The distance never falls from one merge to the next, so no tree has to be kept.
enum AverageLinkage {
    /// Rows of distances that are computed together, so that the products never take the whole square.
    fileprivate static let rowsPerProduct = 256

    /// Labels 0 ..< clusters for `count` unit-length points of `width` values.
    /// - Parameters:
    ///   - similarity: mean cosine down to which clusters merge, -1 ... 1.
    ///   - sizes: for points that are means of several unit-length points, their number; nil where each is one point.
    /// - Complexity: O(count²) memory (single precision, half a matrix: 7 MB for an hour) and, in practice, time: each
    ///   row keeps its nearest neighbour and searches again only after that neighbour was merged.
    static func labels(
        _ points: [Double], count: Int, width: Int, similarity: Double, sizes initial: [Int]? = nil
    ) -> [Int] {
        guard count > 1 else { return [Int](repeating: 0, count: count) }
        var distances = Triangle(points, count: count, width: width)
        var sizes = initial.map { $0.map { Float($0) } } ?? [Float](repeating: 1, count: count)
        var members = (0..<count).map { [$0] }
        var alive = [Bool](repeating: true, count: count)
        // nearest[i] is the nearest cluster with a higher index than i, so that each pair counts once.
        var nearest = (0..<count).map { distances.nearest(after: $0, alive) }
        for _ in 1..<count {
            var i = 0
            var best = Float.infinity
            for row in 0..<count where alive[row] && nearest[row].distance < best {
                best = nearest[row].distance
                i = row
            }
            guard best <= Float(1 - similarity) else { break }
            let j = nearest[i].index
            members[j] += members[i]
            members[i] = []
            alive[i] = false
            for k in 0..<count where alive[k] && k != j {
                distances[k, j] = (sizes[i] * distances[k, i] + sizes[j] * distances[k, j]) / (sizes[i] + sizes[j])
            }
            sizes[j] += sizes[i]
            for k in 0..<count where alive[k] {
                if k == j || nearest[k].index == i || nearest[k].index == j {
                    nearest[k] = distances.nearest(after: k, alive)
                } else if k < j, distances[k, j] < nearest[k].distance {
                    nearest[k] = (j, distances[k, j])
                }
            }
        }
        var labels = [Int](repeating: 0, count: count)
        for (label, cluster) in members.filter({ !$0.isEmpty }).enumerated() {
            for member in cluster { labels[member] = label }
        }
        return labels
    }

    /// Cosine distances of all pairs, each stored once.
    private struct Triangle {
        private var values: [Float]
        private let count: Int

        init(_ points: [Double], count: Int, width: Int) {
            self.count = count
            values = [Float](repeating: 0, count: count * (count - 1) / 2)
            let floats = points.map { Float($0) }
            for first in stride(from: 0, to: count, by: AverageLinkage.rowsPerProduct) {
                let rows = min(AverageLinkage.rowsPerProduct, count - first)
                let dots = FloatBuffer(rows * count)
                floats.withUnsafeBufferPointer { floats in
                    guard let base = floats.baseAddress else { return }
                    BLAS.multiplyTransposed(
                        m: rows, n: count, k: width, base + first * width, lda: width, base, ldb: width,
                        into: dots.pointer, ldc: count)
                }
                for row in 0..<rows {
                    let i = first + row
                    for j in i + 1..<max(count, i + 1) { values[offset(i) + j] = 1 - dots.pointer[row * count + j] }
                }
            }
        }

        private func offset(_ i: Int) -> Int { i * count - i * (i + 1) / 2 - i - 1 }

        subscript(a: Int, b: Int) -> Float {
            get { a < b ? values[offset(a) + b] : values[offset(b) + a] }
            set { if a < b { values[offset(a) + b] = newValue } else { values[offset(b) + a] = newValue } }
        }

        func nearest(after i: Int, _ alive: [Bool]) -> (index: Int, distance: Float) {
            var best: (index: Int, distance: Float) = (i, .infinity)
            let row = offset(i)
            for j in i + 1..<max(count, i + 1) where alive[j] && values[row + j] < best.distance {
                best = (j, values[row + j])
            }
            return best
        }
    }
}

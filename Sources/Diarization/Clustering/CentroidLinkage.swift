internal import TensorKit

/// Agglomerative clustering by centroid linkage on Euclidean distance.
///
/// The two clusters whose centroids lie nearest are merged, over and over. Merge distances are not monotone in this
/// linkage, so the tree is cut where the largest distance inside a subtree exceeds the threshold.
enum CentroidLinkage {
    /// Labels 0 ..< clusters for `count` points of `width` values.
    /// - Complexity: O(count²) memory (single precision, half a matrix) and, in practice, time: each row remembers its
    ///   nearest neighbour and looks again only when that one was merged.
    static func labels(_ points: [Double], count: Int, width: Int, threshold: Double) -> [Int] {
        guard count > 1 else { return [Int](repeating: 0, count: count) }
        var tree = Tree(count: count)
        var distances = Triangle(points, count: count, width: width)
        var sizes = [Float](repeating: 1, count: count)
        var node = Array(0..<count)
        var alive = [Bool](repeating: true, count: count)
        // nearest[i] is the nearest cluster after i, so that each pair is looked at from one side only.
        var nearest = (0..<count).map { distances.nearest(after: $0, alive) }
        for _ in 1..<count {
            var i = 0
            var best = Float.infinity
            for row in 0..<count where alive[row] && nearest[row].distance < best {
                best = nearest[row].distance
                i = row
            }
            let j = nearest[i].index
            node[j] = tree.merge(node[i], node[j], at: Double(max(best, 0)).squareRoot())
            alive[i] = false
            let (ni, nj) = (sizes[i], sizes[j])
            let total = ni + nj
            for k in 0..<count where alive[k] && k != j {
                // Lance and Williams' recurrence for squared centroid distances.
                distances[k, j] =
                    (ni * distances[k, i] + nj * distances[k, j]) / total - ni * nj * best / (total * total)
            }
            sizes[j] = total
            for k in 0..<count where alive[k] {
                if k == j || nearest[k].index == i || nearest[k].index == j {
                    nearest[k] = distances.nearest(after: k, alive)
                } else if k < j, distances[k, j] < nearest[k].distance {
                    nearest[k] = (j, distances[k, j])
                }
            }
        }
        return tree.cut(threshold: threshold)
    }

    /// Squared distances of all pairs, each kept once.
    private struct Triangle {
        private var values: [Float]
        private let count: Int

        init(_ points: [Double], count: Int, width: Int) {
            self.count = count
            values = [Float](repeating: 0, count: count * (count - 1) / 2)
            let floats = points.map { Float($0) }
            // Rows in groups, so that the products never take the whole square.
            let group = 256
            for first in stride(from: 0, to: count, by: group) {
                let rows = min(group, count - first)
                let dots = FloatBuffer(rows * count)
                floats.withUnsafeBufferPointer { floats in
                    guard let base = floats.baseAddress else { return }
                    BLAS.multiplyTransposed(
                        m: rows, n: count, k: width, base + first * width, lda: width, base, ldb: width,
                        into: dots.pointer, ldc: count)
                }
                for row in 0..<rows {
                    let i = first + row
                    for j in i + 1..<max(count, i + 1) {
                        // Rows have length 1: |a - b|² = 2 - 2ab.
                        values[offset(i) + j] = max(0, 2 - 2 * dots.pointer[row * count + j])
                    }
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

    /// The history of merges: nodes below `count` are points.
    private struct Tree {
        private let count: Int
        private var children: [(Int, Int)] = []
        private var highest: [Double]

        init(count: Int) {
            self.count = count
            highest = [Double](repeating: 0, count: count)
        }

        mutating func merge(_ a: Int, _ b: Int, at distance: Double) -> Int {
            children.append((a, b))
            highest.append(max(distance, highest[a], highest[b]))
            return highest.count - 1
        }

        func cut(threshold: Double) -> [Int] {
            var labels = [Int](repeating: 0, count: count)
            var next = 0
            var pending = [(node: highest.count - 1, label: Int?.none)]
            while let (node, label) = pending.popLast() {
                var label = label
                if label == nil && highest[node] <= threshold {
                    label = next
                    next += 1
                }
                if node < count {
                    labels[node] = label ?? 0
                } else {
                    let (a, b) = children[node - count]
                    pending += [(a, label), (b, label)]
                }
            }
            return labels
        }
    }
}

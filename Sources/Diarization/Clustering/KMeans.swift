/// Lloyd's k-means with k-means++ seeding, for a number of speakers that the caller gives.
enum KMeans {
    /// Runs from different seeds, of which the best is taken.
    private static let runs = 3
    /// Largest number of iterations of a run.
    private static let maxIterations = 300
    /// Start of the random numbers: always the same, so that the same points always give the same labels.
    private static let seed: UInt64 = 42

    /// Labels 0 ..< clusters of `count` points of `width` values, by the run with the smallest sum of squared
    /// distances.
    static func labels(_ points: [Double], count: Int, width: Int, clusters: Int) -> [Int] {
        var best: (inertia: Double, labels: [Int]) = (.infinity, [])
        var generator = SplitMix64(state: seed)
        for _ in 0..<runs {
            var centres = seeded(points, count: count, width: width, clusters: clusters, &generator)
            var labels: [Int] = []
            var inertia = Double.infinity
            for _ in 0..<maxIterations {
                let nearest = (0..<count).map { nearestCentre(points, $0, width: width, centres) }
                let next = nearest.map(\.index)
                inertia = nearest.reduce(0) { $0 + $1.distance }
                if next == labels { break }
                labels = next
                centres = means(points, labels, width: width, before: centres)
            }
            if inertia < best.inertia { best = (inertia, labels) }
        }
        return best.labels
    }

    /// Squared Euclidean distance.
    private static func distance(_ points: [Double], _ point: Int, width: Int, _ centre: [Double]) -> Double {
        var sum = 0.0
        for i in 0..<width {
            let difference = points[point * width + i] - centre[i]
            sum += difference * difference
        }
        return sum
    }

    private static func nearestCentre(
        _ points: [Double], _ point: Int, width: Int, _ centres: [[Double]]
    ) -> (index: Int, distance: Double) {
        var best = (index: 0, distance: Double.infinity)
        for (index, centre) in centres.enumerated() {
            let distance = distance(points, point, width: width, centre)
            if distance < best.distance { best = (index, distance) }
        }
        return best
    }

    /// Initial centres by k-means++ (Arthur and Vassilvitskii, 2007): each point is drawn as the next centre with a
    /// probability proportional to its squared distance from the centres so far.
    private static func seeded(
        _ points: [Double], count: Int, width: Int, clusters: Int, _ generator: inout SplitMix64
    ) -> [[Double]] {
        func point(_ index: Int) -> [Double] { Array(points[index * width..<(index + 1) * width]) }
        var centres = [point(Int.random(in: 0..<count, using: &generator))]
        while centres.count < clusters {
            let odds = (0..<count).map { nearestCentre(points, $0, width: width, centres).distance }
            var draw = Double.random(in: 0..<1, using: &generator) * odds.reduce(0, +)
            let chosen = odds.firstIndex { odd in
                draw -= odd
                return draw < 0
            }
            centres.append(point(chosen ?? count - 1))
        }
        return centres
    }

    /// Mean of each cluster; an empty one keeps its centre.
    private static func means(_ points: [Double], _ labels: [Int], width: Int, before: [[Double]]) -> [[Double]] {
        var sums = before.map { $0.map { _ in 0.0 } }
        var counts = before.map { _ in 0 }
        for (point, label) in labels.enumerated() {
            counts[label] += 1
            for i in 0..<width { sums[label][i] += points[point * width + i] }
        }
        return before.indices.map { c in counts[c] > 0 ? sums[c].map { $0 / Double(counts[c]) } : before[c] }
    }

    /// A small random number generator with a seed (Steele, Lea and Flood, 2014).
    private struct SplitMix64: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }
}

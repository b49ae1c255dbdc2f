internal import TensorKit

internal import func Foundation.exp
internal import func Foundation.log

/// Variational Bayes clustering of PLDA features (Landini and others, 2022), without the hidden Markov chain: each point
/// belongs to a speaker with a probability, speakers that explain nothing fade away.
struct VBx {
    /// Weight of the evidence: smaller means fewer speakers. Embeddings of neighbouring stretches are not quite
    /// independent, so one counts for less than a whole observation; 0.25 to 0.4 hardly differ.
    var fa = 0.3
    /// Weight of the speakers' prior: larger means fewer speakers. Five times `fa` keeps a voice that is heard for two or
    /// three seconds and lets a lone odd stretch fade.
    var fb = 1.5
    /// Most iterations.
    var iterations = 40
    /// How firmly the initial labels are believed: softmax of this at the label and 0 elsewhere.
    var smoothing = 7.0
    /// Iteration ends when the bound grows by less.
    var tolerance = 1e-4

    /// The outcome.
    struct Result {
        /// Probability of each speaker for each point, points x speakers.
        var responsibilities: [Double]
        /// Share of each speaker.
        var shares: [Double]
        /// Number of speakers, faded ones included.
        var speakerCount: Int { shares.count }
    }

    /// - Parameters:
    ///   - features: points x 128.
    ///   - phi: between-speaker variance of each value.
    ///   - labels: initial speaker of each point, 0 ..< number of speakers.
    func run(features: [Double], phi: [Double], labels: [Int]) -> Result {
        let points = labels.count
        let dimension = phi.count
        let speakers = (labels.max() ?? 0) + 1
        var gamma = initial(labels, speakers: speakers)
        var shares = [Double](repeating: 1 / Double(speakers), count: speakers)
        let roots = phi.map { $0.squareRoot() }
        var rho = features
        var constant = [Double](repeating: 0, count: points)
        for t in 0..<points {
            var square = 0.0
            for d in 0..<dimension {
                square += features[t * dimension + d] * features[t * dimension + d]
                rho[t * dimension + d] *= roots[d]
            }
            constant[t] = -0.5 * (square + Double(dimension) * log(2 * Double.pi))
        }
        var before: Double?
        for _ in 0..<iterations {
            let (alpha, penalty, prior) = speakerModels(gamma, rho, phi: phi, speakers: speakers)
            var score = BLAS.multiplyTransposed(rho, alpha, m: points, n: speakers, k: dimension)
            let logShares = shares.map { log($0 + 1e-8) }
            var bound = fb / 2 * prior
            shares = [Double](repeating: 0, count: speakers)
            for t in 0..<points {
                let row = t * speakers
                var most = -Double.infinity
                for s in 0..<speakers {
                    score[row + s] = fa * (score[row + s] - penalty[s] + constant[t]) + logShares[s]
                    most = max(most, score[row + s])
                }
                var sum = 0.0
                for s in 0..<speakers { sum += exp(score[row + s] - most) }
                let evidence = most + log(sum)
                bound += evidence
                for s in 0..<speakers {
                    gamma[row + s] = exp(score[row + s] - evidence)
                    shares[s] += gamma[row + s]
                }
            }
            let total = shares.reduce(0, +)
            for s in 0..<speakers { shares[s] /= total }
            if let before, bound - before < tolerance { break }
            before = bound
        }
        return Result(responsibilities: gamma, shares: shares)
    }

    private func initial(_ labels: [Int], speakers: Int) -> [Double] {
        let own = exp(smoothing)
        let total = own + Double(speakers - 1)
        var gamma = [Double](repeating: 1 / total, count: labels.count * speakers)
        for (t, label) in labels.enumerated() { gamma[t * speakers + label] = own / total }
        return gamma
    }

    /// Posterior means of the speakers, their penalty in the score of a point, and their part of the bound.
    private func speakerModels(
        _ gamma: [Double], _ rho: [Double], phi: [Double], speakers: Int
    ) -> (alpha: [Double], penalty: [Double], prior: Double) {
        let dimension = phi.count
        let points = gamma.count / speakers
        var alpha = BLAS.multiplyTransposedLeft(gamma, rho, m: speakers, n: dimension, k: points)
        var mass = [Double](repeating: 0, count: speakers)
        for index in gamma.indices { mass[index % speakers] += gamma[index] }
        var penalty = [Double](repeating: 0, count: speakers)
        var prior = 0.0
        for s in 0..<speakers {
            for d in 0..<dimension {
                let variance = 1 / (1 + fa / fb * mass[s] * phi[d])
                let mean = fa / fb * variance * alpha[s * dimension + d]
                alpha[s * dimension + d] = mean
                penalty[s] += 0.5 * (variance + mean * mean) * phi[d]
                prior += log(variance) - variance - mean * mean + 1
            }
        }
        return (alpha, penalty, prior)
    }
}

internal import TensorKit

internal import func Foundation.exp
internal import func Foundation.log

/// Variational Bayes clustering of PLDA features (Landini and others, 2022), without the hidden Markov chain. Each
/// point belongs to each speaker with a probability; the share of a speaker that explains nothing goes to 0.
struct VBx {
    /// Weight of the evidence, above 0: smaller means fewer speakers. Embeddings of neighbouring pieces are not fully
    /// independent, so one counts for less than an observation; 0.25 to 0.4 hardly differ.
    var fa = 0.3
    /// Weight of the prior of the speakers, above 0: larger means fewer speakers. Five times `fa` keeps a speaker with
    /// two or three seconds of speech, and removes one with a single odd piece.
    var fb = 1.5
    /// Largest number of iterations.
    var iterations = 40
    /// Certainty of the initial labels: a point starts with the softmax of this value at its label and 0 elsewhere.
    var smoothing = 7.0
    /// The iteration ends when the bound grows by less than this.
    var tolerance = 1e-4
    /// Added to each share before its logarithm, so that a speaker without points stays finite.
    private static let minShare = 1e-8

    /// The outcome.
    struct Result {
        /// Probability of each speaker for each point, points x speakers.
        var responsibilities: [Double]
        /// Share of each speaker.
        var shares: [Double]
        /// Number of initial speakers, also those whose share went to 0.
        var speakerCount: Int { shares.count }
    }

    /// Iterates from initial labels to convergence.
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
            let logShares = shares.map { log($0 + Self.minShare) }
            var bound = fb / 2 * prior
            shares = [Double](repeating: 0, count: speakers)
            for t in 0..<points {
                let row = t * speakers
                var highest = -Double.infinity
                for s in 0..<speakers {
                    score[row + s] = fa * (score[row + s] - penalty[s] + constant[t]) + logShares[s]
                    highest = max(highest, score[row + s])
                }
                var sum = 0.0
                for s in 0..<speakers { sum += exp(score[row + s] - highest) }
                let evidence = highest + log(sum)
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

    /// Initial responsibilities, points x speakers.
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

public import ModelFiles
import TensorKit
internal import TensorKit

/// Transforms voice embeddings to the space of a probabilistic linear discriminant analysis, in which the covariance
/// within a speaker is the identity and the covariance between speakers is diagonal (`phi`).
///
/// The file holds the solution of the eigenproblem of the original recipe: the rows of `plda.tr` are the eigenvectors,
/// `plda.psi` the eigenvalues in descending order.
public struct PLDA: Sendable {
    /// Values of a feature.
    public static let dimension = 128
    /// Variance of each value between speakers.
    public let phi: [Double]

    private let mean1: [Double]
    private let mean2: [Double]
    private let lda: [Double]
    private let mu: [Double]
    private let transform: [Double]

    /// Reads the arrays.
    /// - Throws: `ModelFileError` when one is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        let (wide, narrow) = (SpeakerEmbedder.dimension, Self.dimension)
        mean1 = try file.doubles("xvec.mean1", shape: [wide])
        mean2 = try file.doubles("xvec.mean2", shape: [narrow])
        lda = try file.doubles("xvec.lda", shape: [wide, narrow])
        mu = try file.doubles("plda.mu", shape: [narrow])
        transform = try file.doubles("plda.tr", shape: [narrow, narrow])
        phi = try file.doubles("plda.psi", shape: [narrow])
    }

    /// Features of `count` embeddings (count x 256) as count x 128.
    public func features(_ embeddings: [Double], count: Int) -> [Double] {
        let (wide, narrow) = (SpeakerEmbedder.dimension, Self.dimension)
        let centred = Vectors.scaled(embeddings, minus: mean1, width: wide, toLength: Double(wide).squareRoot())
        let projected = BLAS.multiply(centred, lda, m: count, n: narrow, k: wide)
        var whitened = Vectors.scaled(projected, minus: mean2, width: narrow, toLength: Double(narrow).squareRoot())
        for index in whitened.indices { whitened[index] -= mu[index % narrow] }
        return BLAS.multiplyTransposed(whitened, transform, m: count, n: narrow, k: narrow)
    }
}

internal import CKernels
internal import TensorKit

/// Scaled dot-product attention with several heads (Vaswani and others, 2017), without its projections.
///
/// A row of queries, keys, values or contexts holds all heads side by side: `width = heads · headSize` floats.
public struct MultiHeadAttention: Sendable {
    /// Number of heads.
    public let heads: Int
    /// Floats of a head.
    public let headSize: Int
    /// Turns queries and keys by their position; nil where positions enter elsewhere.
    private let rotary: RotaryEmbedding?
    /// 1 / √headSize.
    private let scale: Float

    /// Floats of a row.
    public var width: Int { heads * headSize }

    /// Takes the sizes; see the properties.
    public init(heads: Int, headSize: Int, rotary: RotaryEmbedding? = nil) {
        self.heads = heads
        self.headSize = headSize
        self.rotary = rotary
        scale = 1 / Float(headSize).squareRoot()
    }

    /// Turns query and key of one row by its position, in place; leaves them as they are without a rotary embedding.
    /// - Parameters:
    ///   - queryKey: a query and a key side by side, `2 · width` floats.
    ///   - position: below the positions of the rotary embedding.
    public func rotate(_ queryKey: UnsafeMutablePointer<Float>, position: Int) {
        // Query heads and key heads are neighbours: all of them turn in one go.
        rotary?.rotate(queryKey, position: position, heads: 2 * heads, size: headSize)
    }

    /// Attention of every row of a sequence to every row of it, later ones included.
    /// - Parameters:
    ///   - queryKeyValue: `rows x 3·width`: query, key and value side by side; queries and keys are rotated in place.
    ///   - scores: scratch memory of at least `rows · rows` floats.
    ///   - context: `rows x width`.
    public func attendAll(
        _ queryKeyValue: UnsafeMutablePointer<Float>, rows: Int, scores: UnsafeMutablePointer<Float>,
        into context: UnsafeMutablePointer<Float>
    ) {
        let stride = 3 * width
        for row in 0..<rows { rotate(queryKeyValue + row * stride, position: row) }
        for head in 0..<heads {
            let query = queryKeyValue + head * headSize
            BLAS.multiplyTransposed(
                m: rows, n: rows, k: headSize, query, lda: stride, query + width, ldb: stride, into: scores, ldc: rows)
            ws_softmax(scores, rows, rows, rows, scale)
            BLAS.multiply(
                m: rows, n: headSize, k: rows, scores, lda: rows, query + 2 * width, ldb: stride,
                into: context + head * headSize, ldc: width)
        }
    }

    /// Attention of one query to the first rows of a cache.
    /// - Parameters:
    ///   - query: `width` floats, rotated already where that is due.
    ///   - keyValues: `count x 2·width`: key and value side by side; see `KVCache`.
    ///   - weights: scratch memory of at least `count` floats.
    ///   - context: `width` floats.
    ///   - eachHead: sees the softmax weights of a head, `count` floats, before those of the next replace them.
    public func attend(
        _ query: UnsafePointer<Float>, to keyValues: UnsafePointer<Float>, count: Int,
        weights: UnsafeMutablePointer<Float>, into context: UnsafeMutablePointer<Float>,
        eachHead: (_ head: Int) -> Void = { _ in }
    ) {
        for head in 0..<heads {
            let offset = head * headSize
            ws_attend(
                query + offset, keyValues + offset, keyValues + width + offset, count, 2 * width, headSize, scale,
                weights, context + offset)
            eachHead(head)
        }
    }
}

internal import TensorKit

/// A layer of a transformer encoder that normalizes before attention and before the feed-forward block.
public struct TransformerEncoderLayer: Sendable {
    let attentionNorm: LayerNorm
    let queryKeyValue: Linear
    let output: Linear
    let feedForwardNorm: LayerNorm
    let feedForward: FeedForward

    /// Joins the parts of a layer.
    /// - Parameters:
    ///   - queryKeyValue: three projections joined, `3 · width` outputs.
    ///   - output: projects the context of all heads.
    public init(
        attentionNorm: LayerNorm, queryKeyValue: Linear, output: Linear, feedForwardNorm: LayerNorm,
        feedForward: FeedForward
    ) {
        self.attentionNorm = attentionNorm
        self.queryKeyValue = queryKeyValue
        self.output = output
        self.feedForwardNorm = feedForwardNorm
        self.feedForward = feedForward
    }
}

/// Layers of self-attention over whole sequences, and a last normalization.
public struct TransformerEncoder: Sendable {
    private let layers: [TransformerEncoderLayer]
    private let attention: MultiHeadAttention
    private let finalNorm: LayerNorm

    /// Joins layers of the same width, one after the other.
    public init(layers: [TransformerEncoderLayer], attention: MultiHeadAttention, finalNorm: LayerNorm) {
        self.layers = layers
        self.attention = attention
        self.finalNorm = finalNorm
    }

    /// Encodes sequences together, in place: the linear layers see all rows at once, attention stays within a sequence.
    /// - Parameters:
    ///   - h: rows of `attention.width` floats, one sequence after the other.
    ///   - counts: rows of each sequence.
    public func callAsFunction(_ h: UnsafeMutablePointer<Float>, counts: [Int]) {
        let width = attention.width
        let rows = counts.reduce(0, +)
        let longest = counts.max() ?? 0
        let wide = layers.reduce(3 * width) { max($0, $1.feedForward.scratchWidth) }
        let normed = FloatBuffer(rows * width)
        let scratch = FloatBuffer(rows * wide)
        let scores = FloatBuffer(longest * longest)
        for layer in layers {
            layer.attentionNorm(h, rows: rows, into: normed.pointer)
            layer.queryKeyValue(normed.pointer, rows: rows, into: scratch.pointer)
            var start = 0
            for count in counts {
                attention.attendAll(
                    scratch.pointer + start * 3 * width, rows: count, scores: scores.pointer,
                    into: normed.pointer + start * width)
                start += count
            }
            layer.output(normed.pointer, rows: rows, into: h, accumulate: true)
            layer.feedForwardNorm(h, rows: rows, into: normed.pointer)
            layer.feedForward(normed.pointer, rows: rows, addingTo: h, scratch: scratch.pointer)
        }
        finalNorm(h, rows: rows, into: h)
    }
}

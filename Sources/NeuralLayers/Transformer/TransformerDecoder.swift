internal import TensorKit

/// A layer of a transformer decoder: self-attention, attention to the encoder's frames, feed-forward block, each
/// normalized before.
public struct TransformerDecoderLayer: Sendable {
    let selfNorm: LayerNorm
    let queryKeyValue: Linear
    let selfOutput: Linear
    let crossNorm: LayerNorm
    let crossQuery: Linear
    let crossKeyValue: Linear
    let crossOutput: Linear
    let feedForwardNorm: LayerNorm
    let feedForward: FeedForward

    /// Joins the parts of a layer.
    /// - Parameters:
    ///   - queryKeyValue: three projections of the text joined, `3 · width` outputs.
    ///   - crossKeyValue: two projections of the encoder's frames joined, `2 · width` outputs.
    public init(
        selfNorm: LayerNorm, queryKeyValue: Linear, selfOutput: Linear, crossNorm: LayerNorm, crossQuery: Linear,
        crossKeyValue: Linear, crossOutput: Linear, feedForwardNorm: LayerNorm, feedForward: FeedForward
    ) {
        self.selfNorm = selfNorm
        self.queryKeyValue = queryKeyValue
        self.selfOutput = selfOutput
        self.crossNorm = crossNorm
        self.crossQuery = crossQuery
        self.crossKeyValue = crossKeyValue
        self.crossOutput = crossOutput
        self.feedForwardNorm = feedForwardNorm
        self.feedForward = feedForward
    }
}

/// Layers that advance many texts in lock-step, one token each, so that each weight is read once for all of them.
///
/// What a text gets does not depend on the texts beside it.
public struct TransformerDecoder: Sendable {
    private let layers: [TransformerDecoderLayer]
    private let selfAttention: MultiHeadAttention
    private let crossAttention: MultiHeadAttention
    private let finalNorm: LayerNorm
    private let alignment: AttentionAlignment
    /// Floats of scratch memory that a row needs.
    private let scratchWidth: Int

    /// Joins layers of the same width.
    /// - Parameters:
    ///   - selfAttention: rotates queries and keys where the model has rotary positions.
    ///   - alignment: which heads of `crossAttention` say where in the audio a token is.
    public init(
        layers: [TransformerDecoderLayer], selfAttention: MultiHeadAttention, crossAttention: MultiHeadAttention,
        finalNorm: LayerNorm, alignment: AttentionAlignment
    ) {
        precondition(selfAttention.width == crossAttention.width, "a decoder has one width")
        self.layers = layers
        self.selfAttention = selfAttention
        self.crossAttention = crossAttention
        self.finalNorm = finalNorm
        self.alignment = alignment
        scratchWidth = layers.reduce(3 * selfAttention.width) { max($0, $1.feedForward.scratchWidth) }
    }

    /// Starts a text over encoded audio.
    /// - Parameters:
    ///   - frames: `count x width`, the encoder's output for one chunk; read at once, not kept.
    ///   - maxSteps: steps that the text can take.
    public func start(_ frames: UnsafePointer<Float>, count: Int, maxSteps: Int) -> DecoderState {
        let state = DecoderState(
            layers: layers.count, width: crossAttention.width, frameCount: count, maxSteps: maxSteps)
        for (index, layer) in layers.enumerated() {
            layer.crossKeyValue(frames, rows: count, into: state.frames.rows(index))
        }
        return state
    }

    /// Takes a step with each text.
    /// - Parameters:
    ///   - h: `states.count x width`, the embedded token of each text; changed in place.
    /// - Returns: `states.count x width`, normalized; valid until the next step with the same workspace.
    public func step(
        _ h: UnsafeMutablePointer<Float>, _ states: [DecoderState], _ workspace: Workspace
    ) -> UnsafePointer<Float> {
        let (width, rows) = (selfAttention.width, states.count)
        let normed = workspace.normed.reserve(rows * width)
        let scratch = workspace.scratch.reserve(rows * scratchWidth)
        for state in states { state.beginStep() }
        for (index, layer) in layers.enumerated() {
            layer.selfNorm(h, rows: rows, into: normed)
            layer.queryKeyValue(normed, rows: rows, into: scratch)
            for (row, state) in states.enumerated() {
                attendSelf(scratch + row * 3 * width, state, index, workspace, into: normed + row * width)
            }
            layer.selfOutput(normed, rows: rows, into: h, accumulate: true)

            layer.crossNorm(h, rows: rows, into: normed)
            layer.crossQuery(normed, rows: rows, into: scratch)
            for (row, state) in states.enumerated() {
                attendCross(scratch + row * width, state, index, workspace, into: normed + row * width)
            }
            layer.crossOutput(normed, rows: rows, into: h, accumulate: true)

            layer.feedForwardNorm(h, rows: rows, into: normed)
            layer.feedForward(normed, rows: rows, addingTo: h, scratch: scratch)
        }
        for state in states { state.endStep() }
        finalNorm(h, rows: rows, into: normed)
        return UnsafePointer(normed)
    }

    private func attendSelf(
        _ queryKeyValue: UnsafeMutablePointer<Float>, _ state: DecoderState, _ layer: Int, _ workspace: Workspace,
        into context: UnsafeMutablePointer<Float>
    ) {
        selfAttention.rotate(queryKeyValue, position: state.stepCount)
        state.cache.store(queryKeyValue + selfAttention.width, layer: layer, position: state.stepCount)
        let count = state.stepCount + 1
        selfAttention.attend(
            queryKeyValue, to: state.cache.rows(layer), count: count, weights: workspace.weights.reserve(count),
            into: context)
    }

    private func attendCross(
        _ query: UnsafePointer<Float>, _ state: DecoderState, _ layer: Int, _ workspace: Workspace,
        into context: UnsafeMutablePointer<Float>
    ) {
        let weights = workspace.weights.reserve(state.frameCount)
        let scratch = workspace.alignment.reserve(AttentionAlignment.scratchCount(frames: state.frameCount))
        let row = state.alignmentRow
        crossAttention.attend(
            query, to: state.frames.rows(layer), count: state.frameCount, weights: weights, into: context
        ) { head in
            state.observer?(layer, head, weights)
            alignment.add(weights, frames: state.frameCount, layer: layer, head: head, to: row, scratch: scratch)
        }
    }

    /// Memory for the rows of a step, which grows with the largest step and is used again by the next.
    public final class Workspace {
        let normed = FloatBuffer(0)
        let scratch = FloatBuffer(0)
        let weights = FloatBuffer(0)
        let alignment = FloatBuffer(0)

        /// Starts empty.
        public init() {}
    }
}

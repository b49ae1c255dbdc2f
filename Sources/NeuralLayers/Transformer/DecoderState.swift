public import TensorKit

/// What a `TransformerDecoder` remembers of one text: its caches, and where in the audio it looked.
///
/// One task owns a state; it is deliberately not `Sendable`.
public final class DecoderState: BeamState {
    /// Frames of the encoded audio.
    public let frameCount: Int
    /// Steps that the text can take.
    public let maxSteps: Int
    /// Steps taken.
    public private(set) var stepCount = 0
    /// Keys and values of the frames, shared by all texts over the same audio.
    public let frames: KVCache
    /// Keys and values of the steps.
    public let cache: KVCache
    /// Where each step looked, `maxSteps x frameCount`: the mean attention of the heads that align. Rows of steps that
    /// were not taken are undefined.
    public let alignment: FloatBuffer
    /// Sees the cross-attention weights of each layer and head, `frameCount` floats, as they are computed; for tests.
    public var observer: ((_ layer: Int, _ head: Int, _ weights: UnsafePointer<Float>) -> Void)?

    init(layers: Int, width: Int, frameCount: Int, maxSteps: Int) {
        self.frameCount = frameCount
        self.maxSteps = maxSteps
        frames = KVCache(layers: layers, capacity: frameCount, width: width)
        cache = KVCache(layers: layers, capacity: maxSteps, width: width)
        alignment = FloatBuffer(maxSteps * frameCount)
        layerCount = layers
    }

    private init(overFramesOf other: DecoderState) {
        (frameCount, maxSteps, layerCount) = (other.frameCount, other.maxSteps, other.layerCount)
        frames = other.frames
        cache = KVCache(layers: layerCount, capacity: maxSteps, width: frames.width)
        alignment = FloatBuffer(maxSteps * frameCount)
    }

    private let layerCount: Int

    /// A state that has taken the same steps and goes on by itself. What was computed of the audio is shared.
    public func forked(reusing spare: DecoderState?) -> DecoderState {
        let fork = spare ?? DecoderState(overFramesOf: self)
        precondition(fork.frames === frames, "a spare state is one over the same audio")
        fork.cache.copy(stepCount, from: cache)
        fork.alignment.pointer.update(from: alignment.pointer, count: stepCount * frameCount)
        fork.stepCount = stepCount
        return fork
    }

    /// The row of the step that is being taken.
    var alignmentRow: UnsafeMutablePointer<Float> { alignment.pointer + stepCount * frameCount }

    func beginStep() {
        precondition(stepCount < maxSteps, "the text has room for \(maxSteps) steps")
        alignmentRow.update(repeating: 0, count: frameCount)
    }

    func endStep() { stepCount += 1 }
}

internal import CKernels
public import ModelFiles
internal import NeuralLayers
internal import TensorKit

/// Silero VAD, 16 kHz: the probability of speech for every 32 ms (snakers4/silero-vad, MIT).
public struct VoiceActivityDetector: Sendable {
    /// Samples that one probability covers.
    public static let chunkSamples = 512
    static let contextSamples = 64
    static let hidden = 128
    private static let bins = 129

    private let transform: Linear
    private let layers: [Linear]
    private static let shapes = [(129, 128, 1), (128, 64, 2), (64, 64, 2), (64, 128, 1)]
    let gates: Linear
    let recurrent: PackedMatrix
    let outputWeight: [Float]
    let outputBias: Float

    /// Reads the weights.
    /// - Throws: `ModelFileError` when a tensor is missing or has another shape.
    public init(_ file: SafeTensors) throws {
        transform = Linear(
            weight: try file.floats("stft.forward_basis_buffer", shape: [258, 1, 256]), bias: nil, outputs: 258,
            inputs: 256)
        layers = try Self.shapes.enumerated().map { index, shape in
            let (inputs, outputs, _) = shape
            let name = "encoder.\(index).reparam_conv"
            let weight = try file.floats(name + ".weight", shape: [outputs, inputs, 3])
            // To outputs x time x inputs: the patch order of `encode`.
            let ordered = (0..<outputs).flatMap { o in
                (0..<3).flatMap { k in (0..<inputs).map { i in weight[(o * inputs + i) * 3 + k] } }
            }
            return Linear(
                weight: ordered, bias: try file.floats(name + ".bias", shape: [outputs]), outputs: outputs,
                inputs: 3 * inputs)
        }
        let size = 4 * Self.hidden
        let ih = try file.floats("decoder.rnn.bias_ih", shape: [size])
        let hh = try file.floats("decoder.rnn.bias_hh", shape: [size])
        gates = Linear(
            weight: try file.floats("decoder.rnn.weight_ih", shape: [size, Self.hidden]),
            bias: zip(ih, hh).map(+), outputs: size, inputs: Self.hidden)
        recurrent = PackedMatrix(
            weight: try file.floats("decoder.rnn.weight_hh", shape: [size, Self.hidden]), outputCount: size,
            inputCount: Self.hidden)
        outputWeight = try file.floats("decoder.decoder.2.weight", shape: [1, Self.hidden, 1])
        outputBias = try file.floats("decoder.decoder.2.bias", shape: [1])[0]
    }

    /// The part without memory, for many chunks at once.
    /// - Parameter padded: `count` rows of 640 samples: context, chunk, mirrored end.
    /// - Returns: the LSTM's input gates, `count x 512`.
    func encode(_ padded: UnsafePointer<Float>, count: Int) -> FloatBuffer {
        let spectrum = FloatBuffer(count * 4 * 258)
        for chunk in 0..<count {
            transform(padded + chunk * 640, rows: 4, stride: 128, into: spectrum.pointer + chunk * 4 * 258)
        }
        var x = FloatBuffer(count * 4 * Self.bins)
        for row in 0..<count * 4 {
            let (from, to) = (spectrum.pointer + row * 258, x.pointer + row * Self.bins)
            for k in 0..<Self.bins { to[k] = (from[k] * from[k] + from[k + 129] * from[k + 129]).squareRoot() }
        }
        var steps = 4
        for (layer, shape) in zip(layers, Self.shapes) {
            let (inputs, outputs, stride) = shape
            let next = (steps - 1) / stride + 1
            let patches = FloatBuffer(count * next * 3 * inputs)
            for chunk in 0..<count {
                for step in 0..<next {
                    for k in 0..<3 {
                        let to = patches.pointer + ((chunk * next + step) * 3 + k) * inputs
                        let from = step * stride + k - 1
                        if from >= 0 && from < steps {
                            to.update(from: x.pointer + (chunk * steps + from) * inputs, count: inputs)
                        } else {
                            to.update(repeating: 0, count: inputs)
                        }
                    }
                }
            }
            x = FloatBuffer(count * next * outputs)
            layer(patches.pointer, rows: count * next, into: x.pointer, relu: true)
            steps = next
        }
        let result = FloatBuffer(count * 4 * Self.hidden)
        gates(x.pointer, rows: count, into: result.pointer)
        return result
    }
}

/// Speech probabilities of one recording, fed piece by piece.
public final class VoiceActivityStream {
    /// What it remembers of the samples so far: enough to go on later.
    public struct State: Hashable, Sendable {
        /// Hidden state and cell state of the LSTM, 128 values each.
        public var h, c: [Float]
        /// The last 64 samples.
        public var context: [Float]

        /// Takes values, for example those that were written down; they may be of any length but their own is needed to
        /// go on from them.
        public init(h: [Float], c: [Float], context: [Float]) {
            self.h = h
            self.c = c
            self.context = context
        }

        /// The state before the first sample: zeros.
        public static let start = State(
            h: [Float](repeating: 0, count: VoiceActivityDetector.hidden),
            c: [Float](repeating: 0, count: VoiceActivityDetector.hidden),
            context: [Float](repeating: 0, count: VoiceActivityDetector.contextSamples))

        /// Whether the values have the lengths that they need.
        public var isWhole: Bool {
            h.count == VoiceActivityDetector.hidden && c.count == h.count
                && context.count == VoiceActivityDetector.contextSamples
        }
    }

    private let detector: VoiceActivityDetector
    /// The state after the last sample.
    public private(set) var state: State

    /// Starts a recording, or goes on from a state.
    public init(_ detector: VoiceActivityDetector, state: State = .start) {
        precondition(state.isWhole, "the state of a speech detector has fixed lengths")
        self.detector = detector
        self.state = state
    }

    /// Goes on from where the last call ended.
    /// - Parameter samples: 16 kHz mono; a last piece that is not a multiple of 512 samples is padded with zeros, so
    ///   only the end of a recording may be such a piece.
    /// - Returns: one probability for each 512 samples.
    public func probabilities(_ samples: UnsafeBufferPointer<Float>) -> [Float] {
        let size = VoiceActivityDetector.chunkSamples
        let context = VoiceActivityDetector.contextSamples
        let count = (samples.count + size - 1) / size
        guard count > 0, let source = samples.baseAddress else { return [] }
        let padded = FloatBuffer(count * 640)
        for chunk in 0..<count {
            let row = padded.pointer + chunk * 640
            let here = min(size, samples.count - chunk * size)
            for i in 0..<context { row[i] = chunk == 0 ? state.context[i] : source[chunk * size - context + i] }
            (row + context).update(from: source + chunk * size, count: here)
            (row + context + here).update(repeating: 0, count: size - here)
            for i in 0..<64 { row[576 + i] = row[574 - i] }
        }
        let last = padded.pointer + (count - 1) * 640 + size
        state.context = (0..<context).map { last[$0] }
        let gates = detector.encode(padded.pointer, count: count)
        let width = VoiceActivityDetector.hidden
        var (h, c) = (state.h, state.c)
        defer { (state.h, state.c) = (h, c) }
        return (0..<count).map { chunk in
            let gate = gates.pointer + chunk * 4 * width
            detector.recurrent.multiply(h, rows: 1, into: gate, accumulate: true)
            ws_lstm_step(gate, 4 * width, &c, &h, width, 1, width)
            var logit = detector.outputBias
            for i in 0..<width { logit += max(h[i], 0) * detector.outputWeight[i] }
            return Sigmoid.of(logit)
        }
    }
}

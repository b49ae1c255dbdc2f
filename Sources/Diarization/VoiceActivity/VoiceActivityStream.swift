internal import CKernels
internal import TensorKit

internal import func Foundation.exp

/// Speech probabilities of one recording whose samples arrive part by part.
public final class VoiceActivityStream {
    /// What the VAD needs of the samples so far to continue after them.
    public struct State: Hashable, Sendable {
        /// Hidden state and cell state of the LSTM, 128 values each.
        public var h, c: [Float]
        /// The last 64 samples.
        public var context: [Float]

        /// Wraps values, for example stored ones. They may have any length; `isWhole` says whether a stream can
        /// continue from them.
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

        /// Whether all values have the length that the VAD needs.
        public var isWhole: Bool {
            h.count == VoiceActivityDetector.hidden && c.count == h.count
                && context.count == VoiceActivityDetector.contextSamples
        }
    }

    private let detector: VoiceActivityDetector
    /// The state after the last sample.
    public private(set) var state: State

    /// Starts a recording, or continues one from a state for which `isWhole` holds.
    public init(_ detector: VoiceActivityDetector, state: State = .start) {
        precondition(state.isWhole, "the state of the VAD has fixed lengths")
        self.detector = detector
        self.state = state
    }

    /// Continues where the last call ended.
    /// - Parameter samples: 16 kHz mono. Samples after the last whole chunk of 512 are padded with zeros to a chunk, so
    ///   only the last call of a recording may have such samples.
    /// - Returns: one probability, 0 ... 1, for each chunk of 512 samples.
    public func probabilities(_ samples: UnsafeBufferPointer<Float>) -> [Float] {
        let size = VoiceActivityDetector.chunkSamples
        let context = VoiceActivityDetector.contextSamples
        let rowSamples = VoiceActivityDetector.rowSamples
        let count = (samples.count + size - 1) / size
        guard count > 0, let source = samples.baseAddress else { return [] }
        let rows = FloatBuffer(count * rowSamples)
        let chunkEnd = context + size
        for chunk in 0..<count {
            let row = rows.pointer + chunk * rowSamples
            let present = min(size, samples.count - chunk * size)
            for i in 0..<context { row[i] = chunk == 0 ? state.context[i] : source[chunk * size - context + i] }
            (row + context).update(from: source + chunk * size, count: present)
            (row + context + present).update(repeating: 0, count: size - present)
            for i in 0..<VoiceActivityDetector.mirroredSamples { row[chunkEnd + i] = row[chunkEnd - 2 - i] }
        }
        let lastSamples = rows.pointer + (count - 1) * rowSamples + chunkEnd - context
        state.context = (0..<context).map { lastSamples[$0] }
        let gates = detector.encode(rows.pointer, count: count)
        let width = VoiceActivityDetector.hidden
        let gateWidth = VoiceActivityDetector.gateCount * width
        var (h, c) = (state.h, state.c)
        defer { (state.h, state.c) = (h, c) }
        return (0..<count).map { chunk in
            let gate = gates.pointer + chunk * gateWidth
            detector.recurrent.multiply(h, rows: 1, into: gate, accumulate: true)
            ws_lstm_step(gate, gateWidth, &c, &h, width, 1, width)
            var logit = detector.outputBias
            for i in 0..<width { logit += max(h[i], 0) * detector.outputWeight[i] }
            return 1 / (1 + exp(-logit))
        }
    }
}

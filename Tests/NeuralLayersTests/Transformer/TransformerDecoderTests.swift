import NeuralLayers
import TensorKit
import TestSupport
import Testing

@Suite struct TransformerDecoderTests {
    private let width = RandomTransformer.width
    private let layer: Parts
    private let final: LayerNorm
    private let decoder: TransformerDecoder

    private struct Parts {
        let norms: [LayerNorm]
        let queryKeyValue, selfOutput, crossQuery, crossKeyValue, crossOutput: Linear
        let feedForward: FeedForward
    }

    init() throws {
        var random = RandomTransformer()
        let width = RandomTransformer.width
        let layer = Parts(
            norms: try (0..<3).map { _ in try random.norm() }, queryKeyValue: random.linear(3 * width, width),
            selfOutput: random.linear(width, width), crossQuery: random.linear(width, width),
            crossKeyValue: random.linear(2 * width, width), crossOutput: random.linear(width, width),
            feedForward: random.feedForward(.gatedSiLU))
        final = try random.norm()
        self.layer = layer
        decoder = TransformerDecoder(
            layers: [
                TransformerDecoderLayer(
                    selfNorm: layer.norms[0], queryKeyValue: layer.queryKeyValue, selfOutput: layer.selfOutput,
                    crossNorm: layer.norms[1], crossQuery: layer.crossQuery, crossKeyValue: layer.crossKeyValue,
                    crossOutput: layer.crossOutput, feedForwardNorm: layer.norms[2], feedForward: layer.feedForward)
            ], selfAttention: MultiHeadAttention(heads: 3, headSize: 4),
            crossAttention: MultiHeadAttention(heads: 3, headSize: 4), finalNorm: final,
            alignment: AttentionAlignment(layers: 1, headsPerLayer: 3, smoothing: .none))
    }

    /// One step of one text by the definition.
    /// - Parameter cache: keys and values of earlier steps; that of this step is added.
    private func step(
        _ input: [Float], _ cache: inout [[Float]], frames: [[Float]]
    ) -> (output: [Float], looked: [Float]) {
        var h = input
        let queryKeyValue = layer.queryKeyValue.output(layer.norms[0].output(h, rows: 1), rows: 1)
        cache.append(Array(queryKeyValue[width...]))
        let own = NaiveAttention.attend(Array(queryKeyValue[..<width]), cache, heads: 3)
        h = zip(h, layer.selfOutput.output(own.context, rows: 1)).map(+)
        let query = layer.crossQuery.output(layer.norms[1].output(h, rows: 1), rows: 1)
        let cross = NaiveAttention.attend(query, frames, heads: 3)
        h = zip(h, layer.crossOutput.output(cross.context, rows: 1)).map(+)
        h = layer.feedForward.added(layer.norms[2].output(h, rows: 1), to: h, rows: 1)
        let looked = frames.indices.map { frame in cross.weights.reduce(0) { $0 + $1[frame] / 3 } }
        return (final.output(h, rows: 1), looked)
    }

    private func start(_ frames: [Float], maxSteps: Int = 5) -> DecoderState {
        decoder.start(frames, count: frames.count / width, maxSteps: maxSteps)
    }

    private func take(_ states: [DecoderState], _ inputs: [[Float]]) -> [[Float]] {
        var h = inputs.flatMap(\.self)
        let output = decoder.step(&h, states, workspace)
        return states.indices.map { Array(UnsafeBufferPointer(start: output + $0 * width, count: width)) }
    }

    private let workspace = TransformerDecoder.Workspace()

    @Test func stepsFollowTheirDefinitionBesideOtherTexts() {
        let audio = [Noise.floats(6 * width, seed: 50), Noise.floats(9 * width, seed: 51)]
        let states = audio.map { start($0) }
        let frames = audio.map { audio in
            let count = audio.count / width
            let rows = layer.crossKeyValue.output(audio, rows: count)
            return (0..<count).map { Array(rows[$0 * 2 * width..<($0 + 1) * 2 * width]) }
        }
        var caches: [[[Float]]] = [[], []]
        for number in 0..<4 {
            let inputs = (0..<2).map { Noise.floats(width, seed: UInt64(100 + 2 * number + $0)) }
            let found = take(states, inputs)
            for text in 0..<2 {
                let expected = step(inputs[text], &caches[text], frames: frames[text])
                #expect(SignalComparison.largestDifference(found[text], expected.output) < 1e-3)
                let state = states[text]
                let looked = UnsafeBufferPointer(
                    start: state.alignment.pointer + number * state.frameCount, count: state.frameCount)
                #expect(SignalComparison.largestDifference(Array(looked), expected.looked) < 1e-4)
            }
        }
        #expect(states.map(\.stepCount) == [4, 4])
    }

    /// A fork gives the same as its source, and neither changes the other; so does one in used memory.
    @Test(arguments: [false, true]) func aForkGoesOnByItself(reuses: Bool) {
        let audio = Noise.floats(6 * width, seed: 50)
        let inputs = (0..<3).map { Noise.floats(width, seed: UInt64(200 + $0)) }
        let (state, alone) = (start(audio), start(audio))
        for input in inputs.prefix(2) { _ = (take([state], [input]), take([alone], [input])) }
        var spare: DecoderState?
        if reuses {
            let used = state.forked(reusing: nil)
            _ = take([used], [inputs[0]])
            spare = used
        }
        let fork = state.forked(reusing: spare)
        #expect(fork !== state && (spare == nil || fork === spare))
        #expect(fork.stepCount == 2 && fork.frames === state.frames)
        // The source goes elsewhere first.
        _ = take([state], [inputs[0]])
        #expect(take([fork], [inputs[2]]) == take([alone], [inputs[2]]))
        func alignment(_ state: DecoderState) -> [Float] {
            Array(UnsafeBufferPointer(start: state.alignment.pointer, count: 3 * state.frameCount))
        }
        #expect(alignment(fork) == alignment(alone))
    }
}

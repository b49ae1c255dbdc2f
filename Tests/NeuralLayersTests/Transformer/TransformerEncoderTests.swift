import NeuralLayers
import TestSupport
import Testing

@Suite struct TransformerEncoderTests {
    private let width = RandomTransformer.width

    /// Attention of every row to all, by the definition.
    private func context(_ queryKeyValue: [Float], rows: Int) -> [Float] {
        let parts = (0..<rows).map { Array(queryKeyValue[$0 * 3 * width..<($0 + 1) * 3 * width]) }
        let keyValues = parts.map { Array($0[width...]) }
        return parts.flatMap { NaiveAttention.attend(Array($0[..<width]), keyValues, heads: 3).context }
    }

    @Test func layersFollowTheirDefinition() throws {
        var random = RandomTransformer()
        let parts = try (0..<2).map { _ in
            (
                random.linear(3 * width, width), random.linear(width, width), random.feedForward(.gelu),
                try random.norm(), try random.norm()
            )
        }
        let final = try random.norm()
        let encoder = TransformerEncoder(
            layers: parts.map { qkv, output, feedForward, first, second in
                TransformerEncoderLayer(
                    attentionNorm: first, queryKeyValue: qkv, output: output, feedForwardNorm: second,
                    feedForward: feedForward)
            }, attention: MultiHeadAttention(heads: 3, headSize: 4), finalNorm: final)

        let counts = [4, 1, 7]
        let input = Noise.floats(12 * width, seed: 99)
        var found = input
        encoder(&found, counts: counts)

        var start = 0
        for rows in counts {
            var h = Array(input[start * width..<(start + rows) * width])
            for (qkv, output, feedForward, first, second) in parts {
                let attended = output.output(
                    context(qkv.output(first.output(h, rows: rows), rows: rows), rows: rows), rows: rows)
                h = zip(h, attended).map(+)
                h = feedForward.added(second.output(h, rows: rows), to: h, rows: rows)
            }
            let expected = final.output(h, rows: rows)
            let ours = Array(found[start * width..<(start + rows) * width])
            #expect(SignalComparison.largestDifference(ours, expected) < 1e-3, "\(rows) rows")
            start += rows
        }
    }
}

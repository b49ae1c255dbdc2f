import NeuralLayers
import TestSupport
import Testing

@Suite struct MultiHeadAttentionTests {
    @Test(arguments: [(1, 4), (2, 3), (8, 36), (3, 5)], [1, 2, 17])
    func oneQueryAgreesWithTheDefinition(shape: (heads: Int, size: Int), count: Int) {
        let attention = MultiHeadAttention(heads: shape.heads, headSize: shape.size)
        let width = attention.width
        let query = Noise.floats(width)
        let keyValues = Noise.floats(count * 2 * width, seed: 2)
        var weights = [Float](repeating: .nan, count: count)
        var context = [Float](repeating: .nan, count: width)
        var seen: [[Float]] = []
        weights.withUnsafeMutableBufferPointer { weights in
            guard let base = weights.baseAddress else { return }
            attention.attend(query, to: keyValues, count: count, weights: base, into: &context) { head in
                #expect(head == seen.count)
                seen.append(Array(UnsafeBufferPointer(start: base, count: count)))
            }
        }
        let rows = (0..<count).map { Array(keyValues[$0 * 2 * width..<($0 + 1) * 2 * width]) }
        let expected = NaiveAttention.attend(query, rows, heads: shape.heads)
        #expect(SignalComparison.largestDifference(context, expected.context) < 1e-5)
        #expect(SignalComparison.largestDifference(seen.flatMap(\.self), expected.weights.flatMap(\.self)) < 1e-5)
    }

    /// With and without rotary positions; all rows at once are what each row is by itself.
    @Test(arguments: [false, true], [1, 2, 13])
    func allRowsAgreeWithSingleQueries(rotates: Bool, rows: Int) {
        let rotary = rotates ? RotaryEmbedding(rotated: 4, positions: rows) : nil
        let attention = MultiHeadAttention(heads: 3, headSize: 6, rotary: rotary)
        let width = attention.width
        let input = Noise.floats(rows * 3 * width)
        var all = input
        var scores = [Float](repeating: .nan, count: rows * rows)
        var context = [Float](repeating: .nan, count: rows * width)
        attention.attendAll(&all, rows: rows, scores: &scores, into: &context)

        let rotated = (0..<rows).map { row -> [Float] in
            var queryKeyValue = Array(input[row * 3 * width..<(row + 1) * 3 * width])
            attention.rotate(&queryKeyValue, position: row)
            if row > 0 {
                #expect((queryKeyValue == input[row * 3 * width..<(row + 1) * 3 * width].map(\.self)) != rotates)
            }
            return queryKeyValue
        }
        let keyValues = rotated.map { Array($0[width...]) }
        let expected = rotated.flatMap { NaiveAttention.attend(Array($0[..<width]), keyValues, heads: 3).context }
        #expect(SignalComparison.largestDifference(context, expected) < 1e-5)
    }
}

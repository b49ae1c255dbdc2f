import NeuralLayers
import TestSupport
import Testing

@Suite struct RotaryEmbeddingTests {
    private let rotary = RotaryEmbedding(rotated: 8, positions: 600)

    private func rotated(_ row: [Float], position: Int, heads: Int, size: Int) -> [Float] {
        var row = row
        rotary.rotate(&row, position: position, heads: heads, size: size)
        return row
    }

    @Test(arguments: [0, 1, 7, 599])
    func pairsTurnByTheirAngle(position: Int) {
        let row = Noise.floats(3 * 10)
        let found = rotated(row, position: position, heads: 3, size: 10)
        for head in 0..<3 {
            for pair in 0..<4 {
                let angle = Double(position) / (Double(pair) / 4 * 10_000.0.logarithm).exponential
                let (a, b) = (Double(row[head * 10 + 2 * pair]), Double(row[head * 10 + 2 * pair + 1]))
                // Angles are kept in single precision, as the model was trained: off by up to 600 · 6e-8.
                #expect(abs(Double(found[head * 10 + 2 * pair]) - (a * angle.cosine - b * angle.sine)) < 1e-4)
                #expect(abs(Double(found[head * 10 + 2 * pair + 1]) - (b * angle.cosine + a * angle.sine)) < 1e-4)
            }
            #expect(found[head * 10 + 8..<head * 10 + 10] == row[head * 10 + 8..<head * 10 + 10])
        }
        if position == 0 { #expect(found == row) }
    }

    @Test func productsDependOnTheDistanceAlone() {
        let (query, key) = (Noise.floats(8), Noise.floats(8, seed: 2))
        func product(_ i: Int, _ j: Int) -> Float {
            zip(
                rotated(query, position: i, heads: 1, size: 8), rotated(key, position: j, heads: 1, size: 8)
            ).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(abs(product(5, 2) - product(105, 102)) < 1e-4)
        #expect(abs(product(5, 2) - product(5, 4)) > 1e-2)
    }

    /// The second pair of four values turns by position / √base.
    @Test func theBaseSetsTheFrequencies() {
        var row: [Float] = [0, 0, 1, 0]
        RotaryEmbedding(rotated: 4, positions: 3, base: 100).rotate(&row, position: 2, heads: 1, size: 4)
        #expect(abs(Double(row[2]) - 0.2.cosine) < 1e-6 && abs(Double(row[3]) - 0.2.sine) < 1e-6)
    }

    @Test func otherRowsAreLeftAlone() {
        let row = Noise.floats(30)
        #expect(rotated(row, position: 3, heads: 2, size: 10)[20...] == row[20...])
    }
}

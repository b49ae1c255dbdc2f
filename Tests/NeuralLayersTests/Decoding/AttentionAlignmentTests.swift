import TestSupport
import Testing

@testable import NeuralLayers

@Suite struct AttentionAlignmentTests {
    private static func spans(_ similarity: [Float], steps: Int, frames: Int) -> [Range<Int>] {
        AttentionAlignment.frameSpans(similarity, steps: steps, frames: frames)
    }

    @Test func stepsFollowTheBrightCells() {
        let similarity: [Float] = [
            9, 9, 0, 0, 0, 0,
            0, 0, 9, 0, 0, 0,
            0, 0, 0, 9, 9, 9,
        ]
        #expect(Self.spans(similarity, steps: 3, frames: 6) == [0..<2, 2..<3, 3..<6])
    }

    @Test func equalCostsGoDiagonally() {
        #expect(Self.spans([Float](repeating: 0, count: 9), steps: 3, frames: 3) == [0..<1, 1..<2, 2..<3])
        // With more frames than steps the detour lies at the start: the way back prefers the diagonal.
        #expect(Self.spans([Float](repeating: 0, count: 8), steps: 2, frames: 4) == [0..<3, 3..<4])
        #expect(Self.spans([Float](repeating: 0, count: 8), steps: 4, frames: 2) == [0..<1, 0..<1, 0..<1, 1..<2])
    }

    @Test func oneStepOrOneFrameTakesAll() {
        #expect(Self.spans([1, 2, 3], steps: 1, frames: 3) == [0..<3])
        #expect(Self.spans([1, 2, 3], steps: 3, frames: 1) == [0..<1, 0..<1, 0..<1])
        #expect(Self.spans([5], steps: 1, frames: 1) == [0..<1])
    }

    @Test func nothingGivesNothing() {
        #expect(Self.spans([0], steps: 0, frames: 1).isEmpty)
        #expect(Self.spans([0], steps: 1, frames: 0).isEmpty)
    }

    @Test(arguments: [(2, 5), (4, 4), (5, 3), (3, 7)])
    func thePathIsTheBestOfAll(steps: Int, frames: Int) {
        for seed in 1...20 {
            let similarity = Noise.floats(steps * frames, seed: UInt64(seed))
            func best(_ step: Int, _ frame: Int) -> Double {
                let here = Double(similarity[step * frames + frame])
                if step == steps - 1 && frame == frames - 1 { return here }
                var rest = -Double.infinity
                for (down, across) in [(1, 1), (1, 0), (0, 1)] where step + down < steps && frame + across < frames {
                    rest = max(rest, best(step + down, frame + across))
                }
                return here + rest
            }
            let spans = Self.spans(similarity, steps: steps, frames: frames)
            let total = spans.enumerated().reduce(0.0) { sum, span in
                span.element.reduce(sum) { $0 + Double(similarity[span.offset * frames + $1]) }
            }
            #expect(abs(total - best(0, 0)) < 1e-4)
            #expect(spans.first?.lowerBound == 0 && spans.last?.upperBound == frames)
            for (one, next) in zip(spans, spans.dropFirst()) {
                #expect(next.lowerBound == one.upperBound || next.lowerBound == one.upperBound - 1)
            }
        }
    }

    @Test func numbersThatAreNoneDoNotLeadAstray() {
        for similarity in [[Float](repeating: .nan, count: 15), (0..<15).map { $0 == 7 ? .nan : 0 }] {
            let spans = Self.spans(similarity, steps: 5, frames: 3)
            #expect(spans.count == 5)
            #expect(spans.first?.lowerBound == 0 && spans.last?.upperBound == 3)
        }
    }

    /// What `add` makes of two layers of two heads, of which head `i` of layer `l` has the weights `heads[2 * l + i]`.
    private static func mean(_ alignment: AttentionAlignment, _ heads: [[Float]]) -> [Float] {
        let frames = heads[0].count
        var row = [Float](repeating: 0, count: frames)
        var scratch = [Float](repeating: .nan, count: AttentionAlignment.scratchCount(frames: frames))
        for (index, weights) in heads.enumerated() {
            alignment.add(weights, frames: frames, layer: index / 2, head: index % 2, to: &row, scratch: &scratch)
        }
        return row
    }

    @Test func selectedHeadsAreAveraged() {
        let heads: [[Float]] = [[1, 2, 3, 4], [8, 8, 8, 8], [3, 2, 1, 0], [100, 0, 0, 0]]
        let chosen = AttentionAlignment(
            heads: [(0, 0), (1, 0)], layers: 2, headsPerLayer: 2, smoothing: .none)
        #expect(Self.mean(chosen, heads) == [2, 2, 2, 2])
        let all = AttentionAlignment(layers: 2, headsPerLayer: 2, smoothing: .none)
        #expect(Self.mean(all, heads) == [28, 3, 3, 3])
    }

    /// One frame that stands out is no neighbourhood: the median leaves the standardized value of the others.
    @Test func smoothedWeightsAreStandardizedAndFiltered() {
        var weights = [Float](repeating: 1, count: 15)
        weights[7] = 16
        let alignment = AttentionAlignment(
            heads: [(1, 1)], layers: 2, headsPerLayer: 2, smoothing: .standardizedMedian7)
        let row = Self.mean(alignment, [weights, weights, weights, weights])
        // Mean 2; squares 14 · 1 + 196 = 210 over 15 frames: deviation √14.
        let expected = -1 / Float(14).squareRoot()
        #expect(row.allSatisfy { abs($0 - expected) < 1e-5 })
    }
}

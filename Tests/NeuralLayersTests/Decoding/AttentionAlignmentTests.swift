import TestSupport
import Testing

@testable import Recognition

@Suite struct AttentionAlignmentTests {
    private static func spans(_ similarity: [Float], steps: Int, frames: Int) -> [Range<Int>] {
        AttentionAlignment.frameSpans(similarity, steps: steps, frames: frames).map { $0.lowerBound..<$0.upperBound }
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
}

import TestSupport
import Testing

@testable import Diarization

@Suite struct VBxTests {
    /// Points that alternate between two distant means, and their labels.
    private static func points(_ count: Int, dimension: Int) -> (features: [Double], labels: [Int]) {
        let noise = Noise.doubles(count * dimension, seed: 3)
        let features = (0..<count * dimension).map { index -> Double in
            let sign: Double = index / dimension % 2 == 0 ? 1 : -1
            return noise[index] + sign * 4
        }
        return (features, (0..<count).map { $0 % 2 })
    }

    private let phi = [Double](repeating: 4, count: 16)

    @Test func responsibilitiesAreProbabilities() {
        let (features, labels) = Self.points(30, dimension: 16)
        let result = VBx().run(features: features, phi: phi, labels: labels)
        #expect(result.speakerCount == 2)
        #expect(abs(result.shares.reduce(0, +) - 1) < 1e-9)
        for point in 0..<30 {
            let row = Array(result.responsibilities[point * 2..<point * 2 + 2])
            #expect(abs(row[0] + row[1] - 1) < 1e-9)
            #expect(row[labels[point]] > 0.9)
        }
    }

    @Test func speakersThatExplainNothingLoseTheirShare() {
        // The initial labels split one voice in two; nothing distinguishes the halves.
        let features = Noise.doubles(40 * 16, seed: 7, scale: 0.1).map { $0 + 3 }
        var vbx = VBx()
        vbx.iterations = 400
        vbx.tolerance = 0
        let result = vbx.run(features: features, phi: phi, labels: (0..<40).map { $0 < 36 ? 0 : 1 })
        #expect(result.shares[1] < 0.02 && result.shares[0] > 0.98)
    }

    @Test func aSingleSpeakerTakesAll() {
        let (features, _) = Self.points(2, dimension: 16)
        let result = VBx().run(features: features, phi: phi, labels: [0, 0])
        #expect(result.shares == [1] && result.responsibilities == [1, 1])
    }
}

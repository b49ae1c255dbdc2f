import TensorKit
import TestSupport
import Testing

@testable import Diarization

@Suite struct PartedLinkageTests {
    private static let width = 64

    /// Pieces of `speakers` voices that alternate. Two pieces of one voice have a cosine of about 0.55, of two voices
    /// hardly any, as with real embeddings.
    private static func meeting(_ count: Int, speakers: Int, seed: UInt64) -> (points: [Double], truth: [Int]) {
        var generator = SeededGenerator(seed: seed)
        let voices = Vectors.scaled(
            Noise.doubles(speakers * width, seed: seed &+ 1), width: width, toLength: 1)
        let noise = Vectors.scaled(Noise.doubles(count * width, seed: seed &+ 2), width: width, toLength: 0.9)
        var truth: [Int] = []
        while truth.count < count {
            // The last voice begins late and says little.
            let latest = truth.count > count * 2 / 3 ? speakers : speakers - 1
            let speaker = Int.random(in: 0..<latest, using: &generator)
            truth += [Int](repeating: speaker, count: Int.random(in: 1...8, using: &generator))
        }
        truth = Array(truth.prefix(count))
        let points = (0..<count * width).map { index in
            voices[truth[index / width] * width + index % width] + noise[index]
        }
        return (Vectors.scaled(points, width: width, toLength: 1), truth)
    }

    /// Whether two lists of labels describe the same groups.
    private static func agree(_ a: [Int], _ b: [Int]) -> Bool {
        let pairs = Set(zip(a, b).map { [$0, $1] })
        return a.count == b.count && pairs.count == Set(a).count && pairs.count == Set(b).count
    }

    private static func labels(_ points: [Double], _ count: Int, partSize: Int, similarity: Double = 0.35) -> [Int] {
        PartedLinkage.labels(points, count: count, width: width, similarity: similarity, partSize: partSize)
    }

    @Test func pointsThatFitInOnePartAreClusteredAtOnce() {
        let (points, _) = Self.meeting(300, speakers: 5, seed: 1)
        let whole = AverageLinkage.labels(points, count: 300, width: Self.width, similarity: 0.35)
        #expect(Self.labels(points, 300, partSize: 300) == whole)
        #expect(Self.labels(points, 300, partSize: 2048) == whole)
    }

    @Test(arguments: [2, 3, 6, 10], [UInt64(1), 2, 3])
    func partsGiveTheSameSpeakers(speakers: Int, seed: UInt64) {
        let count = 1_500
        let (points, truth) = Self.meeting(count, speakers: speakers, seed: seed)
        let whole = AverageLinkage.labels(points, count: count, width: Self.width, similarity: 0.35)
        #expect(Self.agree(whole, truth))
        for partSize in [100, 333, 749, 1_000, 1_499] {
            let parted = Self.labels(points, count, partSize: partSize)
            #expect(Self.agree(parted, truth), "parts of \(partSize)")
            #expect(Set(parted) == Set(0..<speakers), "labels without gaps")
        }
    }

    @Test func meansAndSizesAreJoinedAsTheirMembersWouldBe() {
        // Clusters with known members are clustered further by mean and size alone.
        let (points, truth) = Self.meeting(60, speakers: 4, seed: 9)
        let groups = Dictionary(grouping: 0..<60) { [truth[$0], $0 % 3] }.sorted { $0.value[0] < $1.value[0] }
        let means = groups.flatMap { _, members in
            (0..<Self.width).map { i in
                members.reduce(0) { $0 + points[$1 * Self.width + i] } / Double(members.count)
            }
        }
        let joined = AverageLinkage.labels(
            means, count: groups.count, width: Self.width, similarity: 0.3, sizes: groups.map(\.value.count))
        #expect(Self.agree(joined, groups.map { $0.key[0] }))
        #expect(Set(joined).count == 4)
    }

    @Test func dissimilarPointsEndTheSearch() {
        let count = 90
        let points = Vectors.scaled(Noise.doubles(count * Self.width, seed: 4), width: Self.width, toLength: 1)
        let parted = Self.labels(points, count, partSize: 10, similarity: 0.99)
        #expect(parted == Array(0..<count))
        // Everything is similar: one cluster, whatever the number of parts.
        #expect(Set(Self.labels(points, count, partSize: 10, similarity: -1)) == [0])
    }
}

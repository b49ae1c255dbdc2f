import Testing
import Transcript

@testable import Diarization

@Suite struct ActivityReconstructionTests {
    private static let frames = LocalSegmentation.frameCount

    private static func window(_ mask: (Int) -> UInt8) -> [UInt8] { (0..<frames).map(mask) }

    private static func activity(
        _ windows: [[UInt8]], clusters: [Int?], count: Int, hop: Int = 160_000
    ) -> SpeakerActivity {
        ActivityReconstruction.votes(
            LocalSegmentation(hopSamples: hop, masks: windows.flatMap(\.self)), clusters: clusters, clusterCount: count)
    }

    @Test func oneWindowIsCopied() {
        let mask = Self.window { $0 < 100 ? 0b001 : $0 < 200 ? 0b011 : $0 < 300 ? 0b010 : 0 }
        let activity = Self.activity([mask], clusters: [1, 0, nil], count: 2)
        #expect(activity.frameCount == Self.frames)
        for (frame, shares, count) in [
            (0, [0, 1], 1), (99, [0, 1], 1), (150, [1, 1], 2), (250, [1, 0], 1), (400, [0, 0], 0), (588, [0, 0], 0),
        ] as [(Int, [Float], UInt8)] {
            #expect(Array(activity.shares[frame * 2..<frame * 2 + 2]) == shares)
            #expect(activity.counts[frame] == count)
        }
    }

    @Test func windowsVoteWhereTheyOverlap() {
        // Three windows that begin 1 s apart: the first two hear cluster 0, the third hears nobody.
        let windows = [Self.window { _ in 1 }, Self.window { _ in 0b100 }, Self.window { _ in 0 }]
        let activity = Self.activity(
            windows, clusters: [0, nil, nil, nil, nil, 0, nil, nil, nil], count: 1, hop: 16_000)
        #expect(activity.shares[10] == 1 && activity.counts[10] == 1)
        #expect(abs(activity.shares[300] - 2.0 / 3) < 1e-6)
        #expect(activity.counts[300] == 1)
        // After the first window one of two hears somebody: one half rounds to even, so to 0.
        #expect(activity.shares[595] == 0.5 && activity.counts[595] == 0)
        #expect(activity.shares[700] == 0 && activity.counts[700] == 0)
    }

    @Test func thePieceDecidesAndTheWindowsOnlyDoubt() {
        // The window takes two similar voices for one; the labels of the pieces are right.
        let segmentation = LocalSegmentation(hopSamples: 160_000, masks: Self.window { $0 < 400 ? 1 : 0 })
        let activity = ActivityReconstruction.activity(
            segmentation, pieces: [0..<300, 300..<400], labels: [0, 1], clusterCount: 2)
        #expect(activity.speakers(10) == [0] && activity.speakers(350) == [1] && activity.speakers(450) == [])
        // Where window and piece agree the speaker is certain, elsewhere less so.
        #expect(activity.shares[10 * 2] == 1 && activity.shares[10 * 2 + 1] == 0)
        #expect(activity.shares[350 * 2 + 1] > activity.shares[350 * 2] && activity.shares[350 * 2] > 0)
    }

    @Test func windowsNameTheSpeakersOfOverlap() {
        let mask = Self.window { $0 < 200 ? 0b001 : $0 < 300 ? 0b101 : $0 < 500 ? 0b100 : 0 }
        let segmentation = LocalSegmentation(hopSamples: 160_000, masks: mask)
        let pieces = [0..<100, 100..<200, 300..<400, 400..<500]
        let members = ActivityReconstruction.localSpeakers(
            segmentation, pieces: pieces, labels: [1, 1, 0, 0], clusterCount: 2)
        #expect(members == [1, nil, 0])
        let activity = ActivityReconstruction.activity(
            segmentation, pieces: pieces, labels: [1, 1, 0, 0], clusterCount: 2)
        #expect(Set(activity.speakers(250)) == [0, 1])
    }

    @Test func countsNeverExceedTheClusters() {
        let activity = Self.activity([Self.window { _ in 0b011 }], clusters: [0, nil, nil], count: 1)
        #expect(activity.counts.max() == 1)
        let empty = Self.activity([Self.window { _ in 0b011 }], clusters: [nil, nil, nil], count: 0)
        #expect(empty.counts.allSatisfy { $0 == 0 } && empty.shares.isEmpty)
    }

    @Test func noWindowsGiveNoFrames() {
        let activity = Self.activity([], clusters: [], count: 2)
        #expect(activity.frameCount == 0)
        #expect(activity.spans(exclusive: false, endSeconds: 1).isEmpty)
    }

    @Test(arguments: [8_000, 16_000, 32_000, 160_000])
    func framesLieWhereTheirWindowsDo(hop: Int) throws {
        // Each window hears somebody around its own fifth second.
        let windows = (0..<4).map { _ in Self.window { (280..<320).contains($0) ? 1 : 0 } }
        for lone in 0..<4 {
            let heard = windows.enumerated().map { $0.offset == lone ? $0.element : Self.window { _ in 0 } }
            let activity = Self.activity(
                heard, clusters: (0..<12).map { $0 % 3 == 0 ? 0 : nil }, count: 1, hop: hop)
            let first = try #require(activity.shares.firstIndex { $0 > 0 })
            let expected = Double(lone * hop) / 16_000 + SpeakerActivity.seconds(280)
            #expect(abs(SpeakerActivity.seconds(first) - expected) <= 0.5 * SpeakerActivity.stepSeconds + 1e-9)
        }
    }
}

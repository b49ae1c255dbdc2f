import Testing

@testable import Diarization

@Suite struct ClusteringOptionsTests {
    @Test func aKnownNumberWins() {
        for found in [1, 2, 9] { #expect(ClusteringOptions(speakerCount: 3).settled(found) == 3) }
    }

    @Test func limitsHold() {
        let options = ClusteringOptions(minimumSpeakers: 2, maximumSpeakers: 4)
        #expect([1, 2, 3, 4, 5].map(options.settled) == [2, 2, 3, 4, 4])
        #expect(ClusteringOptions().settled(7) == 7)
    }

    @Test func somebodyTalks() {
        #expect(ClusteringOptions(speakerCount: 0).settled(2) == 1)
        #expect(ClusteringOptions(minimumSpeakers: 0, maximumSpeakers: 0).settled(2) == 1)
    }

    @Test func shortStretchesCountWhereThereIsLittleSpeech() {
        let options = ClusteringOptions()
        // Frames are 16.875 ms apart.
        #expect(options.leastFrames([]) == 30)
        #expect(options.leastFrames([Int](repeating: 118, count: 150)) == 30)
        #expect(options.leastFrames([Int](repeating: 118, count: 151)) == 47)
    }

    /// Voices that have nothing in common.
    private static let unlike: [[Double]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]

    @Test func ghostsAreTakenBack() {
        let labels = [0, 1, 0, 2, 1]
        let frames = [400, 300, 400, 2, 200]
        let (believed, count) = ClusteringOptions().believed(labels, frames: frames, centroids: Self.unlike)
        #expect(believed == [0, 1, 0, nil, 1] && count == 2)
        // Who says that there are three gets three.
        for options in [ClusteringOptions(speakerCount: 3), ClusteringOptions(minimumSpeakers: 3)] {
            #expect(options.believed(labels, frames: frames, centroids: Self.unlike).count == 3)
        }
        // A short recording's few words are no ghost, and one voice always stays.
        #expect(ClusteringOptions().believed([0, 1], frames: [1000, 40], centroids: [[1, 0], [0, 1]]).count == 2)
        #expect(ClusteringOptions().believed([0], frames: [1], centroids: [[1]]).count == 1)
        #expect(ClusteringOptions().believed([], frames: [], centroids: []).count == 0)
    }

    /// A voice at an angle to the second of `unlike`.
    private static func like(_ cosine: Double) -> [[Double]] {
        [unlike[0], unlike[1], [0, cosine, (1 - cosine * cosine).squareRoot()]]
    }

    @Test func whoIsRareAndLikeSomebodyElseIsTheSame() {
        let options = ClusteringOptions()
        let labels = [0, 1, 2, 0]
        let frames = [5000, 3000, 150, 2000]
        let (believed, count) = options.believed(labels, frames: frames, centroids: Self.like(0.51))
        #expect(believed == [0, 1, 1, 0] && count == 2)
        // Not if it is heard for longer, is not like anybody, or is the one who is heard more.
        #expect(options.believed(labels, frames: [5000, 3000, 250, 2000], centroids: Self.like(0.51)).count == 3)
        #expect(options.believed(labels, frames: frames, centroids: Self.like(0.49)).count == 3)
        let swapped = options.believed(labels, frames: [5000, 150, 3000, 2000], centroids: Self.like(0.51))
        #expect(swapped.labels == [0, 1, 1, 0] && swapped.count == 2)
        let three = ClusteringOptions(speakerCount: 3)
        #expect(three.believed(labels, frames: frames, centroids: Self.like(0.51)).count == 3)
    }

    @Test func splintersOfSplintersAndGhostsGoTheirWays() {
        // The third is like the second, the fourth like the third; the fifth, like the first, is hardly heard.
        let centroids = [[1, 0, 0], [0, 1, 0], [0, 0.6, 0.8], [0, -0.2, 0.98], [1, 0.1, 0]]
        let frames = [5000, 3000, 150, 120, 20]
        let labels = [0, 1, 2, 3, 4]
        let (believed, count) = ClusteringOptions().believed(labels, frames: frames, centroids: centroids)
        #expect(believed == [0, 1, 1, 1, nil] && count == 2)
        // Of five voices four are to stay: the rarest goes.
        let four = ClusteringOptions(minimumSpeakers: 4).believed(labels, frames: frames, centroids: centroids)
        #expect(four.labels == [0, 1, 2, 3, nil] && four.count == 4)
    }
}

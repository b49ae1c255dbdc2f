import Testing

@testable import Diarization

@Suite struct ClusteringOptionsTests {
    @Test func aKnownNumberDecides() {
        for found in [1, 2, 9] { #expect(ClusteringOptions(speakerCount: 3).constrained(found) == 3) }
    }

    @Test func limitsHold() {
        let options = ClusteringOptions(minimumSpeakers: 2, maximumSpeakers: 4)
        #expect([1, 2, 3, 4, 5].map(options.constrained) == [2, 2, 3, 4, 4])
        #expect(ClusteringOptions().constrained(7) == 7)
    }

    @Test func thereIsAtLeastOneSpeaker() {
        #expect(ClusteringOptions(speakerCount: 0).constrained(2) == 1)
        #expect(ClusteringOptions(minimumSpeakers: 0, maximumSpeakers: 0).constrained(2) == 1)
    }

    @Test func shortPiecesCountWhereThereIsLittleSpeech() {
        let options = ClusteringOptions()
        // Frames are 16.875 ms apart.
        #expect(options.minPieceFrames([]) == 30)
        #expect(options.minPieceFrames([Int](repeating: 118, count: 150)) == 30)
        #expect(options.minPieceFrames([Int](repeating: 118, count: 151)) == 47)
    }

    /// Centroids of voices that have nothing in common.
    private static let dissimilar: [[Double]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]

    @Test func spuriousSpeakersAreRemoved() {
        let labels = [0, 1, 0, 2, 1]
        let frames = [400, 300, 400, 2, 200]
        let (pruned, count) = ClusteringOptions().pruned(labels, frames: frames, centroids: Self.dissimilar)
        #expect(pruned == [0, 1, 0, nil, 1] && count == 2)
        // If the caller says that there are three, three stay.
        for options in [ClusteringOptions(speakerCount: 3), ClusteringOptions(minimumSpeakers: 3)] {
            #expect(options.pruned(labels, frames: frames, centroids: Self.dissimilar).count == 3)
        }
        // A few words in a short recording are not spurious, and one speaker always stays.
        #expect(ClusteringOptions().pruned([0, 1], frames: [1000, 40], centroids: [[1, 0], [0, 1]]).count == 2)
        #expect(ClusteringOptions().pruned([0], frames: [1], centroids: [[1]]).count == 1)
        #expect(ClusteringOptions().pruned([], frames: [], centroids: []).count == 0)
    }

    /// The third voice has the given cosine with the second.
    private static func similar(_ cosine: Double) -> [[Double]] {
        [dissimilar[0], dissimilar[1], [0, cosine, (1 - cosine * cosine).squareRoot()]]
    }

    @Test func aRareSpeakerWithASimilarVoiceIsAFragment() {
        let options = ClusteringOptions()
        let labels = [0, 1, 2, 0]
        let frames = [5000, 3000, 150, 2000]
        let (pruned, count) = options.pruned(labels, frames: frames, centroids: Self.similar(0.51))
        #expect(pruned == [0, 1, 1, 0] && count == 2)
        // Not if it has more speech, if its voice is not similar enough, or if it is the larger of the two.
        #expect(options.pruned(labels, frames: [5000, 3000, 250, 2000], centroids: Self.similar(0.51)).count == 3)
        #expect(options.pruned(labels, frames: frames, centroids: Self.similar(0.49)).count == 3)
        let swapped = options.pruned(labels, frames: [5000, 150, 3000, 2000], centroids: Self.similar(0.51))
        #expect(swapped.labels == [0, 1, 1, 0] && swapped.count == 2)
        let three = ClusteringOptions(speakerCount: 3)
        #expect(three.pruned(labels, frames: frames, centroids: Self.similar(0.51)).count == 3)
    }

    @Test func fragmentsOfFragmentsAndSpuriousSpeakersAreRemoved() {
        // The third is similar to the second, the fourth to the third; the fifth, similar to the first, hardly talks.
        let centroids = [[1, 0, 0], [0, 1, 0], [0, 0.6, 0.8], [0, -0.2, 0.98], [1, 0.1, 0]]
        let frames = [5000, 3000, 150, 120, 20]
        let labels = [0, 1, 2, 3, 4]
        let (pruned, count) = ClusteringOptions().pruned(labels, frames: frames, centroids: centroids)
        #expect(pruned == [0, 1, 1, 1, nil] && count == 2)
        // Four of the five must stay, so only the rarest goes.
        let four = ClusteringOptions(minimumSpeakers: 4).pruned(labels, frames: frames, centroids: centroids)
        #expect(four.labels == [0, 1, 2, 3, nil] && four.count == 4)
    }
}

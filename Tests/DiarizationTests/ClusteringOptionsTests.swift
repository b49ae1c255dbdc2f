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
}

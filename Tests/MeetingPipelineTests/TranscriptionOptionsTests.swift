import Diarization
import Testing

@testable import MeetingPipeline

@Suite struct TranscriptionOptionsTests {
    @Test(
        arguments: [
            ClusteringOptions(), ClusteringOptions(speakerCount: 3),
            ClusteringOptions(minimumSpeakers: 2, maximumSpeakers: 5), ClusteringOptions(maximumSpeakers: 1),
        ])
    func settingsComeBackFromTheirDescription(clustering: ClusteringOptions) {
        for (isRaw, channels) in [(false, ChannelUse.mix), (true, .mix), (false, .separate)] {
            let options = TranscriptionOptions(
                clustering: clustering, channels: channels, reducesNoise: isRaw, workers: 4, memoryBytes: 1,
                keepsRawConfidence: isRaw)
            #expect(TranscriptionOptions(described: options.described, workers: 4, memoryBytes: 1) == options)
        }
        let options = TranscriptionOptions(
            clustering: clustering, track: 2, recordedAt: "2023-05-06T07:08:09Z", workers: 4, memoryBytes: 1)
        #expect(TranscriptionOptions(described: options.described, workers: 4, memoryBytes: 1) == options)
    }

    @Test(arguments: [
        ["speakers": "many"], ["language": "en"], ["min-speakers": "1", "speakers": ""], ["raw-confidence": "1"],
        ["channels": "left"], ["track": "first"], ["noise-reduction": "false"], ["track": "-9223372036854775808"],
        ["track": "0"], ["min-speakers": "-5", "max-speakers": "-9"], ["min-speakers": "3", "max-speakers": "2"],
        ["speakers": "9223372036854775807"],
    ])
    func whatThisVersionDoesNotKnowIsNotGuessed(described: [String: String]) {
        #expect(TranscriptionOptions(described: described, workers: 1) == nil)
    }

    @Test func everythingThatIsSetIsDescribed() {
        #expect(TranscriptionOptions(workers: 4).described == ["min-speakers": "1"])
        let clustering = ClusteringOptions(speakerCount: 2, minimumSpeakers: 2, maximumSpeakers: 5)
        #expect(
            TranscriptionOptions(clustering: clustering, workers: 1).described
                == ["speakers": "2", "min-speakers": "2", "max-speakers": "5"])
        #expect(
            TranscriptionOptions(channels: .separate, workers: 1).described
                == ["min-speakers": "1", "channels": "separate"])
        #expect(
            TranscriptionOptions(reducesNoise: true, workers: 1).described
                == ["min-speakers": "1", "noise-reduction": "true"])
        #expect(
            TranscriptionOptions(track: 3, recordedAt: "2023-05-06T07:08:09Z", workers: 1).described
                == ["min-speakers": "1", "track": "3", "recorded-at": "2023-05-06T07:08:09Z"])
        #expect(TranscriptionOptions(workers: 1, keepsRawConfidence: true).described["raw-confidence"] == "true")
    }
}

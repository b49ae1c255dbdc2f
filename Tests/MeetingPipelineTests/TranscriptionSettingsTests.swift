import Diarization
import Foundation
import Testing

@testable import MeetingPipeline

@Suite struct TranscriptionSettingsTests {
    @Test(
        arguments: [
            ClusteringOptions(), ClusteringOptions(speakerCount: 3),
            ClusteringOptions(minimumSpeakers: 2, maximumSpeakers: 5), ClusteringOptions(maximumSpeakers: 1),
        ])
    func settingsComeBackFromTheirStoredForm(clustering: ClusteringOptions) throws {
        var all = [(false, ChannelUse.mix), (true, .mix), (false, .separate)].map { isOn, channels in
            TranscriptionSettings(
                clustering: clustering, channels: channels, reducesNoise: isOn, keepsRawConfidence: isOn)
        }
        all.append(TranscriptionSettings(clustering: clustering, track: 2, recordedAt: "2023-05-06T07:08:09Z"))
        for settings in all {
            #expect(try TranscriptionSettings(texts: settings.texts) == settings)
            let data = try JSONEncoder().encode(settings)
            #expect(try JSONDecoder().decode([String: String].self, from: data) == settings.texts)
            #expect(try JSONDecoder().decode(TranscriptionSettings.self, from: data) == settings)
            #expect(settings.clustering == clustering)
        }
    }

    /// Stored forms with something that this version does not know, and what the error says about it.
    @Test(
        arguments: [
            (["speakers": "many"], .badValue(name: "speakers", value: "many")),
            (["language": "en"], .unknownSetting(name: "language")),
            (["min-speakers": "1", "speakers": ""], .badValue(name: "speakers", value: "")),
            (["raw-confidence": "1"], .badValue(name: "raw-confidence", value: "1")),
            (["channels": "left"], .badValue(name: "channels", value: "left")),
            (["track": "first"], .badValue(name: "track", value: "first")),
            (["noise-reduction": "false"], .badValue(name: "noise-reduction", value: "false")),
            (["track": "-9223372036854775808"], .badValue(name: "track", value: "-9223372036854775808")),
            (["track": "0"], .badValue(name: "track", value: "0")),
            (["min-speakers": "-5", "max-speakers": "-9"], .badValue(name: "min-speakers", value: "-5")),
            (["min-speakers": "3", "max-speakers": "2"], .badValue(name: "max-speakers", value: "2")),
            (["speakers": "9223372036854775807"], .badValue(name: "speakers", value: "9223372036854775807")),
            (["version": "2", "language": "en"], .unknownVersion("2")),
            (["version": ""], .unknownVersion("")),
        ] as [([String: String], SettingsError)])
    func whatThisVersionDoesNotKnowIsAnError(texts: [String: String], error: SettingsError) {
        #expect(throws: error) { try TranscriptionSettings(texts: texts) }
        #expect("\(error)".hasPrefix("made by another version of the program"))
        #expect(throws: error) {
            try JSONDecoder().decode(TranscriptionSettings.self, from: JSONEncoder().encode(texts))
        }
    }

    @Test func theFirstVersionHasNoNumberInItsStoredForm() throws {
        #expect(TranscriptionSettings.version == 1)
        #expect(try TranscriptionSettings(texts: ["version": "1"]) == TranscriptionSettings())
        #expect(try TranscriptionSettings(texts: [:]) == TranscriptionSettings())
    }

    /// These texts are in archives: with others, every recording would be transcribed again.
    @Test func theStoredFormIsThatOfEarlierArchives() throws {
        #expect(try TranscriptionSettings().texts == ["min-speakers": "1"])
        let clustering = ClusteringOptions(speakerCount: 2, minimumSpeakers: 2, maximumSpeakers: 5)
        #expect(
            try TranscriptionSettings(clustering: clustering).texts
                == ["speakers": "2", "min-speakers": "2", "max-speakers": "5"])
        #expect(
            try TranscriptionSettings(channels: .separate).texts == ["min-speakers": "1", "channels": "separate"])
        #expect(
            try TranscriptionSettings(reducesNoise: true).texts == ["min-speakers": "1", "noise-reduction": "true"])
        #expect(
            try TranscriptionSettings(track: 3, recordedAt: "2023-05-06T07:08:09Z").texts
                == ["min-speakers": "1", "track": "3", "recorded-at": "2023-05-06T07:08:09Z"])
        #expect(try TranscriptionSettings(keepsRawConfidence: true).texts["raw-confidence"] == "true")
    }

    @Test func everySettingIsInTheStoredForm() throws {
        let settings = TranscriptionSettings(
            clustering: ClusteringOptions(speakerCount: 2, minimumSpeakers: 2, maximumSpeakers: 5), channels: .separate,
            track: 1, recordedAt: "2023-05-06T07:08:09Z", reducesNoise: true, keepsRawConfidence: true)
        #expect(try settings.texts.count == Mirror(reflecting: settings).children.count)
    }
}

import Testing

@testable import MeetingPipeline

@Suite struct ResultVersionTests {
    /// These keys are in archives; recordings whose runs have others are transcribed again.
    @Test func theResultKeyNamesThePartsThatASettingUses() {
        let plain = TranscriptionSettings().resultKey
        #expect(plain.hasPrefix("decoding ") && plain.contains(", recognition ") && plain.contains(", ledger "))
        #expect(!plain.contains("noise") && !plain.contains("channel"))
        #expect(TranscriptionSettings(reducesNoise: true).resultKey.contains("noise-reduction "))
        let separate = TranscriptionSettings(channels: .separate).resultKey
        #expect(separate.contains("channel-listening ") && separate.contains("channel-speech "))
        #expect(TranscriptionSettings(recordedAt: "2023-05-06T07:08:09Z").resultKey == plain)
    }

    @Test func everyPartIsInSomeResultKey() {
        let all = ResultVersion.parts(of: TranscriptionSettings(channels: .separate, reducesNoise: true))
        #expect(all == ResultVersion.allCases)
    }

    @Test func anEarlierProgramIsEqualUntilAPartThatIsUsedChanges() {
        let plain = ResultVersion.parts(of: TranscriptionSettings())
        let noisy = ResultVersion.parts(of: TranscriptionSettings(reducesNoise: true))
        // As long as no version is raised, archives of 0.3.0 are current.
        let first: [ResultVersion: Int] = [.decoding: 2, .listening: 2, .channelListening: 2, .recognition: 2]
        func versions(_ parts: [ResultVersion], raised: ResultVersion?) -> [String] {
            ResultVersion.equalProgramVersions(parts: parts) { (first[$0] ?? 1) + ($0 == raised ? 1 : 0) }
        }
        #expect(versions(plain, raised: nil) == ["0.3.0"] && versions(noisy, raised: nil) == ["0.3.0"])
        #expect(versions(plain, raised: .noiseReduction) == ["0.3.0"] && versions(noisy, raised: .noiseReduction) == [])
        for part in plain { #expect(versions(plain, raised: part) == []) }
    }
}

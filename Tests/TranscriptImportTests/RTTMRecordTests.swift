import Testing
import Transcript
import TranscriptImport

@Suite struct RTTMRecordTests {
    @Test(arguments: [
        ("SPEAKER m 1 0.5 2 <NA> <NA> Ann <NA> <NA>", "m", "Ann"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> Ann <NA>", "m", "Ann"), ("SPEAKER m 1 0.5 2 <NA> <NA> Ann", "m", "Ann"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> Ann Lee <NA> <NA>", "m", "Ann Lee"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> \"Ann Lee\" <NA> <NA>", "m", "Ann Lee"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> Speaker 1 <NA> <NA>", "m", "Speaker 1"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> Ann 0.93 <NA>", "m", "Ann"),
        ("SPEAKER talk 2024 05 1 0.5 2 <NA> <NA> Ann <NA> <NA>", "talk 2024 05", "Ann"),
        ("SPEAKER m 1 0.5 2 <NA> <NA> <NA> <NA> <NA>", "m", nil),
    ])
    func namesAreWhatStandsBetween(line: String, recording: String, speaker: String?) throws {
        let record = try #require(RTTMRecord(line.split(separator: " ")))
        #expect(record.recording == recording && record.speaker == speaker)
        #expect(record.channel == "1" && record.start == "0.5" && record.duration == "2")
    }

    @Test func tooFewColumnsAreNoRecord() {
        #expect(RTTMRecord("SPEAKER m 1 0.5 2 <NA> <NA>".split(separator: " ")) == nil)
    }
}

package import Transcript
package import TranscriptAnalysis
package import TranscriptStore

/// A recording of the archive and the statistics of its speakers.
package struct RecordingStatistics {
    package let summary: RecordingSummary
    package let meeting: MeetingStatistics

    package init(summary: RecordingSummary, outline: MeetingOutline) {
        self.summary = summary
        meeting = MeetingStatistics(outline)
    }
}

extension [RecordingStatistics] {
    /// The sums of all recordings.
    package var total: MeetingSums { reduce(MeetingSums()) { $0 + $1.meeting.sums } }

    /// The sums of named speakers over all recordings, in order of name. Labels such as `S1` mean another speaker in each
    /// recording and are left out.
    package var people: [SpeakerStatistics] {
        flatMap(\.meeting.speakers).reduce(into: [String: SpeakerStatistics]()) { people, speaker in
            guard let name = speaker.label, name.wholeMatch(of: #/S\d+/#) == nil else { return }
            people[name] = people[name].map { $0 + speaker } ?? speaker
        }.sorted { $0.key < $1.key }.map(\.value)
    }
}

public import ArchiveCore
public import Transcript
public import TranscriptAnalysis

/// A recording of the archive and who talks how much in it.
public struct RecordingStatistics {
    public let summary: RecordingSummary
    public let meeting: MeetingStatistics

    public init(summary: RecordingSummary, outline: MeetingOutline) {
        self.summary = summary
        meeting = MeetingStatistics(outline)
    }
}

extension [RecordingStatistics] {
    /// The sums of all recordings.
    public var total: MeetingSums { reduce(MeetingSums()) { $0 + $1.meeting.sums } }

    /// Speakers with a name of their own over all recordings, in order of name. `S1` is somebody else in each.
    public var people: [SpeakerStatistics] {
        flatMap(\.meeting.speakers).reduce(into: [String: SpeakerStatistics]()) { people, speaker in
            guard let name = speaker.label, name.wholeMatch(of: #/S\d+/#) == nil else { return }
            people[name] = people[name].map { $0 + speaker } ?? speaker
        }.sorted { $0.key < $1.key }.map(\.value)
    }
}

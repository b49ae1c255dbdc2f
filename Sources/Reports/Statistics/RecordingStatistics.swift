public import ArchiveCore
public import Transcript
public import TranscriptAnalysis

/// A recording of the archive and the statistics of its speakers.
public struct RecordingStatistics {
    /// The recording.
    public let summary: RecordingSummary
    /// Its statistics.
    public let meeting: MeetingStatistics

    /// Computes the statistics of a recording.
    /// - Parameter outline: Who speaks when in the recording.
    public init(summary: RecordingSummary, outline: MeetingOutline) {
        self.summary = summary
        meeting = MeetingStatistics(outline)
    }
}

extension [RecordingStatistics] {
    /// The sums of all recordings.
    public var total: MeetingSums { reduce(MeetingSums()) { $0 + $1.meeting.sums } }

    /// The sums of named speakers over all recordings, in order of name. Labels such as `S1` mean another speaker in
    /// each recording and are left out.
    public var people: [SpeakerStatistics] {
        flatMap(\.meeting.speakers).reduce(into: [String: SpeakerStatistics]()) { people, speaker in
            guard let name = speaker.label, name.wholeMatch(of: #/S\d+/#) == nil else { return }
            people[name] = people[name].map { $0 + speaker } ?? speaker
        }.sorted { $0.key < $1.key }.map(\.value)
    }
}

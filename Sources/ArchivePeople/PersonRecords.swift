public import Transcript

/// A person of the archive.
public struct PersonSummary: Hashable, Sendable {
    /// Number in the archive, which is never used for another person.
    public let id: Int64
    /// The name.
    public let name: String
    /// Recordings in whose current transcripts the person speaks.
    public let recordingCount: Int
    /// Speakers of current transcripts who are the person.
    public let speakerCount: Int
    /// The speakers among them whom the program has found by the voice.
    public let automaticCount: Int
    /// Voice samples that were given.
    public let sampleCount: Int
    /// Seconds of voice in the profile; 0 where no voice is known.
    public let profileSeconds: Double
}

/// A speaker of a current transcript.
public struct PersonSpeaker: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Where the recording is, as far as the archive knows.
    public let path: String
    /// Label of the speaker in it.
    public let label: String
    /// Seconds for which the speaker is heard alone.
    public let cleanSeconds: Double
    /// Whether the program has found the person by the voice.
    public let isAutomatic: Bool
    /// Cosine of the voice and the person's profile as it is now, -1…1; nil where one of them is not known.
    public let score: Double?
    /// The decision that says who it is.
    public let eventID: Int64
}

/// A span in which the voice of a person is clear.
public struct VoiceExcerpt: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Where the recording is, as far as the archive knows.
    public let path: String
    /// When, in seconds.
    public let range: TimeRange
    /// What is said there.
    public let text: String
}

/// Everything that the archive knows of a person.
public struct PersonDetails: Hashable, Sendable {
    /// Name and numbers.
    public let summary: PersonSummary
    /// The speakers of current transcripts who are the person, in order of the recordings.
    public let speakers: [PersonSpeaker]
    /// Files of the voice samples that were given.
    public let sampleFiles: [String]
    /// Spans in which the voice is clear, the clearest first.
    public let excerpts: [VoiceExcerpt]
}

/// A voice that may be a person's.
public struct VoiceSuggestion: Hashable, Sendable {
    /// A person whom the voice is like.
    public struct Candidate: Hashable, Sendable {
        /// Number of the person.
        public let personID: Int64
        /// Name of the person.
        public let name: String
        /// Cosine of the voice and the person's profile, -1…1.
        public let score: Double
        /// Why the program has not taken the voice for the person's.
        public let doubt: VoiceMatching.Doubt
    }

    /// Id of the recording.
    public let recordingID: Int64
    /// Where the recording is, as far as the archive knows.
    public let path: String
    /// Label of the speaker.
    public let label: String
    /// Seconds for which the speaker is heard alone.
    public let cleanSeconds: Double
    /// The most alike first; never empty.
    public let candidates: [Candidate]
}

/// The effect of a decision.
public struct PeopleChange: Hashable, Sendable {
    /// Number of the decision.
    public let eventID: Int64
    /// Speakers of all recordings whose names have changed, and what they are called now: a name, or else the label.
    public let renamed: [RenamedSpeaker]

    /// A speaker who is called something else than before.
    public struct RenamedSpeaker: Hashable, Sendable {
        /// Id of the recording.
        public let recordingID: Int64
        /// Label of the speaker in it.
        public let label: String
        /// Name of the person, or nil where the speaker has no person any more.
        public let name: String?
        /// Whether the program has found the person by the voice.
        public let isAutomatic: Bool
    }
}

/// A voice found in one recording. Its index in `MeetingTranscript.speakers` is what words and turns refer to.
public struct Speaker: Hashable, Codable, Sendable {
    /// Name within the recording: `S1`, `S2` … in order of first appearance.
    public var label: String
    /// Centroid of the voice embeddings (256 values of WeSpeaker ResNet34), or empty where none is known.
    public var embedding: [Float]
    /// Name of the person, or nil where no user has named the speaker and no known voice matches.
    public var name: String?

    /// What readers see: the name, else the label.
    public var displayName: String { name ?? label }

    /// Makes a speaker.
    public init(label: String, embedding: [Float] = [], name: String? = nil) {
        self.label = label
        self.embedding = embedding
        self.name = name
    }
}

/// A span of time in which one speaker talks. Spans of different speakers may overlap. A span knows no words; a `Turn`
/// does.
public struct SpeechSpan: Hashable, Codable, Sendable {
    /// Index into `MeetingTranscript.speakers`.
    public var speaker: Int
    /// When, in seconds.
    public var range: TimeRange

    /// Makes a span of speech by one speaker.
    public init(speaker: Int, range: TimeRange) {
        self.speaker = speaker
        self.range = range
    }
}

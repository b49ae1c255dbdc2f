/// One recognized word with its time, its speaker, and how sure the program is of each.
public struct Word: Hashable, Codable, Sendable {
    /// The word as written, with the punctuation that belongs to it.
    public var text: String
    /// When it is spoken, in seconds of the original file.
    public var range: TimeRange
    /// Probability that the word is right, 0…1: about nine in ten of the words with 0.9 are.
    public var confidence: Double
    /// Index into `MeetingTranscript.speakers`, or nil where the speaker is unknown.
    public var speaker: Int?
    /// How much longer the speaker is heard in the word than the runner-up, as a share of the word's time, 0…1.
    public var speakerMargin: Double
    /// Whether two or more people speak at once in this word.
    public var isOverlapped: Bool

    /// Makes a word; see the properties for units and ranges.
    public init(
        text: String, range: TimeRange, confidence: Double, speaker: Int? = nil, speakerMargin: Double = 0,
        isOverlapped: Bool = false
    ) {
        self.text = text
        self.range = range
        self.confidence = confidence
        self.speaker = speaker
        self.speakerMargin = speakerMargin
        self.isOverlapped = isOverlapped
    }
}

/// Another reading of a span, which the system that transcribed it thought less likely.
public struct Alternative: Hashable, Codable, Sendable {
    /// When, in seconds.
    public var range: TimeRange
    /// Channel of the recording, from 1, or nil where the channels were mixed.
    public var channel: Int?
    /// Place in the order of likelihood, from 2: what the turns say is the first.
    public var rank: Int
    /// What it says: a word, or all words of the span.
    public var text: String
    /// Probability that it is right, 0…1, or nil where the system does not say.
    public var confidence: Double?

    /// Makes an alternative; see the properties for units and ranges.
    public init(range: TimeRange, channel: Int? = nil, rank: Int, text: String, confidence: Double? = nil) {
        self.range = range
        self.channel = channel
        self.rank = rank
        self.text = text
        self.confidence = confidence
    }
}

/// How speech should be cut for a model, in seconds.
public struct ChunkingPreferences: Hashable, Sendable {
    /// Shorter chunks give fragments and inventions; they are padded with silence.
    public var shortestSeconds: Double
    /// Beyond this length decoding grows less reliable.
    public var comfortableSeconds: Double
    /// The longest chunk that the model is good at, silence at its ends included.
    public var longestSeconds: Double
    /// What a chunk keeps at most of the pause before it.
    public var leadSeconds: Double
    /// What a chunk keeps at most of the pause after it.
    public var tailSeconds: Double

    /// Takes lengths; see the properties. The longest chunk has room for the pauses.
    public init(
        shortestSeconds: Double, comfortableSeconds: Double, longestSeconds: Double, leadSeconds: Double,
        tailSeconds: Double
    ) {
        precondition(
            0 < shortestSeconds && shortestSeconds <= longestSeconds && leadSeconds >= 0 && tailSeconds >= 0
                && leadSeconds + tailSeconds < longestSeconds, "lengths of chunks contradict each other")
        self.shortestSeconds = shortestSeconds
        self.comfortableSeconds = comfortableSeconds
        self.longestSeconds = longestSeconds
        self.leadSeconds = leadSeconds
        self.tailSeconds = tailSeconds
    }
}

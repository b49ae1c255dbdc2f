/// What may be known or tuned about the speakers of a recording.
public struct ClusteringOptions: Hashable, Sendable {
    /// Exact number of speakers, where it is known.
    public var speakerCount: Int?
    /// Fewest speakers to find.
    public var minimumSpeakers: Int
    /// Most speakers to find; nil for no limit.
    public var maximumSpeakers: Int?

    /// Mean cosine down to which pieces of one voice are joined before the variational step, -1 ... 1. Pieces of 2 s of
    /// one voice agree to 0.5 to 0.6, of two voices to 0.1 to 0.2; the middle loses neither.
    public var linkageSimilarity = 0.35
    /// Seconds of speech below which an embedding is too noisy to shape the clusters.
    public var leastSeconds = 0.8

    /// Takes what is known of the number of speakers; all of it is optional.
    public init(speakerCount: Int? = nil, minimumSpeakers: Int = 1, maximumSpeakers: Int? = nil) {
        self.speakerCount = speakerCount
        self.minimumSpeakers = minimumSpeakers
        self.maximumSpeakers = maximumSpeakers
    }

    /// The number of speakers to settle on when `found` came out of the clustering by itself; at least 1.
    func settled(_ found: Int) -> Int {
        max(1, speakerCount ?? max(minimumSpeakers, min(found, maximumSpeakers ?? found)))
    }
}

/// What may be known or tuned about the speakers of a recording.
public struct ClusteringOptions: Hashable, Sendable {
    /// Exact number of speakers, where it is known.
    public var speakerCount: Int?
    /// Fewest speakers to find.
    public var minimumSpeakers: Int
    /// Most speakers to find; nil for no limit.
    public var maximumSpeakers: Int?
    /// Euclidean distance of unit-length embeddings (0 ... 2) up to which the first, agglomerative step merges; larger
    /// means fewer clusters to start from. Value of pyannote's community-1 pipeline.
    public var linkageThreshold = 0.6
    /// Share of a window in which a local speaker must talk alone for its embedding to shape the clusters, 0 ... 1.
    public var leastActiveShare = 0.2

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

public import Diarization

/// Settings of a run.
public struct TranscriptionOptions: Hashable, Sendable {
    /// What is known of the speakers.
    public var clustering: ClusteringOptions
    /// Pieces that are computed at the same time; does not change the result.
    public var workers: Int

    /// Takes settings; see the properties.
    public init(clustering: ClusteringOptions = ClusteringOptions(), workers: Int) {
        self.clustering = clustering
        self.workers = workers
    }

    /// Every setting that can change the result, by its long name on the command line.
    public var described: [String: String] {
        var settings = ["min-speakers": String(clustering.minimumSpeakers)]
        settings["speakers"] = clustering.speakerCount.map { String($0) }
        settings["max-speakers"] = clustering.maximumSpeakers.map { String($0) }
        return settings
    }

    /// The settings that `described` describes.
    /// - Parameter described: By long names on the command line.
    /// - Returns: Nil where there is a setting that this version does not know, or a value that is no number.
    public init?(described: [String: String], workers: Int) {
        let known: Set = ["min-speakers", "speakers", "max-speakers"]
        let numbers = described.compactMapValues { Int($0) }
        guard Set(described.keys).isSubset(of: known), numbers.count == described.count else { return nil }
        clustering = ClusteringOptions(
            speakerCount: numbers["speakers"], minimumSpeakers: numbers["min-speakers"] ?? 1,
            maximumSpeakers: numbers["max-speakers"])
        self.workers = workers
    }
}

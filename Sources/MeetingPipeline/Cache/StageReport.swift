/// What became of one stage of a run: whether its networks ran or an earlier run's results were used, and why.
public struct StageReport: Hashable, Codable, Sendable {
    /// How the result came about.
    public enum Outcome: String, Hashable, Codable, Sendable, CaseIterable {
        /// It was computed.
        case ran
        /// It was taken from the cache.
        case reused
        /// The first part was taken from the cache, the rest computed.
        case resumed
    }

    /// Name of the stage: a raw value of `MeetingTranscriber.Stage`.
    public var stage: String
    /// How the result came about.
    public var outcome: Outcome
    /// Why, in words.
    public var reason: String
    /// Wall-clock seconds.
    public var seconds: Double
    /// What the user should know of the cache, in a sentence: damage, a full disk. Nil where all is well.
    public var warning: String?

    /// The reason where nothing can be kept.
    static let cacheIsOff = "the cache is off"

    /// The reason where an earlier run has done the first part.
    static func resumed(at seconds: Double) -> String { "an earlier run had got to \(Int(seconds)) s" }

    /// Makes a report.
    public init(stage: String, outcome: Outcome, reason: String, seconds: Double, warning: String? = nil) {
        self.stage = stage
        self.outcome = outcome
        self.reason = reason
        self.seconds = seconds
        self.warning = warning
    }
}

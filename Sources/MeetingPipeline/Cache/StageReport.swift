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

    /// Makes a report.
    public init(stage: String, outcome: Outcome, reason: String, seconds: Double, warning: String? = nil) {
        self.stage = stage
        self.outcome = outcome
        self.reason = reason
        self.seconds = seconds
        self.warning = warning
    }

    /// The report on listening.
    /// - Parameters:
    ///   - isKnown: whether an earlier run has finished it.
    ///   - reachedSeconds: to where earlier runs have got, if not.
    static func listening(
        isKnown: Bool, reachedSeconds: Double, hasCache: Bool, seconds: Double, warning: String?
    ) -> StageReport {
        let (outcome, reason): (Outcome, String) =
            if isKnown {
                (.reused, "kept by an earlier run on the same content with the same models")
            } else if reachedSeconds > 0 {
                (.resumed, "an earlier run had got to \(Int(reachedSeconds)) s")
            } else if !hasCache {
                (.ran, cacheIsOff)
            } else {
                (.ran, "nothing was kept of this content with these models")
            }
        return StageReport(
            stage: MeetingTranscriber.Stage.listening.rawValue, outcome: outcome, reason: reason, seconds: seconds,
            warning: warning)
    }
}

/// In what the two public scorers of diarization differ. Without collar, with overlap scored and with a UEM they agree.
public enum DERConvention: String, CaseIterable, Codable, Sendable {
    /// NIST's md-eval: speakers are paired by all speech of the evaluation map, before collars and overlap are left
    /// out; without a map, what is scored goes from the first to the last speech of the reference.
    case mdEval = "md-eval"
    /// pyannote.metrics: speakers are paired by the speech that is scored; without a map, what is scored goes from the
    /// first to the last speech of either side.
    case pyannote
}

/// What of the speech is scored, and how.
public struct DiarizationRules: Hashable, Sendable {
    /// Seconds on either side of each boundary of the reference that are not scored. (pyannote.metrics' own collar is
    /// both sides together: twice this.)
    public var collarSeconds: Double
    /// Whether time in which the reference has two speakers is scored.
    public var scoresOverlap: Bool
    /// Which scorer to agree with where the two differ.
    public var convention: DERConvention

    /// Makes rules; by default everything counts.
    public init(collarSeconds: Double = 0, scoresOverlap: Bool = true, convention: DERConvention = .pyannote) {
        self.collarSeconds = collarSeconds
        self.scoresOverlap = scoresOverlap
        self.convention = convention
    }
}

/// With what settings transcripts are scored.
public struct ScoreOptions: Hashable, Sendable {
    /// What is done to the words of both sides.
    public var normalization: TextNormalization
    /// What of the speech is scored.
    public var rules: DiarizationRules
    /// How far in seconds a word may be from its place in tcpWER, 0 or more.
    public var timeCollarSeconds: Double
    /// Whether the alignment of each recording is kept.
    public var keepsAlignment: Bool

    /// Makes options. 5 s is the collar of the CHiME challenges: no stricter than the words' approximate times allow.
    public init(
        normalization: TextNormalization = .basic, rules: DiarizationRules = DiarizationRules(),
        timeCollarSeconds: Double = 5, keepsAlignment: Bool = false
    ) {
        self.normalization = normalization
        self.rules = rules
        self.timeCollarSeconds = timeCollarSeconds
        self.keepsAlignment = keepsAlignment
    }
}

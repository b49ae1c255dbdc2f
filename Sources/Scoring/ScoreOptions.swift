/// With what settings transcripts are scored.
public struct ScoreOptions: Hashable, Sendable {
    /// What is done to the words of both sides.
    public var normalization: TextNormalization
    /// Whether fillers (uh, um …) count as words. The normalization `english` leaves them out in any case.
    public var keepsFillers: Bool
    /// What of the speech is scored.
    public var rules: DiarizationRules
    /// How far in seconds a word may be from its place in tcpWER, 0 or more.
    public var timeCollarSeconds: Double
    /// Whether the alignment of each recording is kept.
    public var keepsAlignment: Bool
    /// Whether the times of words are compared.
    public var comparesTimes: Bool
    /// Whether the words' confidence is held against how often they are right.
    public var checksConfidence: Bool

    /// Makes options. 5 s is the collar of the CHiME challenges: no stricter than the words' approximate times allow.
    public init(
        normalization: TextNormalization = .basic, keepsFillers: Bool = true,
        rules: DiarizationRules = DiarizationRules(), timeCollarSeconds: Double = 5, keepsAlignment: Bool = false,
        comparesTimes: Bool = false, checksConfidence: Bool = false
    ) {
        self.normalization = normalization
        self.keepsFillers = keepsFillers
        self.rules = rules
        self.timeCollarSeconds = timeCollarSeconds
        self.keepsAlignment = keepsAlignment
        self.comparesTimes = comparesTimes
        self.checksConfidence = checksConfidence
    }
}

/// How one stage of a run got its result, computed or from the cache, and why.
public struct StageReport: Hashable, Codable, Sendable {
    /// How the result came about.
    public enum Outcome: String, Hashable, Codable, Sendable, CaseIterable {
        /// It was computed.
        case ran
        /// It was read from the cache.
        case reused
        /// The first part was read from the cache, the rest computed.
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
    /// What the user should know about the cache, in a sentence: damage, a full disk. Nil where there was no problem.
    public var warning: String?

    /// Makes a report.
    public init(stage: String, outcome: Outcome, reason: String, seconds: Double, warning: String? = nil) {
        self.stage = stage
        self.outcome = outcome
        self.reason = reason
        self.seconds = seconds
        self.warning = warning
    }
}

extension StageReport {
    /// A report without the stage and its time.
    struct Summary: Hashable, Sendable {
        var outcome: Outcome
        var reason: String
        var warning: String?

        /// Clustering and attribution take less time than reading from the cache.
        static let alwaysRuns = Summary(outcome: .ran, reason: "always runs: no network is needed for it")

        /// - Parameters:
        ///   - isKnown: whether an earlier run has finished listening.
        ///   - reachedSeconds: how far earlier runs got, if not.
        static func listening(
            isKnown: Bool, reachedSeconds: Double, hasCache: Bool, warning: String?
        ) -> Summary {
            if isKnown {
                Summary(
                    outcome: .reused, reason: "kept by an earlier run on the same content with the same models",
                    warning: warning)
            } else if reachedSeconds > 0 {
                Summary(
                    outcome: .resumed, reason: "an earlier run had got to \(Int(reachedSeconds)) s", warning: warning)
            } else {
                Summary(
                    outcome: .ran,
                    reason: hasCache ? "nothing was kept of this content with these models" : "the cache is off",
                    warning: warning)
            }
        }

        /// - Parameters:
        ///   - chunkCount: chunks in all passes through the file.
        ///   - missingCount: how many of them were not in the cache.
        ///   - firstMissingSample: where the first of those begins, at 16 kHz.
        static func recognition(
            chunkCount: Int, missingCount: Int, firstMissingSample: Int?, hasCache: Bool, warning: String?
        ) -> Summary {
            let known = chunkCount - missingCount
            let (outcome, reason): (Outcome, String) =
                if chunkCount == 0 {
                    (.ran, "no speech to recognize")
                } else if known == chunkCount {
                    (.reused, "all \(chunkCount) chunks were kept by an earlier run")
                } else if known > 0, let first = firstMissingSample {
                    (
                        .resumed,
                        "\(known) of \(chunkCount) chunks were kept by an earlier run, the first missing one is at "
                            + "\(first / 16_000) s"
                    )
                } else if !hasCache {
                    (.ran, "the cache is off")
                } else {
                    (.ran, "no chunk of this content was kept with this model")
                }
            return Summary(outcome: outcome, reason: reason, warning: warning)
        }
    }

    init(_ stage: MeetingTranscriber.Stage, _ summary: Summary, seconds: Double) {
        self.init(
            stage: stage.rawValue, outcome: summary.outcome, reason: summary.reason, seconds: seconds,
            warning: summary.warning)
    }
}

/// How long one stage of a run took.
public struct StageTiming: Hashable, Codable, Sendable {
    /// Stage name, for example `segmentation`.
    public var stage: String
    /// Wall-clock seconds.
    public var seconds: Double

    /// Makes a timing.
    public init(stage: String, seconds: Double) {
        self.stage = stage
        self.seconds = seconds
    }
}

/// With what a transcript was made: enough to tell two runs apart and to repeat one.
public struct RunInfo: Hashable, Codable, Sendable {
    /// Version of the program.
    public var programVersion: String
    /// Every setting that can change the result, by its long name on the command line.
    public var settings: [String: String]
    /// Model id → SHA-256 over its files, as in the manifest.
    public var models: [String: String]
    /// When the run began, ISO 8601 in UTC.
    public var startedAt: String
    /// Time per stage, in the order in which the stages ran.
    public var timings: [StageTiming]

    /// Makes the description of a run.
    public init(
        programVersion: String, settings: [String: String], models: [String: String], startedAt: String,
        timings: [StageTiming]
    ) {
        self.programVersion = programVersion
        self.settings = settings
        self.models = models
        self.startedAt = startedAt
        self.timings = timings
    }
}

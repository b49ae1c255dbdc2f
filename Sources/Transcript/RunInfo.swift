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

/// The program, settings and models that made a transcript: enough to tell two runs apart and to repeat one.
public struct RunInfo: Hashable, Codable, Sendable {
    /// Name of this program among the systems that make transcripts.
    public static let ownSystem = "whosaid"
    /// The setting by which a user says when a recording was made; its value is `Recording.recordedAt`.
    public static let recordedAtSetting = "recorded-at"

    /// Which system made the transcript: this program, or another one whose result was imported.
    public var system: String
    /// Version of the program that made the transcript, or that imported it.
    public var programVersion: String
    /// Every setting that can change the result, by its long name on the command line.
    public var settings: [String: String]
    /// Model id → SHA-256 over its files, as in the manifest.
    public var models: [String: String]
    /// When the run began, ISO 8601 in UTC.
    public var startedAt: String
    /// Time per stage, in the order in which the stages ran.
    public var timings: [StageTiming]
    /// The versions of everything in the program that the result depends on: a recording is transcribed again where this
    /// program has others. Nil for imports, and for runs of programs that did not record it.
    public var resultKey: String?

    /// Makes the description of a run.
    public init(
        programVersion: String, settings: [String: String], models: [String: String], startedAt: String,
        timings: [StageTiming], system: String = RunInfo.ownSystem, resultKey: String? = nil
    ) {
        self.system = system
        self.programVersion = programVersion
        self.settings = settings
        self.models = models
        self.startedAt = startedAt
        self.timings = timings
        self.resultKey = resultKey
    }
}

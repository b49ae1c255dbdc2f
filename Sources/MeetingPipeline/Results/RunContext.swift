internal import Synchronization
internal import Transcript

internal import struct Foundation.Date

/// What goes with one run through all its stages: whom to tell about progress and finished stages, how long each stage
/// took, and whether the run was cancelled.
///
/// A context belongs to one run at a time.
public final class RunContext: Sendable {
    /// How far a run is.
    public struct Progress: Hashable, Sendable {
        /// What is being done.
        public var stage: MeetingTranscriber.Stage
        /// Seconds of the recording that the stage has processed.
        public var seconds: Double
        /// Length of the recording in seconds, as its header claims until it has been decoded; nil where that is unknown.
        public var durationSeconds: Double?
    }

    private struct State {
        var durationSeconds: Double?
        var timings: [StageTiming] = []
        var lastEnd = ContinuousClock.now
    }

    private let progress: @Sendable (Progress) -> Void
    private let report: @Sendable (StageReport) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - progress: called for each block of samples, and at the end of each stage.
    ///   - report: called at the end of each stage.
    public init(
        progress: @escaping @Sendable (Progress) -> Void = { _ in },
        report: @escaping @Sendable (StageReport) -> Void = { _ in }
    ) {
        self.progress = progress
        self.report = report
    }

    /// Starts to time stages, from none.
    /// - Returns: The time of day, ISO 8601 in UTC.
    func start() -> String {
        state.withLock { ($0.timings, $0.lastEnd) = ([], .now) }
        return Date().formatted(.iso8601)
    }

    /// Time of each finished stage since `start`.
    var timings: [StageTiming] { state.withLock { $0.timings } }

    /// Notes the length of the recording, for progress.
    func expect(durationSeconds: Double?) { state.withLock { $0.durationSeconds = durationSeconds } }

    /// Tells how far a stage is.
    func reach(_ stage: MeetingTranscriber.Stage, seconds: Double) {
        let duration = state.withLock { $0.durationSeconds }
        progress(Progress(stage: stage, seconds: seconds, durationSeconds: duration))
    }

    /// Ends a stage and reports it.
    /// - Parameter outcome: says how its result came about.
    func finish(_ stage: MeetingTranscriber.Stage, _ outcome: StageReport.Summary = .alwaysRuns) {
        let seconds = state.withLock { state in
            let now = ContinuousClock.now
            let seconds = (now - state.lastEnd) / .seconds(1)
            state.timings.append(StageTiming(stage: stage.rawValue, seconds: seconds))
            state.lastEnd = now
            return seconds
        }
        report(StageReport(stage, outcome, seconds: seconds))
    }

    /// Ends the run where its task was cancelled.
    /// - Throws: `CancellationError`.
    func checkCancellation() throws { try Task.checkCancellation() }
}

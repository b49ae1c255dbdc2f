internal import Transcript

internal import struct Foundation.Date

/// Times the stages of a run.
struct StageClock {
    /// When the clock was made, ISO 8601 in UTC.
    let startedAt = Date().formatted(.iso8601)
    private(set) var timings: [StageTiming] = []
    private let clock = ContinuousClock()
    private var last = ContinuousClock.now

    /// Ends a stage.
    mutating func lap(_ stage: String) {
        let now = clock.now
        timings.append(StageTiming(stage: stage, seconds: (now - last) / .seconds(1)))
        last = now
    }
}

import Foundation
import JobRunner
import TranscriptText

/// The progress of a batch and of its running jobs, as text. Independent of terminals and of the clock.
struct BatchProgress {
    private struct Running {
        let name: String
        let begun: Date
        var step: JobProgress?
    }

    /// Jobs of the batch.
    private(set) var jobCount = 0
    private(set) var closedCount = 0
    private let begun: Date
    private var running: [Int64: Running] = [:]

    init(begun: Date) { self.begun = begun }

    /// Adds jobs to the batch.
    mutating func expect(_ count: Int) { jobCount += count }

    /// Starts a job.
    mutating func begin(_ job: Int64, path: String, at now: Date) {
        running[job] = Running(name: InertText.line((path as NSString).lastPathComponent), begun: now)
    }

    /// Stores the progress of a running job.
    mutating func update(_ job: Int64, _ step: JobProgress) { running[job]?.step = step }

    /// Ends a running job.
    /// - Parameter isClosed: Whether the job counts as done; otherwise it may run again.
    mutating func end(_ job: Int64, isClosed: Bool) {
        running[job] = nil
        if isClosed {
            closedCount += 1
            jobCount = max(jobCount, closedCount)
        }
    }

    /// A line for the batch, if it has more than one job, and a line for each running job.
    /// - Parameter width: Maximum number of columns of a line.
    func lines(at now: Date, width: Int) -> [String] {
        let bars = running.sorted { $0.key < $1.key }.map { bar(of: $0.value, at: now, width: width) }
        guard jobCount > 1 else { return bars }
        let fraction =
            (Double(closedCount) + running.values.reduce(0) { $0 + ($1.step?.fraction ?? 0) })
            / Double(jobCount)
        let text =
            "\(closedCount) of \(jobCount) recordings"
            + Self.timeLeft(elapsed: now.timeIntervalSince(begun), fraction: fraction)
        return [Self.line("batch", fraction: fraction, text, width: width)] + bars
    }

    /// The progress of a running job on a line without a bar; nil if the job is not running.
    func sentence(of job: Int64, at now: Date) -> String? {
        guard let running = running[job], let step = running.step else { return nil }
        return "\(running.name): \(text(of: running, step, at: now))"
    }

    private func bar(of running: Running, at now: Date, width: Int) -> String {
        guard let step = running.step else { return Self.line(running.name, fraction: 0, "opening", width: width) }
        return Self.line(running.name, fraction: step.fraction, text(of: running, step, at: now), width: width)
    }

    /// Stage, position, speed and time left.
    private func text(of running: Running, _ step: JobProgress, at now: Date) -> String {
        let place = ClockTime.minutes(step.seconds)
        guard let duration = step.durationSeconds, let fraction = step.fraction else { return "\(step.stage) \(place)" }
        let elapsed = now.timeIntervalSince(running.begun)
        let speed = elapsed > 0 ? String(format: ", %.1f × real time", fraction * duration / elapsed) : ""
        return "\(step.stage) \(place) of \(ClockTime.minutes(duration))\(speed)"
            + Self.timeLeft(elapsed: elapsed, fraction: fraction)
    }

    private static func timeLeft(elapsed: Double, fraction: Double) -> String {
        guard fraction > 0.01, elapsed > 1 else { return "" }
        return ", \(ClockTime.minutes(elapsed * (1 - fraction) / fraction)) left"
    }

    /// Name, bar and text, no wider than the terminal, because a wrapped line cannot be erased.
    private static func line(_ name: String, fraction: Double?, _ text: String, width: Int) -> String {
        let barWidth = 20
        let filled = fraction.map { Int((Double(barWidth) * $0).rounded(.down)) } ?? 0
        let bar = "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: barWidth - filled) + "]"
        let rest = " \(bar) \(text)"
        let room = max(8, min(40, width - TextWidth.columns(rest)))
        return TextWidth.cut(TextWidth.cut(name, to: room) + rest, to: width)
    }
}

extension ClockTime {
    /// Minutes and seconds without hours: `75:00`.
    fileprivate static func minutes(_ seconds: Double) -> String {
        let whole = Int(max(0, seconds).rounded())
        return String(format: "%d:%02d", whole / 60, whole % 60)
    }
}

public import Foundation

/// The time as the runner sees it, so that tests need not wait for it.
public protocol RunnerClock: Sendable {
    /// The present instant.
    var now: Date { get }
    /// Waits.
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func sleep(seconds: Double) async throws
}

/// The clock of the machine.
public struct SystemClock: RunnerClock {
    /// Makes the clock.
    public init() {}

    /// The present instant.
    public var now: Date { Date() }

    /// Waits; see `RunnerClock`.
    public func sleep(seconds: Double) async throws { try await Task.sleep(for: .seconds(seconds)) }
}

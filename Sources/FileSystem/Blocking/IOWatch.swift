internal import Synchronization

/// Watches one piece of work that waits for a disk, a network or another program: it counts signs of progress, sets the
/// longest time without one, and cancels what the work waits for.
///
/// The work checks `isCancelled` wherever it can. `BlockingCall` handles work that cannot check, because it is inside a
/// call of the operating system.
public final class IOWatch: Sendable {
    /// The default limit in seconds. A disk that has to spin up, a busy network folder and a decoder that seeks through a
    /// long video all make progress far more often.
    public static let usualLimitSeconds = 60.0

    /// Seconds without a byte after which the work counts as stalled, above 0.
    public let limitSeconds: Double
    private let signs = Atomic<Int>(0)
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false
        /// Several tracks are decoded side by side.
        var programs: [RunningProgram] = []
    }

    /// Makes a watch.
    /// - Parameter limitSeconds: see the property.
    public init(limitSeconds: Double = IOWatch.usualLimitSeconds) { self.limitSeconds = limitSeconds }

    /// Number of signs of progress so far: where it grows, the work is not stuck.
    public var signsOfLife: Int { signs.load(ordering: .relaxed) }

    /// Whether the work was cancelled.
    public var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Counts a sign of progress.
    public func noteSignOfLife() { signs.add(1, ordering: .relaxed) }

    /// Asks the work to stop, and kills the programs that it waits for.
    public func cancel() {
        let programs = state.withLock { state in
            state.isCancelled = true
            return state.programs
        }
        for program in programs { program.end() }
    }

    /// Seconds between two checks for progress and cancellation.
    var pollSeconds: Double { min(0.5, limitSeconds / 4) }

    /// Starts a program and keeps it until `forget`, so that `cancel` kills it. A `cancel` in another thread waits for the
    /// start: otherwise a process that ends right after it would leave the program behind.
    /// - Returns: nil where the work was cancelled: nothing was started.
    func start<Failure: Error>(
        _ start: () throws(Failure) -> RunningProgram
    ) throws(Failure) -> RunningProgram? {
        try state.withLock { state throws(Failure) in
            guard !state.isCancelled else { return nil }
            let program = try start()
            state.programs.append(program)
            return program
        }
    }

    /// Drops a program that the work no longer waits for.
    func forget(_ program: RunningProgram) { state.withLock { $0.programs.removeAll { $0 === program } } }
}

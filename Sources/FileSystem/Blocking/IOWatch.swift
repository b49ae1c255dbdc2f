import Glibc
import Synchronization

/// Watches one piece of work that waits for a disk, a network or another program: counts its signs of life, says how
/// long it may go without one, and carries the request to give up to whatever it waits for.
///
/// The work itself looks at `isCancelled` wherever it can; `BlockingCall` deals with work that cannot look, because it
/// is inside a call of the operating system.
public final class IOWatch: Sendable {
    /// The usual limit in seconds. A disk that has to spin up, a busy network folder and a decoder that seeks through a
    /// long video all give a sign of life far more often.
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

    /// Starts with no sign of life.
    public init(limitSeconds: Double = IOWatch.usualLimitSeconds) { self.limitSeconds = limitSeconds }

    /// Signs of life so far: another number means that the work gets on.
    public var signsOfLife: Int { signs.load(ordering: .relaxed) }

    /// Whether nobody waits for the work any more.
    public var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Notes that the work got on.
    public func noteSignOfLife() { signs.add(1, ordering: .relaxed) }

    /// Asks the work to give up, and ends the programs that it waits for.
    public func cancel() {
        let programs = state.withLock { state in
            state.isCancelled = true
            return state.programs
        }
        for program in programs { program.end() }
    }

    /// How often waits of this work look around, in seconds.
    var pollSeconds: Double { min(0.5, limitSeconds / 4) }

    /// Starts a program that the work waits for until it is forgotten. Whoever cancels meanwhile waits until it can be ended, so
    /// that no program is left behind by a process that ends right after.
    /// - Returns: nil where nobody waits any more: nothing was started.
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

    /// Notes that the work does not wait for a program any more.
    func forget(_ program: RunningProgram) { state.withLock { $0.programs.removeAll { $0 === program } } }
}

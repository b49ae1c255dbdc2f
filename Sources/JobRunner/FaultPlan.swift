import Foundation
import Synchronization

/// Signals that the process sends to itself at crash points, so that tests see what a crash leaves behind.
///
/// Without the environment variable `WHOSAID_CRASH_AT`, reaching a point does nothing.
public final class FaultPlan: Sendable {
    private struct Fault {
        let point: CrashPoint
        var passesLeft: Int
        let signal: Int32
    }

    private let faults: Mutex<[Fault]>

    /// A plan without faults.
    public static let none = FaultPlan([])

    /// Reads a plan.
    /// - Parameter text: `point[:count][@signal]`, several with commas between: at the count-th time (the first by
    ///   default) that the point is reached, the process gets the signal, `KILL` (the default), `TERM` or `STOP`. Nil
    ///   and the empty text are a plan without faults.
    /// - Throws: `RunnerError.badFaultPlan`.
    public convenience init(_ text: String?) throws {
        self.init(
            try (text ?? "").split(separator: ",").map { part in
                let parts = part.split(separator: "@", maxSplits: 1)
                let place = (parts.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
                let signals = ["KILL": SIGKILL, "TERM": SIGTERM, "STOP": SIGSTOP]
                guard let point = place.first.flatMap(CrashPoint.init(rawValue:)),
                    let count = place.count == 1 ? 1 : Int(place[1]), count >= 1,
                    let signal = signals[parts.count == 1 ? "KILL" : String(parts[1])]
                else { throw RunnerError.badFaultPlan(String(part), known: CrashPoint.allCases.map(\.rawValue)) }
                return Fault(point: point, passesLeft: count, signal: signal)
            })
    }

    private init(_ faults: [Fault]) { self.faults = Mutex(faults) }

    /// Passes a point; the process may not outlive it.
    public func reach(_ point: CrashPoint) {
        let signal = faults.withLock { faults -> Int32? in
            guard let index = faults.firstIndex(where: { $0.point == point }) else { return nil }
            faults[index].passesLeft -= 1
            return faults[index].passesLeft == 0 ? faults.remove(at: index).signal : nil
        }
        guard let signal else { return }
        let isSecond = Task.isCancelled
        kill(getpid(), signal)
        // Another thread handles an interruption: the first cancels this task, and a second ends the process.
        while signal == SIGTERM && (isSecond || !Task.isCancelled) { usleep(1000) }
    }
}

internal import Foundation
internal import Glibc
internal import Synchronization

/// A program that was started in a process group of its own, until it has been reaped. Any thread may kill it.
public final class RunningProgram: Sendable {
    /// How a program ended.
    public enum Ending: Equatable, Sendable {
        /// By itself; 0 for success.
        case exited(code: Int)
        /// By a signal.
        case killed(signal: Int)
    }

    let identifier: pid_t
    /// Nil until the program was reaped: after that, its number may belong to another program.
    private let ending = Mutex<Ending?>(nil)

    init(_ identifier: pid_t) { self.identifier = identifier }

    /// Kills the program and those that it has started.
    func end() {
        ending.withLock { ending in
            guard ending == nil else { return }
            kill(-identifier, SIGKILL)
            kill(identifier, SIGKILL)
        }
    }

    /// How the program ended; nil while it runs.
    func reap() -> Ending? {
        ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            let found = waitpid(identifier, &status, WNOHANG)
            // No such child: the system has discarded its status, as it does where SIGCHLD is ignored. The program has
            // ended, and only its output shows whether it succeeded. The status is still 0 then.
            guard found == identifier || found < 0 && errno == ECHILD else { return nil }
            let signal = status & 0x7F
            let result: Ending = signal == 0 ? .exited(code: Int(status >> 8 & 0xFF)) : .killed(signal: Int(signal))
            ending = result
            return result
        }
    }

    /// Waits until the program ends.
    /// - Returns: nil where it has not ended after `seconds`, or once `isWanted` is false.
    func reap(within seconds: Double, while isWanted: () -> Bool = { true }) -> Ending? {
        var waited = 0.0
        var pause = 0.001
        while true {
            if let ending = reap() { return ending }
            guard waited < seconds, isWanted() else { return nil }
            usleep(UInt32(pause * 1e6))
            waited += pause
            pause = min(0.05, pause * 2)
        }
    }

    /// Kills the program and reaps it. The system cannot end a program that waits, for example, for a file server that is
    /// gone; a thread of its own then waits for it.
    func endAndReap() {
        end()
        guard reap(within: Self.maxWaitSeconds) == nil else { return }
        Thread.detachNewThread { while self.reap() == nil { sleep(1) } }
    }

    private static let maxWaitSeconds = 1.0
}

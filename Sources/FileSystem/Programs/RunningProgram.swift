import Foundation
import Glibc
import Synchronization

/// A program that was started in a process group of its own, until it has been reaped. Any thread may end it.
final class RunningProgram: Sendable {
    /// How a program ended.
    enum Ending: Equatable {
        case exited(code: Int)
        case killed(signal: Int)
    }

    let identifier: pid_t
    /// Nil until the program was reaped: from then on its number may be another's.
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
            // With no such child, the system or somebody else has taken its status, as where SIGCHLD is ignored: it is
            // gone, and its output alone tells how it went. The status is still 0 then.
            guard found == identifier || found < 0 && errno == ECHILD else { return nil }
            let signal = status & 0x7F
            let result: Ending = signal == 0 ? .exited(code: Int(status >> 8 & 0xFF)) : .killed(signal: Int(signal))
            ending = result
            return result
        }
    }

    /// Waits for the end.
    /// - Returns: nil where it has not come after `seconds`.
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

    /// Kills the program and reaps it. One that the system cannot end, for example because it waits for the server of a
    /// network folder that is gone, is left to a thread that does nothing else.
    func endAndReap() {
        end()
        guard reap(within: Self.patienceSeconds) == nil else { return }
        Thread.detachNewThread { while self.reap() == nil { sleep(1) } }
    }

    private static let patienceSeconds = 1.0
}

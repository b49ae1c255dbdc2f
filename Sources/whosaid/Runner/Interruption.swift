import Dispatch
import Foundation
import Synchronization

/// Calls a function at the first SIGINT, SIGTERM or SIGHUP, so that work can end in an orderly way. The next of these
/// signals ends the process at once. SIGHUP is sent when the terminal is closed or its connection is lost.
///
/// A signal that the parent has set to be ignored, as `nohup` does, stays ignored.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []
    private let hasCome = Mutex(false)

    /// Runs work and cancels it when the process is interrupted.
    /// - Throws: `ExitStatus.interrupted` after a cancellation; errors of the work.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let work = Task { try await body() }
        let interruption = Interruption { work.cancel() }
        defer { interruption.end() }
        do {
            try await work.value
        } catch is CancellationError {
            Messages.write(
                "interrupted; finished recordings are in the archive, and the same command continues with the rest")
            throw ExitStatus.interrupted
        }
    }

    /// Handles signals until `end`.
    init(_ act: @escaping @Sendable () -> Void) {
        // A separate queue gets a thread even if all others are busy.
        let queue = DispatchQueue(label: "whosaid.interruption", qos: .userInitiated)
        let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
        for number in numbers {
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                let isFirst = hasCome.withLock { hasCome in
                    defer { hasCome = true }
                    return !hasCome
                }
                for number in numbers { signal(number, SIG_DFL) }
                if isFirst { act() } else { Self.die(of: number) }
            }
            // The source receives the signal although it is ignored.
            signal(number, SIG_IGN)
            source.resume()
            sources.append(source)
        }
    }

    /// Restores the default handling of the signals.
    func end() {
        for source in sources {
            source.cancel()
            signal(Int32(source.handle), SIG_DFL)
        }
        sources = []
    }

    /// Unblocks the signal first, because the threads of Dispatch block it and the process would not end.
    private static func die(of number: Int32) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        // Swift cannot compare functions; as in C, the addresses are compared.
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

import Dispatch
import Foundation
import Synchronization

/// Turns the first SIGINT, SIGTERM or SIGHUP into a call, so that work can end in order; the next of any of them ends the
/// process at once. SIGHUP comes when the terminal is closed or the connection to it is lost.
///
/// A signal that the process was told to ignore, as by `nohup` or for a job in the background, stays ignored.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []
    private let hasCome = Mutex(false)

    /// Runs work that ends in order when the process is interrupted.
    /// - Throws: `ExitStatus.interrupted`; what the work throws.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let work = Task { try await body() }
        let interruption = Interruption { work.cancel() }
        defer { interruption.end() }
        do {
            try await work.value
        } catch is CancellationError {
            Messages.write("interrupted; what is done is in the archive, and the same command does the rest")
            throw ExitStatus.interrupted
        }
    }

    /// Listens until `end`.
    init(_ act: @escaping @Sendable () -> Void) {
        // A queue of its own has a thread whatever the others are busy with.
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
            // The source hears of the signal all the same.
            signal(number, SIG_IGN)
            source.resume()
            sources.append(source)
        }
    }

    /// Lets signals end the process again.
    func end() {
        for source in sources {
            source.cancel()
            signal(Int32(source.handle), SIG_DFL)
        }
        sources = []
    }

    /// The system ends the process by itself only where a thread does not block the signal, which those of dispatch do.
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
        // C compares the two as pointers, which Swift does not do with functions.
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

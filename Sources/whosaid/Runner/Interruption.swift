import Dispatch
import Foundation

/// Turns the first SIGINT or SIGTERM into a call, so that work can end in order; the next one ends the process at once.
///
/// A signal that the process was told to ignore, as by `nohup` or for a job in the background, stays ignored.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []

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
        for number in [SIGINT, SIGTERM] where !Self.isIgnored(number) {
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                act()
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

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        // C compares the two as pointers, which Swift does not do with functions.
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

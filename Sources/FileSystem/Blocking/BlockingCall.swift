import Dispatch
import Foundation
import Synchronization

/// Runs work that may wait for a disk, a network folder or a program on a thread of its own, so that Swift's few threads
/// stay free for everything else, renewing of leases and interruption above all.
///
/// Whoever waits is freed at once when its task is cancelled, and when the work gives no sign of life for longer than its
/// watch allows. A thread that is stuck inside a call of the operating system cannot be ended: it is left behind, with all
/// that it holds, until the call comes back or the process ends. What it then returns is dropped.
public enum BlockingCall {
    /// Runs work.
    /// - Parameters:
    ///   - watch: what the work notes its signs of life on. It is cancelled when nobody waits any more.
    ///   - stalled: the error for work that gave no sign of life for that many seconds.
    /// - Throws: `CancellationError`, `stalled`, and what the work throws.
    public static func run<Value: Sendable>(
        watch: IOWatch, stalled: @escaping @Sendable (Double) -> any Error,
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let call = PendingCall<Value>(watch: watch, stalled: stalled)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard call.begin(continuation) else { return }
                Thread.detachNewThread { call.end(Result { try work() }) }
                call.lookLater()
            }
        } onCancel: {
            watch.cancel()
            call.end(.failure(CancellationError()))
        }
    }

    /// Runs work on a file that has no signs of life but its end.
    /// - Throws: `AudioError.readStalled`, `CancellationError`, and what the work throws.
    public static func run<Value: Sendable>(
        on path: String, limitSeconds: Double = IOWatch.usualLimitSeconds,
        _ work: @escaping @Sendable (IOWatch) throws -> Value
    ) async throws -> Value {
        let watch = IOWatch(limitSeconds: limitSeconds)
        return try await run(watch: watch, stalled: { AudioError.readStalled(path: path, waitedSeconds: $0) }) {
            try work(watch)
        }
    }
}

/// A call whose end somebody waits for. The first of result, cancellation and stall is the end; the others come too late.
private final class PendingCall<Value: Sendable>: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Value, any Error>)
        case ended
    }

    private let state = Mutex(State.new)
    private let watch: IOWatch
    private let stalled: @Sendable (Double) -> any Error
    /// Signs of life at the last look, and seconds in which there were no more.
    private let silence = Mutex((signs: 0, seconds: 0.0))

    init(watch: IOWatch, stalled: @escaping @Sendable (Double) -> any Error) {
        self.watch = watch
        self.stalled = stalled
        silence.withLock { $0.signs = watch.signsOfLife }
    }

    /// Lets somebody wait.
    /// - Returns: false where the call has ended before it began.
    func begin(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
        let isNew = state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(continuation)
            return true
        }
        if !isNew { continuation.resume(throwing: CancellationError()) }
        return isNew
    }

    /// Ends the waiting, unless it has ended.
    func end(_ result: Result<Value, any Error>) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            defer { state = .ended }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        continuation?.resume(with: result)
    }

    /// Looks for signs of life in a while, and again for as long as somebody waits.
    func lookLater() {
        IOWatchClock.queue.asyncAfter(deadline: .now() + watch.pollSeconds) { [self] in
            guard case .waiting = state.withLock({ $0 }) else { return }
            let silentSeconds = silence.withLock { silence in
                let signs = watch.signsOfLife
                silence = (signs, signs == silence.signs ? silence.seconds + watch.pollSeconds : 0)
                return silence.seconds
            }
            // Work that can tell for itself that it has stalled, and of what, comes first.
            if silentSeconds >= watch.limitSeconds + 2 * watch.pollSeconds {
                watch.cancel()
                end(.failure(stalled(silentSeconds)))
            } else {
                lookLater()
            }
        }
    }
}

/// The queue on which calls are looked after. It has a thread of its own whatever the others are busy with.
private enum IOWatchClock {
    static let queue = DispatchQueue(label: "whosaid.io-watch", qos: .userInitiated)
}

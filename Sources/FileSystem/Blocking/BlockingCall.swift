internal import Dispatch
internal import Foundation
internal import Synchronization

/// Runs work that may wait for a disk, a network folder or a program on a thread of its own, so that Swift's few threads
/// stay free, above all for renewing leases and for interruption.
///
/// The caller stops waiting at once when its task is cancelled, and when the work makes no progress for longer than its
/// watch allows. A thread that is stuck inside a call of the operating system cannot be stopped: it stays, with all that it
/// holds, until the call returns or the process ends. Its result is then dropped.
public enum BlockingCall {
    /// Runs work.
    /// - Parameters:
    ///   - watch: counts the progress of the work. It is cancelled when the caller stops waiting.
    ///   - stalled: makes the error for work without progress; its argument is the time waited, in seconds.
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
                call.checkLater()
            }
        } onCancel: {
            watch.cancel()
            call.end(.failure(CancellationError()))
        }
    }

    /// Runs work on a file.
    /// - Throws: `FileError.stalled`, `CancellationError`, and what the work throws.
    public static func run<Value: Sendable>(
        on path: String, limitSeconds: Double = IOWatch.usualLimitSeconds,
        _ work: @escaping @Sendable (IOWatch) throws -> Value
    ) async throws -> Value {
        let watch = IOWatch(limitSeconds: limitSeconds)
        return try await run(watch: watch, stalled: { FileError.stalled(path: path, waitedSeconds: $0) }) {
            try work(watch)
        }
    }
}

/// A call that a task waits for. It ends with the first of result, cancellation and stall; the others are dropped.
private final class PendingCall<Value: Sendable>: Sendable {
    private enum State {
        case new
        case waiting(CheckedContinuation<Value, any Error>)
        case ended
    }

    private let state = Mutex(State.new)
    private let watch: IOWatch
    private let stalled: @Sendable (Double) -> any Error
    /// Signs of progress at the last check, and seconds without a further one.
    private let silence = Mutex((signs: 0, seconds: 0.0))

    init(watch: IOWatch, stalled: @escaping @Sendable (Double) -> any Error) {
        self.watch = watch
        self.stalled = stalled
        silence.withLock { $0.signs = watch.signsOfLife }
    }

    /// Makes a task wait.
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

    /// Checks for progress after the watch's interval, and again as long as a task waits.
    func checkLater() {
        WatchQueue.shared.asyncAfter(deadline: .now() + watch.pollSeconds) { [self] in
            guard case .waiting = state.withLock({ $0 }) else { return }
            let silentSeconds = silence.withLock { silence in
                let signs = watch.signsOfLife
                silence = (signs, signs == silence.signs ? silence.seconds + watch.pollSeconds : 0)
                return silence.seconds
            }
            // Work that detects by itself that it has stalled gets time to say so: its error says more.
            if silentSeconds >= watch.limitSeconds + 2 * watch.pollSeconds {
                watch.cancel()
                end(.failure(stalled(silentSeconds)))
            } else {
                checkLater()
            }
        }
    }
}

/// The queue that runs the checks. It has a thread of its own, so that blocked threads do not delay it.
private enum WatchQueue {
    static let shared = DispatchQueue(label: "whosaid.io-watch", qos: .userInitiated)
}

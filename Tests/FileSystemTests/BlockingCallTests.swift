import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FileSystem

@Suite(.timeLimit(.minutes(10))) struct BlockingCallTests {
    /// A call that does not come back, as of a disk that is gone, until the test lets it.
    private final class Stuck: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        func wait() { gate.wait() }
        deinit { gate.signal() }
        func release() { gate.signal() }
    }

    @Test func resultsAndErrorsComeThrough() async throws {
        #expect(try await BlockingCall.run(on: "a") { _ in 7 } == 7)
        await #expect(throws: FileError.missing(path: "a")) {
            _ = try await BlockingCall.run(on: "a") { _ -> Int in throw FileError.missing(path: "a") }
        }
    }

    @Test func aCallThatDoesNotComeBackIsAStall() async throws {
        let stuck = Stuck()
        defer { stuck.release() }
        let error = await #expect(throws: FileError.self) {
            _ = try await BlockingCall.run(on: "a", limitSeconds: 0.2) { _ in stuck.wait() }
        }
        guard case .stalled("a", let waited)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(waited >= 0.2)
    }

    @Test func aCallThatGetsOnIsNoStall() async throws {
        let count = try await BlockingCall.run(on: "a", limitSeconds: 3) { watch in
            // Longer than the limit in all.
            for _ in 0..<80 {
                usleep(50_000)
                watch.noteSignOfLife()
            }
            return watch.signsOfLife
        }
        #expect(count == 80)
    }

    @Test func cancellationDoesNotWaitForTheCall() async throws {
        let stuck = Stuck()
        defer { stuck.release() }
        let (begun, continuation) = AsyncStream.makeStream(of: IOWatch.self)
        let task = Task {
            try await BlockingCall.run(on: "a") { watch in
                continuation.yield(watch)
                stuck.wait()
            }
        }
        for await watch in begun {
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(watch.isCancelled)
            break
        }
    }

    @Test func aTaskThatIsCancelledAlreadyBeginsNothing() async throws {
        let hasBegun = Mutex(false)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await BlockingCall.run(on: "a") { _ in hasBegun.withLock { $0 = true } }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(hasBegun.withLock { $0 } == false)
    }

    /// Swift has as many threads as there are processors: were they taken, nothing else would go on.
    @Test func stuckCallsTakeNobodysThread() async throws {
        let stuck = (0..<64).map { _ in Stuck() }
        defer { for one in stuck { one.release() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for one in stuck {
                group.addTask { try await BlockingCall.run(on: "a") { _ in one.wait() } }
            }
            let others = try await BlockingCall.run(on: "b") { _ in 1 }
            #expect(others == 1)
            group.cancelAll()
            while let result = await group.nextResult() {
                #expect(throws: CancellationError.self) { try result.get() }
            }
        }
    }
}

import Synchronization
import TensorKit
import Testing

@Suite struct ParallelTests {
    /// Counts the tasks that run at the same time.
    private final class Gauge: Sendable {
        private let state = Mutex((running: 0, maximum: 0, begun: [Int]()))

        func enter(_ index: Int) {
            state.withLock {
                $0.running += 1
                $0.maximum = max($0.maximum, $0.running)
                $0.begun.append(index)
            }
        }
        func leave() { state.withLock { $0.running -= 1 } }
        var maximum: Int { state.withLock { $0.maximum } }
        var begun: [Int] { state.withLock { $0.begun } }
    }

    private struct Failure: Error, Equatable { let index: Int }

    /// Keeps a core busy for a while, so that tasks overlap.
    private static func work(_ amount: Int) -> Double {
        (0..<amount).reduce(0.0) { $0 + Double($1 % 7).squareRoot() }
    }

    @Test(arguments: [0, 1, 2, 3, 64])
    func resultsAreInOrderOfIndex(workers: Int) async throws {
        let results = try await Parallel.map(40, workers: workers) { index -> Int in
            // The first tasks take longest.
            Self.work((40 - index) * 2000) >= 0 ? index * index : -1
        }
        #expect(results == (0..<40).map { $0 * $0 })
    }

    @Test func resultsThatAreNilAreKept() async throws {
        let results = try await Parallel.map(5, workers: 2) { $0 % 2 == 0 ? Optional($0) : nil }
        #expect(results == [0, nil, 2, nil, 4])
    }

    @Test func noTasksGiveNoResults() async throws {
        #expect(try await Parallel.map(0, workers: 4) { $0 }.isEmpty)
    }

    @Test(arguments: [1, 2, 3])
    func atMostTheGivenNumberOfTasksRun(workers: Int) async throws {
        let gauge = Gauge()
        let sums = try await Parallel.map(60, workers: workers) { index -> Double in
            gauge.enter(index)
            defer { gauge.leave() }
            return Self.work(20_000)
        }
        #expect(sums.count == 60)
        #expect(gauge.maximum <= workers)
        #expect(gauge.begun.sorted() == Array(0..<60))
        if workers == 1 { #expect(gauge.begun == Array(0..<60)) }
    }

    @Test func anErrorEndsTheWork() async {
        let gauge = Gauge()
        await #expect(throws: Failure(index: 3)) {
            _ = try await Parallel.map(1000, workers: 1) { index -> Int in
                gauge.enter(index)
                if index == 3 { throw Failure(index: index) }
                return index
            }
        }
        #expect(gauge.begun == [0, 1, 2, 3])
    }

    @Test func aCancelledTaskBeginsNoWork() async {
        let gauge = Gauge()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Parallel.map(10, workers: 2) { gauge.enter($0) }.count
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(gauge.begun.isEmpty)
    }

    @Test func cancellationStopsTheWorkBetweenTasks() async {
        let gauge = Gauge()
        let cancel = Mutex<(@Sendable () -> Void)?>(nil)
        let (gate, opening) = AsyncStream<Void>.makeStream()
        // The work waits until `cancel` is set; then one of its own tasks cancels it.
        let task = Task {
            for await _ in gate { break }
            return try await Parallel.map(100, workers: 1) { index in
                gauge.enter(index)
                if index == 4 { cancel.withLock { $0 }?() }
            }.count
        }
        cancel.withLock { $0 = { task.cancel() } }
        opening.yield()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(gauge.begun == [0, 1, 2, 3, 4])
    }
}

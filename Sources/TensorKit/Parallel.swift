/// Computes independent tasks with a fixed number of workers.
public enum Parallel {
    /// Calls `body` for each of 0 ..< count, at most `workers` calls at a time.
    ///
    /// The calls begin in order of index. Before each call the task is checked for cancellation.
    /// - Returns: the results in order of index, in whatever order the calls finish.
    /// - Throws: the first error that a call throws, or `CancellationError`; calls that have not begun are then left
    /// out.
    public static func map<Result: Sendable>(
        _ count: Int, workers: Int, _ body: @escaping @Sendable (Int) throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var next = 0
            func launch() {
                let index = next
                next += 1
                group.addTask {
                    try Task.checkCancellation()
                    return (index, try body(index))
                }
            }
            while next < min(max(workers, 1), count) { launch() }
            var results = [Result?](repeating: nil, count: count)
            while let (index, result) = try await group.next() {
                results[index] = result
                if next < count { launch() }
            }
            return results.enumerated().map { index, result in
                // Leaving it out would shift every later result by one index.
                guard let result else { preconditionFailure("call \(index) of \(count) gave no result") }
                return result
            }
        }
    }
}

/// Spreads independent pieces of work over a fixed number of workers.
public enum Parallel {
    /// Runs `body` for 0 ..< count with at most `workers` at a time.
    ///
    /// Pieces are handed out in order of index. Cancellation is looked at before each piece.
    /// - Returns: the results in order of index, whatever order the work finished in.
    /// - Throws: the first error that a piece throws; pieces that have not begun are then left out.
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
                // To leave it out would give every later result to the piece before.
                guard let result else { preconditionFailure("piece \(index) of \(count) gave no result") }
                return result
            }
        }
    }
}

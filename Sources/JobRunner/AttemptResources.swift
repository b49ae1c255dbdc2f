internal import JobQueue
internal import MeetingPipeline

/// What one attempt at a job may use: less after attempts that may have run out of memory, so that a recording that does
/// not fit beside others, or with all workers, is done slowly before it fails for good.
struct AttemptResources: Hashable {
    /// Pieces that are computed at the same time, at least 1.
    let workers: Int
    /// Max memory to plan with, in bytes; nil for as much as `workers` need.
    let memoryBytes: Int?

    /// Bytes to plan with after the first failure where there is no bound: one worker with a batch of the usual size needs
    /// much less.
    private static let firstBound = 600_000_000

    /// - Parameters:
    ///   - failure: how the attempt before ended; nil also where its process vanished.
    ///   - attempt: number of this attempt, from 1.
    ///   - workers: pieces for an ordinary attempt.
    ///   - memoryBytes: the bound for an ordinary attempt.
    init(after failure: JobFailureKind?, attempt: Int, workers: Int, memoryBytes: Int?) {
        let suspects =
            switch failure {
            case .outOfMemory: attempt - 1
            // A process that vanished once may have been a power cut.
            case nil: attempt - 2
            default: 0
            }
        guard suspects > 0 else {
            (self.workers, self.memoryBytes) = (workers, memoryBytes)
            return
        }
        self.workers = max(1, workers >> suspects)
        let bound = memoryBytes.map { $0 >> 1 } ?? Self.firstBound
        // With the min, one piece is computed after the other, in small batches: less is not possible.
        self.memoryBytes = max(MemoryPlan.minBytes, bound >> (suspects - 1))
    }
}

internal import JobQueue
internal import MeetingPipeline

/// What one attempt at a job may use at once: less after attempts that memory may have ended, so that a recording which
/// does not fit beside its neighbours, or at full width, is done slowly before it is given up.
struct AttemptResources: Hashable {
    /// Pieces that are computed at the same time, at least 1.
    let workers: Int
    /// Most memory to plan with, in bytes; nil for as much as `workers` need.
    let memoryBytes: Int?

    /// What is planned with after the first failure where nobody has named a bound: a batch of the usual size and one
    /// worker stay well below it.
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
        // With the least, one piece is computed after the other, in small batches: there is nothing left to give up.
        self.memoryBytes = max(MemoryPlan.minBytes, bound >> (suspects - 1))
    }
}

import MeetingPipeline

/// The number of recordings at the same time, and what each may use: as the options say, or else what fits into the
/// allotment. Results do not depend on it.
struct WorkPlan: Hashable {
    /// Recordings at the same time, at least 1.
    let jobsAtOnce: Int
    /// Parallel workers for each recording, at least 1.
    let workersPerJob: Int
    /// Maximum memory for each recording, in bytes; nil if what `workersPerJob` need is available.
    let memoryBytesPerJob: Int?
    /// Messages for the user, one line each.
    let notes: [String]

    /// - Parameters:
    ///   - threads: `--threads`, 1…1024, or nil.
    ///   - jobs: `--jobs`, 1…1024.
    ///   - memoryBytes: `--memory`, or nil.
    ///   - neededBytes: The memory that one recording needs with a number of workers.
    init(threads: Int?, jobs: Int, memoryBytes: Int?, allotment: Allotment, neededBytes: (_ workers: Int) -> Int) {
        var notes = allotment.unreadable.map { "ignored \($0), which is no usable number" }
        let processors = threads ?? allotment.processors.amount
        let memory = "\(Allotment.gigabytes(allotment.memory.amount)) of memory (\(allotment.memory.source))"
        if let memoryBytes {
            (jobsAtOnce, workersPerJob) = (jobs, max(1, processors / jobs))
            memoryBytesPerJob = memoryBytes / jobs
            if memoryBytes > allotment.memory.amount {
                notes.append("--memory \(Allotment.gigabytes(memoryBytes)) is more than there is: \(memory)")
            }
            self.notes = notes
            return
        }
        jobsAtOnce = min(jobs, max(1, allotment.plannedBytes / MemoryPlan.minBytes))
        workersPerJob = max(1, processors / jobsAtOnce)
        if jobsAtOnce < jobs {
            notes.append("only \(jobsAtOnce) of --jobs \(jobs) run at the same time, because there are \(memory)")
        }
        let share = allotment.plannedBytes / jobsAtOnce
        if neededBytes(workersPerJob) <= share {
            memoryBytesPerJob = nil
        } else {
            memoryBytesPerJob = max(share, MemoryPlan.minBytes)
            notes.append(
                share < MemoryPlan.minBytes
                    ? "\(memory) may be too little: a recording needs \(Allotment.gigabytes(MemoryPlan.minBytes))"
                    : "each recording gets \(Allotment.gigabytes(share)), less than \(workersPerJob) "
                        + "workers need (\(Allotment.gigabytes(neededBytes(workersPerJob)))), because there "
                        + "are \(memory)"
            )
        }
        self.notes = notes
    }
}

import MeetingPipeline

/// How many recordings are worked on at the same time, and what each may use: what the user asks for, and otherwise what
/// fits into the allotment. No result depends on it.
struct WorkPlan: Hashable {
    /// Recordings at the same time, at least 1.
    let jobsAtOnce: Int
    /// Pieces of each that are computed at the same time, at least 1.
    let workersPerJob: Int
    /// Most memory for each, in bytes; nil where as much as `workersPerJob` need fits.
    let memoryBytesPerJob: Int?
    /// What a user should know of it, a line each.
    let notes: [String]

    /// - Parameters:
    ///   - threads: `--threads`, 1…1024, or nil.
    ///   - jobs: `--jobs`, 1…1024.
    ///   - memoryBytes: `--memory`, or nil.
    ///   - neededBytes: memory that one recording takes with a number of workers.
    init(threads: Int?, jobs: Int, memoryBytes: Int?, allotment: Allotment, neededBytes: (_ workers: Int) -> Int) {
        var notes = allotment.unreadable.map { "\($0) is no number that can be used, and was left out of account" }
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
            notes.append("\(jobsAtOnce) of --jobs \(jobs) fit into \(memory)")
        }
        let share = allotment.plannedBytes / jobsAtOnce
        if neededBytes(workersPerJob) <= share {
            memoryBytesPerJob = nil
        } else {
            memoryBytesPerJob = max(share, MemoryPlan.minBytes)
            notes.append(
                share < MemoryPlan.minBytes
                    ? "\(memory) may be too little: a recording takes \(Allotment.gigabytes(MemoryPlan.minBytes))"
                    : "the plan has \(Allotment.gigabytes(share)) for each recording, less than \(workersPerJob) "
                        + "workers need (\(Allotment.gigabytes(neededBytes(workersPerJob)))): there are \(memory)")
        }
        self.notes = notes
    }
}

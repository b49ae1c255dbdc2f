import MeetingPipeline
import ModelFiles

extension DoctorCheck {
    /// The processors and the memory of a run without options, and what limits them.
    /// - Parameter store: The models, whose memory needs set the plan; nil if there are none.
    static func allotment(_ allotment: Allotment, _ store: ModelStore?) -> [DoctorCheck] {
        let machine = allotment.machineProcessors
        var checks = [
            DoctorCheck(
                "threads", .fine("\(allotment.processors.amount) of \(machine): \(allotment.processors.source)"))
        ]
        let amount = "\(Allotment.gigabytes(allotment.memory.amount)): \(allotment.memory.source)"
        if let store {
            let plan = WorkPlan(threads: nil, jobs: 1, memoryBytes: nil, allotment: allotment) { workers in
                MemoryPlan.neededBytes(workers: workers, store.manifest)
            }
            let memory = MemoryPlan(bytes: plan.memoryBytesPerJob, workers: plan.workersPerJob, store.manifest)
            let workers =
                "\(memory.listeningWorkers) workers for listening, \(memory.recognitionWorkers) for recognition, "
                + "\(memory.batchSize) chunks in a batch"
            let need = MemoryPlan.neededBytes(workers: plan.workersPerJob, store.manifest)
            let taken = Allotment.gigabytes(min(need, plan.memoryBytesPerJob ?? need))
            let text = "\(amount); planned with \(taken): \(workers)"
            checks.append(DoctorCheck("memory", plan.memoryBytesPerJob == nil ? .fine(text) : .note(text)))
        } else {
            checks.append(DoctorCheck("memory", .fine(amount)))
        }
        return checks
            + allotment.unreadable.map { DoctorCheck("scheduler", .note("ignored \($0), which is no usable number")) }
    }
}

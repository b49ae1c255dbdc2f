import MeetingPipeline
import ModelFiles

extension DoctorCheck {
    /// What a run would take of processors and memory where no option says otherwise, and what decides it.
    /// - Parameter store: The models, whose need of memory the plan depends on; nil where there are none.
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
                "\(memory.listeningWorkers) and \(memory.recognitionWorkers) workers listen and recognise, "
                + "\(memory.batchSize) chunks each"
            let need = MemoryPlan.neededBytes(workers: plan.workersPerJob, store.manifest)
            let taken = Allotment.gigabytes(min(need, plan.memoryBytesPerJob ?? need))
            let text = "\(amount); planned with \(taken): \(workers)"
            checks.append(DoctorCheck("memory", plan.memoryBytesPerJob == nil ? .fine(text) : .note(text)))
        } else {
            checks.append(DoctorCheck("memory", .fine(amount)))
        }
        return checks + allotment.unreadable.map { DoctorCheck("scheduler", .note("\($0) was not understood")) }
    }
}

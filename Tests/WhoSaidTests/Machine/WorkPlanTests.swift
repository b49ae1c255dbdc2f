import MeetingPipeline
import Testing

@testable import whosaid

@Suite struct WorkPlanTests {
    private func plan(
        threads: Int? = nil, jobs: Int = 1, memory: Int? = nil, processors: Int = 8,
        machineBytes: Int = 100_000_000_000,
        limitBytes: Int? = nil
    ) -> WorkPlan {
        let files = limitBytes.map { MachineFixture.second(path: "/", ["/memory.max": "\($0)\n"]) } ?? [:]
        let facts = MachineFixture.facts(processors: processors, memoryBytes: machineBytes, files: files)
        return WorkPlan(threads: threads, jobs: jobs, memoryBytes: memory, allotment: Allotment(facts)) {
            300_000_000 + $0 * 128_000_000
        }
    }

    @Test func whatFitsIsNotBounded() {
        let plan = plan(jobs: 2)
        #expect(plan.jobsAtOnce == 2 && plan.workersPerJob == 4 && plan.memoryBytesPerJob == nil && plan.notes.isEmpty)
    }

    @Test func theUsersWordCounts() {
        #expect(plan(threads: 3).workersPerJob == 3)
        let bounded = plan(jobs: 2, memory: 2_000_000_000, limitBytes: 1_000_000_000)
        #expect(bounded.jobsAtOnce == 2 && bounded.memoryBytesPerJob == 1_000_000_000)
        #expect(
            bounded.notes.count == 1 && bounded.notes[0].hasPrefix("--memory 2.00 GB is more than there is: 1.00 GB"))
    }

    @Test func aLimitBoundsThePlanAndIsTold() {
        let plan = plan(limitBytes: 1_000_000_000)
        #expect(plan.workersPerJob == 8 && plan.memoryBytesPerJob == 900_000_000)
        #expect(plan.notes.count == 1 && plan.notes[0].contains("(the limit in /sys/fs/cgroup/memory.max)"))
    }

    @Test func onlySoManyRecordingsAsFitAreDoneAtOnce() {
        let plan = plan(jobs: 8, limitBytes: 1_000_000_000)
        #expect(plan.jobsAtOnce == 2 && plan.workersPerJob == 4 && plan.memoryBytesPerJob == 450_000_000)
        #expect(plan.notes[0].hasPrefix("only 2 of --jobs 8 run at the same time, because there are 1.00 GB of memory"))
    }

    @Test func tooLittleIsTriedAndTold() {
        let plan = plan(jobs: 4, limitBytes: 100_000_000)
        #expect(plan.jobsAtOnce == 1 && plan.memoryBytesPerJob == MemoryPlan.minBytes)
        #expect(plan.notes.last?.contains("may be too little") == true)
        #expect(self.plan(limitBytes: 0).memoryBytesPerJob == MemoryPlan.minBytes)
    }

    @Test func moreJobsThanProcessorsHaveAWorkerEach() {
        #expect(plan(jobs: 1024).workersPerJob == 1)
    }
}

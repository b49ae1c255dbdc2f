import Testing

@testable import whosaid

@Suite struct AllotmentTests {
    @Test func theLeastIsTakenAndNamed() {
        let files = MachineFixture.second(
            path: "/a",
            ["/a/cpu.max": "600000 100000\n", "/a/cpuset.cpus.effective": "0-7\n", "/a/memory.max": "4000000000\n"])
        func allotment(affinity: Int, _ environment: [String: String] = [:]) -> Allotment {
            Allotment(MachineFixture.facts(affinity: affinity, environment: environment, files: files))
        }
        #expect(
            allotment(affinity: 64).processors == .init(amount: 6, source: "the quota in /sys/fs/cgroup/a/cpu.max"))
        #expect(allotment(affinity: 4).processors == .init(amount: 4, source: "the affinity mask"))
        let slurm = allotment(
            affinity: 64, ["SLURM_CPUS_PER_TASK": "2", "SLURM_MEM_PER_CPU": "1000", "SLURM_CPUS_ON_NODE": "2"])
        #expect(slurm.processors == .init(amount: 2, source: "SLURM_CPUS_PER_TASK"))
        #expect(slurm.memory == .init(amount: 2_097_152_000, source: "SLURM_MEM_PER_CPU"))
        #expect(
            allotment(affinity: 4).memory
                == .init(amount: 4_000_000_000, source: "the limit in /sys/fs/cgroup/a/memory.max"))
        #expect(allotment(affinity: 4).plannedBytes == 3_600_000_000)
    }

    @Test func withoutLimitsEverythingIsAllotted() {
        let allotment = Allotment(MachineFixture.facts(affinity: 64))
        #expect(allotment.processors == .init(amount: 64, source: "all of the machine"))
        #expect(allotment.memory == .init(amount: 100_000_000_000, source: "all of the machine"))
        #expect(allotment.plannedBytes == 75_000_000_000)
        #expect(allotment.unreadable.isEmpty)
    }

    @Test func statementsBeyondTheMachineChangeNothing() {
        let allotment = Allotment(
            MachineFixture.facts(
                affinity: 2, environment: ["SLURM_CPUS_PER_TASK": "500", "SLURM_MEM_PER_NODE": "8000000"]))
        #expect(allotment.processors.amount == 2 && allotment.memory.source == "all of the machine")
    }

    /// What this process really is given; every machine that runs the tests has some.
    @Test func thisProcessHasProcessorsAndMemory() {
        let facts = MachineFacts.ofThisProcess()
        let allotment = Allotment(facts)
        #expect((1...facts.onlineProcessors).contains(allotment.processors.amount))
        #expect((1...facts.memoryBytes).contains(allotment.memory.amount))
    }
}

@Suite struct SchedulerStatementsTests {
    @Test(
        arguments: [
            (["SLURM_CPUS_PER_TASK": "4"], 4), (["LSB_DJOB_NUMPROC": "3"], 3), (["PBS_JOBID": "1.x", "NCPUS": "5"], 5),
            (["JOB_ID": "9", "NSLOTS": "6"], 6), (["NCPUS": "5", "NSLOTS": "6"], nil), (["OMP_NUM_THREADS": "1"], nil),
            ([:], nil), (["SLURM_CPUS_PER_TASK": ""], nil),
        ] as [([String: String], Int?)])
    func processorsAreRead(environment: [String: String], count: Int?) {
        let statements = SchedulerStatements(environment)
        #expect(statements.processors.map(\.amount) == [count].compactMap(\.self))
        #expect(statements.unreadable.isEmpty)
    }

    @Test(
        arguments: [
            (["SLURM_MEM_PER_NODE": "2000"], 2_097_152_000), (["SLURM_MEM_PER_NODE": "0"], nil),
            (["SLURM_MEM_PER_CPU": "1000", "SLURM_CPUS_PER_TASK": "3"], 3_145_728_000),
            (["SLURM_MEM_PER_CPU": "1000"], 1_048_576_000),
        ] as [([String: String], Int?)])
    func memoryIsRead(environment: [String: String], bytes: Int?) {
        #expect(SchedulerStatements(environment).memoryBytes.map(\.amount) == [bytes].compactMap(\.self))
    }

    @Test(arguments: ["0", "-1", "x", "2(x3)", "9223372036854775807", "99999999999999999999", "1e3", "nan"])
    func nonsenseIsNamedAndNotUsed(text: String) {
        for variable in ["SLURM_CPUS_PER_TASK", "LSB_DJOB_NUMPROC"] {
            let statements = SchedulerStatements([variable: text])
            #expect(statements.processors.isEmpty && statements.unreadable == ["\(variable)=\(text)"])
        }
        guard text != "0" else { return }
        let memory = SchedulerStatements(["SLURM_MEM_PER_CPU": text, "SLURM_CPUS_ON_NODE": "1000000"])
        #expect(memory.memoryBytes.isEmpty && memory.unreadable == ["SLURM_MEM_PER_CPU=\(text)"])
    }
}

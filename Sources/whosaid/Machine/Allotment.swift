import Foundation
import TranscriptText

/// How many processors and how much memory a process may use: the minimum of what the machine has, what the affinity
/// mask and the cgroups of the process allow, and what a scheduler states. A pure function of `MachineFacts`.
struct Allotment: Hashable {
    /// An amount and its source.
    struct Bound: Hashable {
        let amount: Int
        /// What sets the amount, for example `the affinity mask`.
        let source: String
    }

    /// Online processors of the machine, at least 1.
    let machineProcessors: Int
    /// Processors, at least 1.
    let processors: Bound
    /// Memory in bytes.
    let memory: Bound
    /// The part of `memory` that plans use, in bytes. The rest is for other programs on the machine, or for decoders in
    /// the same cgroup.
    let plannedBytes: Int
    /// Variables of a scheduler with values that are no usable numbers. They are ignored.
    let unreadable: [String]

    /// The allotment of this process.
    static func ofThisProcess() -> Allotment { Allotment(.ofThisProcess()) }

    /// Takes the minimum. If several bounds are equal, the first below is named as the source.
    init(_ facts: MachineFacts) {
        let groups = ControlGroups(content: facts.content)
        let statements = SchedulerStatements(facts.environment)
        var processors = [Bound(amount: facts.onlineProcessors, source: "all of the machine")]
        processors += [Self.affinityProcessors(facts)].compactMap(\.self).map {
            Bound(amount: $0, source: "the affinity mask")
        }
        processors += groups.processorSets.map { Bound(amount: $0.amount, source: "the cpuset in \($0.file)") }
        processors += groups.quotas.map { Bound(amount: $0.amount, source: "the quota in \($0.file)") }
        processors += statements.processors.map { Bound(amount: $0.amount, source: $0.variable) }

        let machine = Bound(amount: facts.memoryBytes, source: "all of the machine")
        var memory = groups.memoryBytes.map { Bound(amount: $0.amount, source: "the limit in \($0.file)") }
        memory += statements.memoryBytes.map { Bound(amount: $0.amount, source: $0.variable) }

        machineProcessors = facts.onlineProcessors
        self.processors = Self.minimum(processors[0], processors.dropFirst())
        self.memory = Self.minimum(machine, memory[...])
        plannedBytes = self.memory == machine ? machine.amount / 4 * 3 : self.memory.amount / 10 * 9
        unreadable = statements.unreadable
    }

    /// Number of processors in the affinity mask of this process, which may include offline ones; nil if the kernel
    /// does not state it. Unlike `sched_getaffinity`, it has no maximum number of processors.
    private static func affinityProcessors(_ facts: MachineFacts) -> Int? {
        let lines = (facts.content("/proc/self/status") ?? "").split(separator: "\n")
        return lines.first { $0.hasPrefix("Cpus_allowed_list:") }
            .flatMap { ControlGroups.listedProcessors(String($0.drop { $0 != ":" }.dropFirst())) }
    }

    private static func minimum(_ first: Bound, _ others: ArraySlice<Bound>) -> Bound {
        others.reduce(first) { $1.amount < $0.amount ? $1 : $0 }
    }

    /// An amount of memory as text, for example `1.50 GB` (10⁹ bytes).
    static func gigabytes(_ bytes: Int) -> String { FixedDecimal.text(Double(bytes) / 1e9, digits: 2) + " GB" }
}

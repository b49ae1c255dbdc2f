import Foundation
import TranscriptText

/// How many processors and how much memory a process may use: the least of what the machine has, what its affinity mask
/// and its cgroups allow, and what a scheduler states. It depends on the facts alone.
struct Allotment: Hashable {
    /// An amount and where it comes from.
    struct Bound: Hashable {
        let amount: Int
        /// For people, for example `the affinity mask`.
        let source: String
    }

    /// Processors that the machine has switched on, at least 1.
    let machineProcessors: Int
    /// Processors, at least 1.
    let processors: Bound
    /// Memory in bytes.
    let memory: Bound
    /// How much of `memory` is planned with, in bytes: what else runs on the machine, or the programs that decode in the
    /// same cgroup, need some too.
    let plannedBytes: Int
    /// Statements of a scheduler that could not be understood, and so were not used.
    let unreadable: [String]

    /// What this process may use.
    static func ofThisProcess() -> Allotment { Allotment(.ofThisProcess()) }

    /// Takes the least of all; of equal ones that which is named first below.
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
        self.processors = Self.least(processors[0], processors.dropFirst())
        self.memory = Self.least(machine, memory[...])
        plannedBytes = self.memory == machine ? machine.amount / 4 * 3 : self.memory.amount / 10 * 9
        unreadable = statements.unreadable
    }

    /// Processors on which the kernel may run this process, for however many processors it is built; nil where it does not
    /// say so. It may name some that are switched off.
    private static func affinityProcessors(_ facts: MachineFacts) -> Int? {
        let lines = (facts.content("/proc/self/status") ?? "").split(separator: "\n")
        return lines.first { $0.hasPrefix("Cpus_allowed_list:") }
            .flatMap { ControlGroups.listedProcessors(String($0.drop { $0 != ":" }.dropFirst())) }
    }

    private static func least(_ first: Bound, _ others: ArraySlice<Bound>) -> Bound {
        others.reduce(first) { $1.amount < $0.amount ? $1 : $0 }
    }

    /// An amount of memory for people.
    static func gigabytes(_ bytes: Int) -> String { FixedDecimal.text(Double(bytes) / 1e9, digits: 2) + " GB" }
}

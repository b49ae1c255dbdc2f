/// What a batch scheduler states about the job of a process.
///
/// `OMP_NUM_THREADS` is not used. It sets the number of threads of OpenMP programs, and is often 1 so that the
/// libraries of a parallel program start none; it does not state what the job may use.
struct SchedulerStatements {
    /// An amount and the variable that states it.
    struct Statement: Hashable {
        let amount: Int
        let variable: String
    }

    /// Processors for this process.
    private(set) var processors: [Statement] = []
    /// Bytes of memory for this process.
    private(set) var memoryBytes: [Statement] = []
    /// Variables with values that are no usable numbers, as `NAME=value`. They are ignored.
    private(set) var unreadable: [String] = []

    /// Slurm counts in units of 1024² bytes.
    private static let slurmMemoryUnit = 1 << 20

    /// - Parameter environment: Variables by name. A variable whose name is not specific to a scheduler counts only if
    ///   the
    ///   scheduler's job number is set, too.
    init(_ environment: [String: String]) {
        /// The number of a variable; nil if it is not set or not usable.
        func amount(_ variable: String, in allowed: ClosedRange<Int>) -> Int? {
            guard let text = environment[variable], !text.isEmpty else { return nil }
            if let number = Int(text), allowed.contains(number) { return number }
            unreadable.append("\(variable)=\(text)")
            return nil
        }
        let processorRange = 1...1_000_000
        var variables = ["SLURM_CPUS_PER_TASK", "LSB_DJOB_NUMPROC"]
        if environment["PBS_JOBID"] != nil { variables.append("NCPUS") }
        if environment["JOB_ID"] != nil { variables.append("NSLOTS") }
        for variable in variables {
            if let count = amount(variable, in: processorRange) {
                processors.append(Statement(amount: count, variable: variable))
            }
        }
        let megabytes = 0...Int.max / (Self.slurmMemoryUnit * processorRange.upperBound)
        // Zero asks for all memory of the node.
        if let memory = amount("SLURM_MEM_PER_NODE", in: megabytes), memory > 0 {
            memoryBytes.append(Statement(amount: memory * Self.slurmMemoryUnit, variable: "SLURM_MEM_PER_NODE"))
        }
        if let memory = amount("SLURM_MEM_PER_CPU", in: megabytes), memory > 0 {
            let count =
                amount("SLURM_CPUS_ON_NODE", in: processorRange)
                ?? processors.first { $0.variable == "SLURM_CPUS_PER_TASK" }?.amount ?? 1
            memoryBytes.append(
                Statement(amount: memory * Self.slurmMemoryUnit * count, variable: "SLURM_MEM_PER_CPU"))
        }
    }
}

/// What a batch scheduler states of the job that a process belongs to.
///
/// `OMP_NUM_THREADS` is none of the variables: it says how many threads OpenMP programs start, and is often 1 so that
/// libraries below a parallel program start none; it is not what the machine allots.
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
    /// Statements that could not be understood, and so were not used.
    private(set) var unreadable: [String] = []

    /// Slurm counts in units of 1024² bytes.
    private static let slurmMemoryUnit = 1 << 20

    /// - Parameter environment: Variables by name. Those whose names are not a scheduler's alone count only beside the
    ///   variable that carries the job's number.
    init(_ environment: [String: String]) {
        /// The number of a variable; nil where it is not set.
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

import ArchiveCore
import ArgumentParser
import AudioIO
import JobRunner
import MeetingPipeline
import ModelFiles

/// Options of commands that work on jobs.
struct WorkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Processor cores to use (default: what the machine allots, see `whosaid doctor`).", valueName: "n"))
    var threads: Int?

    @Option(help: ArgumentHelp("Recordings to work on at the same time.", valueName: "n"))
    var jobs = 1

    @Option(
        help: ArgumentHelp(
            "Most memory to take, for example 500M; bounds how many pieces run side by side and how many chunks are "
                + "recognised together, and so may cost speed, but no accuracy (default: what --threads needs, as far as the machine allots it).",
            valueName: "size"))
    var memory: ByteSize?

    @Flag(name: .customLong("no-cache"), help: "Neither use nor keep results of stages.")
    var isWithoutCache = false

    @OptionGroup var cache: CacheOptions

    @Option(
        help: ArgumentHelp(
            "Attempts at a recording before it is put into quarantine, where an attempt fails for a passing reason.",
            valueName: "n"))
    var attempts = 5

    @Option(
        help: ArgumentHelp(
            "For how long to wait for an archive that others hold or whose disk is full.", valueName: "seconds"))
    var patience = 30.0

    @Option(
        help: ArgumentHelp(
            "For how long a disk, a network folder or a decoder may give nothing before the recording is given up for "
                + "now.", valueName: "seconds"))
    var stallLimit = IOWatch.usualLimitSeconds

    @Option(
        help: ArgumentHelp(
            "For how long a recording is safe from other processes if this one is stopped.", valueName: "seconds",
            visibility: .hidden))
    var lease = 60.0

    func validate() throws {
        guard threads.map({ (1...1024).contains($0) }) ?? true else {
            throw ValidationError("--threads needs a number from 1 to 1024")
        }
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs needs a number from 1 to 1024") }
        guard memory.map({ $0.bytes >= MemoryPlan.minBytes * jobs }) ?? true else {
            throw ValidationError("--memory needs at least \(MemoryPlan.minBytes / 1_000_000)M for each of --jobs")
        }
        guard (1...1_000_000).contains(attempts) else {
            throw ValidationError("--attempts needs a number from 1 to 1000000")
        }
        guard (0...86_400).contains(patience) else { throw ValidationError("--patience needs 0 to 86400 seconds") }
        guard (0.1...86_400).contains(stallLimit) else {
            throw ValidationError("--stall-limit needs 0.1 to 86400 seconds")
        }
        guard (0.1...86_400).contains(lease) else { throw ValidationError("--lease needs 0.1 to 86400 seconds") }
    }

    /// What the recordings may use.
    func plan(_ store: ModelStore, _ allotment: Allotment = .ofThisProcess()) -> WorkPlan {
        WorkPlan(threads: threads, jobs: jobs, memoryBytes: memory?.bytes, allotment: allotment) { workers in
            MemoryPlan.neededBytes(workers: workers, store.manifest)
        }
    }

    /// A runner for recordings: the one place where it is made.
    func runner(
        _ archive: Archive, _ store: ModelStore, _ report: BatchReport, _ faults: FaultPlan
    ) throws -> JobRunner {
        let plan = plan(store)
        for note in plan.notes { Messages.writeLine(note) }
        let meetings = MeetingWork(
            store: store, workers: plan.workersPerJob, memoryBytes: plan.memoryBytesPerJob,
            cache: isWithoutCache ? nil : try cache.folderIfKnown(), programVersion: WhoSaid.version,
            stallSeconds: stallLimit)
        let retries = RetryPolicy(attemptLimit: attempts, writePatienceSeconds: patience)
        let settings = JobRunner.Settings(leaseSeconds: lease, jobsAtOnce: plan.jobsAtOnce, retries: retries)
        return JobRunner(
            archive: archive, work: meetings, programVersion: WhoSaid.version, settings: settings, faults: faults)
    }
}

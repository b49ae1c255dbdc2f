import ArchiveCore
import ArgumentParser
import AudioIO
import FileSystem
import JobRunner
import MeetingPipeline
import ModelFiles

/// Options of commands that work on jobs.
struct WorkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Number of processor cores to use (default: as many as are allotted, see `whosaid doctor`).", valueName: "n"
        ))
    var threads: Int?

    @Option(help: ArgumentHelp("Number of recordings to transcribe at the same time.", valueName: "n"))
    var jobs = 1

    @Option(
        help: ArgumentHelp(
            "Maximum memory to use, for example 500M. Limits the number of parallel workers and of chunks in a batch, "
                + "which may cost speed but no accuracy (default: what --threads needs, within the allotted memory).",
            valueName: "size"))
    var memory: ByteSize?

    @Flag(name: .customLong("no-cache"), help: "Do not use the stage cache.")
    var isWithoutCache = false

    @OptionGroup var cache: CacheOptions

    @Option(
        help: ArgumentHelp(
            "Maximum number of attempts after temporary failures; then a recording goes into quarantine.",
            valueName: "n"))
    var attempts = 5

    @Option(
        help: ArgumentHelp(
            "How long to wait for an archive that is locked or whose disk is full.", valueName: "seconds"))
    var patience = 30.0

    @Option(
        help: ArgumentHelp(
            "How long a disk, a network folder or a decoder may stay silent before the attempt at a recording fails.",
            valueName: "seconds"))
    var stallLimit = IOWatch.usualLimitSeconds

    @Option(
        help: ArgumentHelp(
            "How long a recording stays reserved for this process after the process has stopped.", valueName: "seconds",
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

    /// The number of parallel recordings, and what each may use.
    func plan(_ store: ModelStore, _ allotment: Allotment = .ofThisProcess()) -> WorkPlan {
        WorkPlan(threads: threads, jobs: jobs, memoryBytes: memory?.bytes, allotment: allotment) { workers in
            MemoryPlan.neededBytes(workers: workers, store.manifest)
        }
    }

    /// The runner of a command, with everything that the options say.
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

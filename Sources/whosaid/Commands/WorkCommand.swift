import ArgumentParser
import Foundation
import JobQueue
import JobRunner

/// `whosaid work`: a worker for queued jobs.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Transcribe the recordings in the queue.",
        discussion: """
            Works until the queue is empty. Each recording is transcribed with the settings with which it was queued. \
            Start any number of workers on one archive; no recording is done twice.

            Examples:
              whosaid work
                  Transcribe all queued recordings.
              whosaid work --jobs 2 --threads 8 --json
                  Transcribe two at a time on eight cores and print events.
            """)

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print a JSON event on each line, as in `whosaid schema events`.")
    var json = false

    func run() async throws { try await Interruption.run { try await workOnJobs() } }

    private func workOnJobs() async throws {
        let faults = try FaultPlan(ProcessInfo.processInfo.environment["WHOSAID_CRASH_AT"])
        let archive = try archive.openExisting()
        let counts = try archive.jobCounts().filter(\.key.isOpen)
        guard !counts.isEmpty else { return Messages.writeLine("no jobs are waiting") }
        let report = BatchReport(
            output: json ? .events : .nothing, isOneOfMany: true, log: RunLog(command: "work"))
        report.expect(counts.values.reduce(0, +))
        let runner = try work.runner(archive, models.store(), report, faults)
        try await runner.run(.all) { try report.handle($0, archive) }
        try report.throwStatus()
    }
}

import ArgumentParser
import Foundation
import JobQueue
import JobRunner

/// `whosaid work`: a worker for jobs that are queued already.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Work on the recordings that are queued.",
        discussion: """
            Takes one recording after the other until none is left, each with the settings that it was queued with. \
            Run it as often as the machine has room for: no recording is done twice.
            """)

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print what happens, one JSON event a line, as in `whosaid schema events`.")
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
        try await runner.run(.all) { try report.hear($0, archive) }
        try report.throwStatus()
    }
}

import ArgumentParser
import Foundation
import JobRunner
import ModelFiles
import TranscriptStore

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

    func run() async throws { try await Interruption.run { try await workOnJobs() } }

    private func workOnJobs() async throws {
        let faults = try FaultPlan(ProcessInfo.processInfo.environment["WHOSAID_CRASH_AT"])
        let archive = try archive.openExisting()
        guard try archive.hasOpenJob(.all) else { return Messages.writeLine("no jobs are waiting") }
        let meetings = MeetingWork(
            store: try models.store(), workers: work.workersPerJob, programVersion: WhoSaid.version)
        let runner = JobRunner(
            archive: archive, work: meetings, programVersion: WhoSaid.version, settings: work.settings,
            faults: faults)
        let report = BatchReport(output: .nothing, isOneOfMany: true)
        try await runner.run(.all) { try report.hear($0, archive) }
        try report.throwStatus()
    }
}

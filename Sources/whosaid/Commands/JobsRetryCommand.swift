import ArgumentParser
import Foundation
import JobQueue

/// `whosaid jobs retry`: queues jobs again.
struct JobsRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Queue jobs again that are in quarantine, cancelled, or waiting for their next attempt.",
        discussion: """
            The jobs keep the settings with which they were queued. `whosaid work` works on them.

            Examples:
              whosaid jobs retry 3
                  Queue job 3 again.
              whosaid jobs retry --all
                  Queue every job in quarantine again.
            """)

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Queue all jobs in quarantine.")
    var all = false

    func validate() throws {
        guard all != !jobs.ids.isEmpty else { throw ValidationError("name one or more jobs, or give --all") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let ids = all ? try archive.jobs(in: [.quarantined]).map(\.id) : jobs.ids
        for id in ids { Messages.report(try archive.retryJob(id: id, now: Date())) }
    }
}

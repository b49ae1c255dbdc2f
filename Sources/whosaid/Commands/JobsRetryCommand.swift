import ArgumentParser
import Foundation
import JobQueue

/// `whosaid jobs retry`: back into the queue.
struct JobsRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Queue jobs again that are in quarantine, called off, or waiting for their next attempt.",
        discussion: "They keep the settings that they were queued with. `whosaid work` works on them.")

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "All jobs that are in quarantine.")
    var all = false

    func validate() throws {
        guard all != !jobs.ids.isEmpty else { throw ValidationError("name jobs, or say --all") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let ids = all ? try archive.jobs(in: [.quarantined]).map(\.id) : jobs.ids
        for id in ids { Messages.report(try archive.retryJob(id: id, now: Date())) }
    }
}

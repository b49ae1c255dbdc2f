import ArgumentParser
import Foundation
import JobQueue

/// `whosaid jobs cancel`: out of the queue.
struct JobsCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Call jobs off; a worker that is at one stops soon.")

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard !jobs.ids.isEmpty else { throw ValidationError("name jobs") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        for id in jobs.ids { Messages.report(try archive.cancelJob(id: id, now: Date())) }
    }
}

import ArgumentParser
import Foundation
import JobQueue

/// `whosaid jobs cancel`: takes jobs out of the queue.
struct JobsCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel jobs.",
        discussion: """
            A worker that is working on a cancelled job stops within seconds.

            Examples:
              whosaid jobs cancel 3 4
                  Cancel jobs 3 and 4.
            """)

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard !jobs.ids.isEmpty else { throw ValidationError("name one or more jobs") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        for id in jobs.ids { Messages.report(try archive.cancelJob(id: id, now: Date())) }
    }
}

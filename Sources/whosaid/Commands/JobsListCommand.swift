import ArgumentParser
import Foundation
import JobQueue
import Reports
import TranscriptText

/// `whosaid jobs list`: the jobs, one on each line.
struct JobsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the jobs, oldest first.",
        discussion: """
            An abandoned job belongs to a process that has ended. The next worker takes it.

            Examples:
              whosaid jobs list
                  Print all jobs.
              whosaid jobs list --state queued --state quarantined
                  Print the jobs that are waiting and those that have failed.
            """)

    @OptionGroup var archive: ArchiveOptions

    @Option(help: "Show only jobs in this state; may be repeated.")
    var state: [JobState] = []

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let jobs = try archive.openExisting().presentJobs(in: state.isEmpty ? JobState.allCases : state)
        if json {
            try StandardOutput.write(JobsDocument.value(of: jobs).pretty + "\n")
        } else if jobs.isEmpty {
            Messages.write("no jobs")
        } else {
            try StandardOutput.write(JobTables.list(jobs).text)
        }
    }
}

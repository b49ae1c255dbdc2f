import ArgumentParser
import Foundation
import JobQueue
import Reports
import TranscriptText

/// `whosaid jobs list`: all jobs, one a line.
struct JobsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the jobs, oldest first.",
        discussion: "A job that is abandoned was left by a process that has ended; the next worker takes it.")

    @OptionGroup var archive: ArchiveOptions

    @Option(help: "Only jobs in this state; may be repeated.")
    var state: [JobState] = []

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let jobs = try archive.openExisting().presentJobs(in: state.isEmpty ? JobState.allCases : state)
        if json {
            try StandardOutput.write(JobsDocument.value(of: jobs).pretty + "\n")
        } else if jobs.isEmpty {
            Messages.write("there are no such jobs")
        } else {
            try StandardOutput.write(JobTables.list(jobs).text)
        }
    }
}

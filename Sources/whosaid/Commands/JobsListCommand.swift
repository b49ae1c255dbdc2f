import ArgumentParser
import Foundation
import TranscriptStore
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
            try StandardOutput.write(Self.table(jobs).text)
        }
    }

    static func table(_ jobs: [Job]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "STATE", isNumber: false),
                .init(heading: "ATTEMPTS", isNumber: true), .init(heading: "CHANGED", isNumber: false),
                .init(heading: "FAILURE", isNumber: false), .init(heading: "PATH", isNumber: false),
            ],
            rows: jobs.map { job in
                [
                    String(job.id), job.state.rawValue, String(job.attemptCount), job.updatedAt.formatted(.iso8601),
                    job.failure?.kind.rawValue ?? "-", InertText.line(job.path),
                ]
            })
    }
}

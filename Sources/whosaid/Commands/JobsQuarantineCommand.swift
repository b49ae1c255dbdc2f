import ArgumentParser
import Foundation
import JobQueue
import Reports
import TranscriptText

/// `whosaid jobs quarantine`: failed jobs, and moving jobs to quarantine.
struct JobsQuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Show failed jobs with cause and advice, or move jobs to quarantine.",
        discussion: """
            Workers do not work on jobs in quarantine. `whosaid jobs retry` queues them again.

            Examples:
              whosaid jobs quarantine
                  Print the jobs in quarantine with cause and advice.
              whosaid jobs quarantine 3
                  Move job 3 to quarantine.
            """)

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        guard jobs.ids.isEmpty else {
            let failure = JobFailure(
                kind: .putAside, stage: nil, reason: "was moved to quarantine by the user",
                advice: "`whosaid jobs retry` queues it again")
            for id in jobs.ids { Messages.report(try archive.quarantineJob(id: id, failure, now: Date())) }
            return
        }
        let quarantined = try archive.jobs(in: [.quarantined])
        guard !quarantined.isEmpty else { return Messages.write("no job is in quarantine") }
        try StandardOutput.write(JobTables.failures(quarantined))
    }
}

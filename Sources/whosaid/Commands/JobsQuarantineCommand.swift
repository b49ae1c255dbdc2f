import ArgumentParser
import Foundation
import JobQueue
import Reports
import TranscriptText

/// `whosaid jobs quarantine`: what is set apart and why, or setting more apart.
struct JobsQuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Show the jobs in quarantine, why they are there and what to do; or put jobs there.")

    @OptionGroup var jobs: JobsArgument
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        guard jobs.ids.isEmpty else {
            let failure = JobFailure(
                kind: .putAside, stage: nil, reason: "was put aside by hand",
                advice: "`whosaid jobs retry` takes it up again")
            for id in jobs.ids { Messages.report(try archive.quarantineJob(id: id, failure, now: Date())) }
            return
        }
        let quarantined = try archive.jobs(in: [.quarantined])
        guard !quarantined.isEmpty else { return Messages.write("no job is in quarantine") }
        try StandardOutput.write(JobTables.failures(quarantined))
    }
}

import ArgumentParser
import Foundation
import TranscriptFormats
import TranscriptStore

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
        for id in ids { JobMessage.tell(try archive.retryJob(id: id, now: Date())) }
    }
}

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
        for id in jobs.ids { JobMessage.tell(try archive.cancelJob(id: id, now: Date())) }
    }
}

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
            for id in jobs.ids { JobMessage.tell(try archive.quarantineJob(id: id, failure, now: Date())) }
            return
        }
        let quarantined = try archive.jobs(in: [.quarantined])
        guard !quarantined.isEmpty else { return Messages.write("no job is in quarantine") }
        try StandardOutput.write(Self.text(quarantined))
    }

    static func text(_ jobs: [Job]) -> String {
        jobs.map { job in
            let failure = job.failure
            let stage = failure?.stage.map { " in \($0)" } ?? ""
            let lines = [
                "\(job.id) \(InertText.line(job.path))",
                "\(failure?.kind.rawValue ?? "")\(stage): \(failure?.reason ?? "")",
                failure?.advice ?? "",
            ]
            return lines.map(InertText.line).joined(separator: "\n    ") + "\n"
        }.joined()
    }
}

/// What the user is told after a change.
private enum JobMessage {
    static func tell(_ job: Job) { Messages.writeLine("job \(job.id) is \(job.state.rawValue): \(job.path)") }
}

import ArgumentParser
import Foundation
import JobRunner
import MeetingPipeline
import TranscriptFormats
import TranscriptStore

/// `whosaid jobs list`: all jobs, one a line.
struct JobsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the jobs, oldest first.")

    @OptionGroup var archive: ArchiveOptions

    @Option(help: "Only jobs in this state; may be repeated.")
    var state: [JobState] = []

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let jobs = try archive.openExisting().jobs(in: state.isEmpty ? JobState.allCases : state)
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

/// `whosaid jobs show`: everything about one job.
struct JobsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything that is known of a job.")

    @OptionGroup var job: JobArgument
    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let job = try archive.openExisting().job(id: job.id)
        try StandardOutput.write(json ? JobsDocument.value(of: [job]).pretty + "\n" : Self.text(job))
    }

    static func text(_ job: Job) -> String {
        func list(_ object: [String: String]) -> String {
            object.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
        var lines = [("job", String(job.id)), ("state", job.state.rawValue)]
        lines += job.paths.map { ("path", $0) }
        lines += [
            ("content", job.contentHash), ("settings", list(job.settings)), ("models", list(job.models)),
            ("version", job.programVersion), ("attempts", String(job.attemptCount)),
            ("queued", job.createdAt.formatted(.iso8601)), ("changed", job.updatedAt.formatted(.iso8601)),
        ]
        if let worker = job.workerID { lines.append(("worker", String(worker))) }
        if let lease = job.leaseExpiresAt { lines.append(("lease until", lease.formatted(.iso8601))) }
        if let next = job.notBefore { lines.append(("next attempt", next.formatted(.iso8601))) }
        if let failure = job.failure {
            lines += [
                ("failure", failure.kind.rawValue), ("stage", failure.stage ?? "-"), ("reason", failure.reason),
                ("advice", failure.advice),
            ]
        }
        if let recording = job.recordingID { lines.append(("recording", String(recording))) }
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + InertText.line(value) + "\n"
        }.joined()
    }
}

/// `whosaid jobs explain`: what each stage of a job did, and why.
struct JobsExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell which stages of a job ran, which were reused, and why.")

    @OptionGroup var job: JobArgument
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        let job = try archive.job(id: job.id)
        guard let report = job.stageReport else {
            let reason = job.failure.map { ": \($0.reason); \($0.advice)" } ?? ""
            return Messages.writeLine("job \(job.id) is \(job.state.rawValue)\(reason)")
        }
        do {
            try StandardOutput.write(Self.table(StageReport.reports(json: report)).text)
        } catch is DecodingError {
            throw ArchiveError.damaged(path: archive.path, detail: "the stages of job \(job.id) make no sense")
        }
    }

    static func table(_ reports: [StageReport]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "STAGE", isNumber: false), .init(heading: "OUTCOME", isNumber: false),
                .init(heading: "SECONDS", isNumber: true), .init(heading: "WHY", isNumber: false),
            ],
            rows: reports.map { report in
                [
                    InertText.line(report.stage), report.outcome.rawValue,
                    String(format: "%.2f", report.seconds), InertText.line(report.reason),
                ]
            })
    }
}

import ArgumentParser
import Foundation
import TranscriptStore
import TranscriptText

/// `whosaid jobs show`: everything about one job.
struct JobsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything that is known of a job.")

    @OptionGroup var job: JobArgument
    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let job = try archive.openExisting().presentJob(id: job.id)
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

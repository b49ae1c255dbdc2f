import ArchiveCore
import Foundation
public import JobQueue
import JobRunner
public import MeetingPipeline
public import TranscriptText

/// Jobs and their stages as text.
public enum JobTables {
    /// A row for each job.
    public static func list(_ jobs: [Job]) -> TextTable {
        TextTable(
            columns: [
                .number("ID"), .text("STATE"), .number("ATTEMPTS"), .text("CHANGED"), .text("FAILURE"), .text("PATH"),
            ],
            rows: jobs.map { job in
                [
                    String(job.id), job.state.rawValue, String(job.attemptCount), job.updatedAt.formatted(.iso8601),
                    job.failure?.kind.rawValue ?? "-", InertText.line(job.path),
                ]
            })
    }

    /// Everything about one job, a line for each fact.
    public static func details(_ job: Job) -> String {
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

    /// What each stage of a job did, and why.
    public static func stages(_ reports: [StageReport]) -> TextTable {
        TextTable(
            columns: [.text("STAGE"), .text("OUTCOME"), .number("SECONDS"), .text("WHY")],
            rows: reports.map { report in
                [
                    InertText.line(report.stage), report.outcome.rawValue,
                    String(format: "%.2f", report.seconds), InertText.line(report.reason),
                ]
            })
    }

    /// Why jobs have failed and what to do, three lines for each job.
    public static func failures(_ jobs: [Job]) -> String {
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

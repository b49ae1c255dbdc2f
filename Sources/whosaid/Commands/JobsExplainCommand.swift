import ArgumentParser
import Foundation
import JobRunner
import MeetingPipeline
import TranscriptStore
import TranscriptText

/// `whosaid jobs explain`: what each stage of a job did, and why.
struct JobsExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell which stages of a job ran, which were reused, and why.")

    @OptionGroup var job: JobArgument
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        let job = try archive.presentJob(id: job.id)
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

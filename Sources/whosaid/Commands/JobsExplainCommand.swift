import ArchiveCore
import ArgumentParser
import Foundation
import JobQueue
import JobRunner
import MeetingPipeline
import Reports
import TranscriptText

/// `whosaid jobs explain`: the outcome of each stage of a job.
struct JobsExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show which stages of a job ran or were reused, and why.",
        discussion: """
            Examples:
              whosaid jobs explain 3
                  Print the outcome of each stage of job 3.
            """)

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
            try StandardOutput.write(JobTables.stages(StageReport.reports(json: report)).text)
        } catch is DecodingError {
            throw ArchiveError.damaged(
                path: archive.path, detail: "the stage report of job \(job.id) cannot be decoded")
        }
    }
}

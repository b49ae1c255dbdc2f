import ArgumentParser
import Foundation
import JobQueue
import Reports
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
        try StandardOutput.write(json ? JobsDocument.value(of: [job]).pretty + "\n" : JobTables.details(job))
    }
}

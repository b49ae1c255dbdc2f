import ArgumentParser
import Foundation
import JobQueue
import Reports
import TranscriptText

/// `whosaid jobs show`: the facts about one job.
struct JobsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show state, settings, models and failure of a job.",
        discussion: """
            Examples:
              whosaid jobs show 3
                  Print everything that the archive knows about job 3.
            """)

    @OptionGroup var job: JobArgument
    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Print JSON, as in `whosaid schema jobs`.")
    var json = false

    func run() throws {
        let job = try archive.openExisting().presentJob(id: job.id)
        try StandardOutput.write(json ? JobsDocument.value(of: [job]).pretty + "\n" : JobTables.details(job))
    }
}

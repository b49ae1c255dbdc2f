import ArchiveCore
import ArgumentParser
import Reports
import TranscriptText

/// `whosaid list`: the recordings of the archive.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the recordings of the archive.",
        discussion: """
            Examples:
              whosaid list
                  Print a table of all recordings.
              whosaid list --runs --json
                  Print recordings and the runs on them as JSON.
            """)

    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "List every run on each recording: those of this program and imported ones.")
    var runs = false

    @Flag(help: "Print JSON, as in `whosaid schema list`.")
    var json = false

    func run() throws {
        let archive = try archive.openExisting()
        let recordings = try archive.recordings()
        let runs = runs ? try recordings.map { try archive.runs(recordingID: $0.id) } : nil
        if json {
            try StandardOutput.write(RecordingsDocument.value(of: recordings, runs: runs).pretty + "\n")
        } else if recordings.isEmpty {
            Messages.write("the archive has no recordings yet")
        } else if let runs {
            try StandardOutput.write(RecordingsTable.table(recordings, runs: runs).text)
        } else {
            try StandardOutput.write(RecordingsTable.table(recordings).text)
        }
    }
}

import ArchiveCore
import ArgumentParser
import Reports
import Transcript
import TranscriptAnalysis
import TranscriptText

/// `whosaid review`: where a human ear is needed most.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "List the spans of a recording most worth a human ear, the worst first.",
        discussion: """
            Listed are words that are likely to be wrong, words whose speaker is in doubt, words at which several people \
            talk, and sound of which no words came. The score is about how many mistakes a listener would mend there: \
            each word counts by its confidence and by the margin of its speaker, half a word more where people talk at \
            once; a span without words counts 1 for each second, 5 at most.
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: ArgumentHelp("Greatest number of spans.", valueName: "count"))
    var limit = 20

    @Flag(help: "Print JSON, as in `whosaid schema review`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let transcript = try archive.transcript(recordingID: summary.id)
        let spans = Array(TranscriptReview.spans(transcript).prefix(limit))
        if json {
            try StandardOutput.write(
                ReviewReport.document(spans, of: transcript, recordingID: summary.id, path: summary.path).pretty + "\n")
        } else if spans.isEmpty {
            Messages.writeLine("nothing in \(summary.path) stands out")
        } else {
            try StandardOutput.write(ReviewReport.table(spans, of: transcript).text)
        }
    }
}

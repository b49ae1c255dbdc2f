import ArchiveCore
import ArgumentParser
import Reports
import Transcript
import TranscriptAnalysis
import TranscriptText

/// `whosaid review`: the spans with the most probable mistakes.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "List the spans of a recording that most need checking, the worst first.",
        discussion: """
            The list has words that are probably wrong, words with a doubtful speaker, words in overlapped speech, and \
            possible speech without words. The score estimates the number of mistakes in a span: each word counts by \
            its confidence and by the margin of its speaker, and half a word more where people talk at once; a span \
            without words counts 1 for each second, at most 5.

            Examples:
              whosaid review 1
                  List the 20 worst spans of recording 1.
              whosaid review 1 --limit 5 --json
                  Print the five worst as JSON.
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: ArgumentHelp("Maximum number of spans.", valueName: "count"))
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
            Messages.writeLine("\(summary.path): no spans to review")
        } else {
            try StandardOutput.write(ReviewReport.table(spans, of: transcript).text)
        }
    }
}

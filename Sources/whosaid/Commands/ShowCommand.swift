import ArchiveCore
import ArgumentParser
import Reports
import Transcript

/// `whosaid show`: one transcript as text.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the transcript of a recording.",
        discussion: """
            Examples:
              whosaid show 1
                  Print the current transcript of recording 1.
              whosaid show meeting.flac --run deepgram
                  Print the transcript by another system.
            """)

    @OptionGroup var recording: RecordingArgument
    @OptionGroup var chosenRun: RunOption

    @Flag(help: "Print the numbers of turns, which `whosaid edit` needs.")
    var numbers = false

    @Flag(help: "Without the corrections of `whosaid edit`.")
    var original = false

    @OptionGroup var labels: LabelsOption
    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let source = TranscriptSource(archive: archive, vocabulary: try vocabulary.read(), usesLabels: labels.labels)
        let transcript = try source.transcript(of: summary, run: chosenRun, isOriginal: original)
        if transcript.turns.isEmpty { Messages.write("\(summary.path): the transcript has no words") }
        try StandardOutput.write(
            TranscriptPrinter(style: .standardOutput).text(transcript, isNumbered: numbers))
    }
}

import ArchiveCore
import ArgumentParser
import Reports
import Transcript

/// `whosaid show`: one transcript to read.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the transcript of a recording.")

    @OptionGroup var recording: RecordingArgument
    @OptionGroup var chosenRun: RunOption

    @Flag(help: "With the numbers of the turns, which `whosaid edit` needs.")
    var numbers = false

    @Flag(help: "As it was before anybody corrected it.")
    var original = false

    @OptionGroup var labels: LabelsOption
    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let source = TranscriptSource(archive: archive, vocabulary: try vocabulary.read(), usesLabels: labels.labels)
        let transcript = try source.transcript(of: summary, run: chosenRun, isOriginal: original)
        if transcript.turns.isEmpty { Messages.write("nothing is said in \(summary.path)") }
        try StandardOutput.write(
            TranscriptPrinter(style: .standardOutput).text(transcript, isNumbered: numbers))
    }
}

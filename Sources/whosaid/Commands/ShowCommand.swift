import ArgumentParser
import Transcript
import TranscriptStore

/// `whosaid show`: one transcript to read.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the transcript of a recording.")

    @OptionGroup var recording: RecordingArgument
    @OptionGroup var chosenRun: RunOption
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let transcript = try chosenRun.transcript(of: summary, in: archive)
        if transcript.turns.isEmpty { Messages.write("nothing is said in \(summary.path)") }
        try StandardOutput.write(TranscriptPrinter(style: .standardOutput).text(transcript))
    }
}

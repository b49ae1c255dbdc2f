import ArgumentParser
import Foundation
import TranscriptFormats
import TranscriptStore

/// `whosaid export`: one transcript in a format for other programs.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the transcript of a recording in a format for other programs.",
        discussion: "Formats:\n"
            + TranscriptFormat.allCases.map { format in
                "  " + format.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0) + format.summary + "\n"
            }.joined()
                + """

                A file named by --output appears complete or not at all. Recordings and the archive itself are never \
                overwritten.
                """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: "The format (default: by the extension of --output).")
    var format: TranscriptFormat?

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "rttm: one speaker at any instant instead of overlapping speech.")
    var exclusive = false

    @Flag(help: "json: with the voice embeddings, which are personal data.")
    var embeddings = false

    @Flag(help: "As it was before anybody corrected it.")
    var original = false

    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let byExtension = output.flatMap { TranscriptFormat(rawValue: ($0 as NSString).pathExtension.lowercased()) }
        guard let format = format ?? byExtension else { throw CommandError.noFormat }
        guard !exclusive || format == .rttm else {
            throw CommandError.optionNeedsFormat(option: "--exclusive", format: "rttm")
        }
        guard !embeddings || format == .json else {
            throw CommandError.optionNeedsFormat(option: "--embeddings", format: "json")
        }
        let archive = try archive.openExisting()
        let source = TranscriptSource(
            archive: archive, vocabulary: try vocabulary.read(), redaction: try redaction.read())
        let summary = try archive.recording(recording.recording)
        let transcript = try source.transcript(of: summary, isOriginal: original)
        let options = FormatOptions(includesEmbeddings: embeddings, usesExclusiveSpeech: exclusive)
        let text = format.render(transcript, options: options)
        guard let output else { return try StandardOutput.write(text) }
        try OutputProtection.check(output, archive)
        try AtomicFile.write(text, to: output)
    }
}

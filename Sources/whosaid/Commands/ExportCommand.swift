import ArgumentParser
import Foundation
import Transcript
import TranscriptFormats
import TranscriptStore

/// `whosaid export`: transcripts in a format for other programs.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the transcript of a recording in a format for other programs.",
        discussion: "Formats:\n"
            + TranscriptFormat.allCases.map { format in
                "  " + format.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0) + format.summary + "\n"
            }.joined()
                + """

                A file named by --output appears complete or not at all, and so does each file of --output-dir. \
                Recordings and the archive itself are never overwritten.
                """)

    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recording: String?

    @Flag(help: "Every recording of the archive, each in a file of --output-dir named as the recording.")
    var all = false

    @Option(help: "The format (default: by the extension of --output).")
    var format: TranscriptFormat?

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("With --all: the folder to write to; a missing one is made.", valueName: "folder"))
    var outputDir: String?

    @Flag(help: "rttm: one speaker at any instant instead of overlapping speech.")
    var exclusive = false

    @Flag(help: "json: with the voice embeddings, which are personal data.")
    var embeddings = false

    @Flag(help: "jsonl, csv, tsv: a line for each word instead of each turn.")
    var words = false

    @Option(
        help: ArgumentHelp(
            "html: where the page finds the audio, absolute or relative to the page (default: the recording's path).",
            valueName: "path"))
    var audio: String?

    @OptionGroup var chosenRun: RunOption
    @Flag(help: "As it was before anybody corrected it.")
    var original = false

    @OptionGroup var labels: LabelsOption
    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        if all {
            guard recording == nil else { throw ValidationError("--all goes without a recording") }
            guard output == nil, audio == nil else { throw ValidationError("--all goes with --output-dir only") }
            guard chosenRun.run == nil else { throw ValidationError("--run goes with one recording only") }
            guard let outputDir, !outputDir.isEmpty else { throw ValidationError("--all needs --output-dir") }
        } else {
            guard recording != nil else { throw ValidationError("name a recording, or give --all") }
            guard outputDir == nil else { throw ValidationError("--output-dir needs --all") }
        }
    }

    func run() throws {
        let format = try chosenFormat()
        let archive = try archive.openExisting()
        if let outputDir { return try exportAll(of: archive, format, to: outputDir) }
        guard let recording else { return }
        let file = try file(of: archive.recording(recording), source(archive), format)
        guard let output else {
            guard format.isText || !StandardOutput.isTerminal else {
                throw CommandError.noText(format: format.rawValue)
            }
            return try StandardOutput.write(file)
        }
        try OutputProtection.check(output, archive)
        try AtomicFile.write(file, to: output)
    }

    private func chosenFormat() throws(CommandError) -> TranscriptFormat {
        guard let format = format ?? output.flatMap(TranscriptFormat.init(fileName:)) else { throw .noFormat }
        let options: [(isGiven: Bool, name: String, formats: [TranscriptFormat])] = [
            (exclusive, "--exclusive", [.rttm]), (embeddings, "--embeddings", [.json]),
            (words, "--words", [.jsonl, .csv, .tsv]), (audio != nil, "--audio", [.html]),
        ]
        for option in options where option.isGiven && !option.formats.contains(format) {
            throw .optionNeedsFormat(
                option: option.name, format: option.formats.map(\.rawValue).joined(separator: ", "))
        }
        return format
    }

    private func exportAll(of archive: Archive, _ format: TranscriptFormat, to folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandError.cannotMakeFolder(path: folder, reason: error.localizedDescription)
        }
        let recordings = try archive.recordings()
        let source = try source(archive)
        var names = ExportNames(format: format)
        var failures: [ExitStatus] = []
        for recording in recordings {
            let path = (folder as NSString).appendingPathComponent(names.next(for: recording))
            do {
                try OutputProtection.check(path, archive)
                try AtomicFile.write(try file(of: recording, source, format), to: path)
            } catch {
                guard let status = ExitStatus(of: error) else { throw error }
                Messages.writeLine("\(error)")
                failures.append(status)
            }
        }
        let written = recordings.count - failures.count
        Messages.writeLine("\(written) \(written == 1 ? "transcript" : "transcripts") written to \(folder)")
        let status = ExitStatus.combined(successCount: written, failures: failures)
        if status != .success { throw status }
    }

    private func source(_ archive: Archive) throws -> TranscriptSource {
        TranscriptSource(
            archive: archive, vocabulary: try vocabulary.read(), redaction: try redaction.read(),
            usesLabels: labels.labels)
    }

    private func file(
        of recording: RecordingSummary, _ source: TranscriptSource, _ format: TranscriptFormat
    ) throws -> Data {
        let transcript = try source.transcript(of: recording, run: chosenRun, isOriginal: original)
        return format.data(
            transcript,
            options: FormatOptions(
                includesEmbeddings: embeddings, usesExclusiveSpeech: exclusive, lineUnit: words ? .word : .turn,
                audioPath: audio ?? (transcript.recording.hasAudio ? recording.path : nil)))
    }
}

import ArchiveCore
import ArgumentParser
import Foundation
import Transcript
import TranscriptExport

/// `whosaid export`: transcripts in a format for other programs.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the transcript of a recording in a format for other programs.",
        discussion: "Formats:\n"
            + TranscriptFormat.allCases.map { format in
                "  " + format.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0) + format.summary + "\n"
            }.joined()
                + """

                A file named by --output appears complete or not at all, and so does each file of --output-dir. \
                A file that is there already is replaced if it is an earlier export that nobody has changed since; \
                any other needs --force. Recordings and the archive itself are never overwritten.
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

    @Flag(help: "jsonl, csv, tsv, audacity, textgrid: a line, label or interval for each word instead of each turn.")
    var words = false

    @Flag(help: "txt, md, srt, vtt, audacity: without saying who speaks.")
    var noNames = false

    @Flag(help: "csv, tsv: with a byte order mark, by which Excel knows that it is UTF-8.")
    var bom = false

    @Option(
        help: ArgumentHelp(
            "html: where the page finds the audio, absolute or relative to the page (default: the recording's path; "
                + "with --redact none).",
            valueName: "path"))
    var audio: String?

    @OptionGroup var chosenRun: RunOption
    @Flag(help: "As it was before anybody corrected it.")
    var original = false

    @OptionGroup var labels: LabelsOption
    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var replacing: ForceOption
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
        guard !embeddings || !redaction.takesNames else {
            throw ValidationError(
                "--embeddings does not go with --redact names: how a voice sounds tells whose it is")
        }
    }

    func run() throws {
        let format = try chosenFormat()
        let archive = try archive.openExisting()
        if let outputDir { return try exportAll(of: archive, format, to: outputDir) }
        guard let recording else { return }
        let summary = try archive.recording(recording)
        let maker = try maker(archive, format)
        let bytes = maker.bytes(try maker.export(of: summary))
        maker.tellWhatIsLeftOut(of: [summary])
        guard let output, !OutputFile.isStandardOutput(output) else {
            guard format.isText || !StandardOutput.isTerminal else {
                throw CommandError.noText(format: format.rawValue)
            }
            return try StandardOutput.write(bytes)
        }
        try OutputFile(archive, isForced: replacing.force).write(bytes, to: output, recordingID: summary.id)
    }

    private func chosenFormat() throws(CommandError) -> TranscriptFormat {
        guard let format = format ?? output.flatMap(TranscriptFormat.init(fileName:)) else { throw .noFormat }
        let options: [(isGiven: Bool, name: String, formats: [TranscriptFormat])] = [
            (exclusive, "--exclusive", [.rttm]), (embeddings, "--embeddings", [.json]),
            (words, "--words", [.jsonl, .csv, .tsv, .audacity, .textgrid]),
            (noNames, "--no-names", [.txt, .md, .srt, .vtt, .audacity]), (bom, "--bom", [.csv, .tsv]),
            (audio != nil, "--audio", [.html]),
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
        let maker = try maker(archive, format)
        let file = OutputFile(archive, isForced: replacing.force)
        maker.tellWhatIsLeftOut(of: recordings)
        var names = ExportNames(format: format)
        var failures: [ExitStatus] = []
        for recording in recordings {
            do {
                let export = try maker.export(of: recording)
                let path = (folder as NSString).appendingPathComponent(names.next(for: export.path))
                try file.write(maker.bytes(export), to: path, recordingID: recording.id)
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

    private func maker(_ archive: Archive, _ format: TranscriptFormat) throws -> ExportMaker {
        ExportMaker(
            source: TranscriptSource(archive: archive, vocabulary: try vocabulary.read(), usesLabels: labels.labels),
            redaction: try redaction.read(), format: format,
            options: FormatOptions(
                includesEmbeddings: embeddings, usesExclusiveSpeech: exclusive, lineUnit: words ? .word : .turn,
                showsNames: !noNames, hasByteOrderMark: bom),
            run: chosenRun, isOriginal: original, audio: audio)
    }
}

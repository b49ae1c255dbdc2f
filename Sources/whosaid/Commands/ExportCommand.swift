import ArchiveCore
import ArgumentParser
import FileSystem
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

                Each file is written completely or not at all. An existing file is replaced if it is an unchanged \
                earlier export; replacing any other file needs --force. Recordings and archives are never overwritten.

                Examples:
                  whosaid export 1 --output meeting.srt
                      Write recording 1 as subtitles; the extension tells the format.
                  whosaid export 1 --format json
                      Print recording 1 as JSON.
                  whosaid export --all --format md --output-dir notes
                      Write every recording as Markdown into the folder notes.
                  whosaid export 1 --output public.txt --redact names,email --redact-name Ann
                      Write recording 1 without e-mail addresses and without the name Ann.
                """)

    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recording: String?

    @Flag(help: "Export every recording of the archive to --output-dir, each to a file with the name of the recording.")
    var all = false

    @Option(help: "The format (default: by the extension of --output).")
    var format: TranscriptFormat?

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("With --all: the folder to write to. It is created if it is missing.", valueName: "folder"))
    var outputDir: String?

    @Flag(help: "rttm: at most one speaker at any instant instead of overlapping speech.")
    var exclusive = false

    @Flag(help: "json: include the voice embeddings, which are personal data.")
    var embeddings = false

    @Flag(
        help: "jsonl, csv, tsv, audacity, textgrid: write a line, label or interval for each word instead of each turn."
    )
    var words = false

    @Flag(help: "txt, md, srt, vtt, audacity: leave the speakers out.")
    var noNames = false

    @Flag(help: "csv, tsv: begin with a byte order mark, so that Excel reads UTF-8.")
    var bom = false

    @Option(
        help: ArgumentHelp(
            "html: the path of the audio, absolute or relative to the page (default: the recording's path; "
                + "with --redact, no audio).",
            valueName: "path"))
    var audio: String?

    @OptionGroup var chosenRun: RunOption
    @Flag(help: "Without the corrections of `whosaid edit`.")
    var original = false

    @OptionGroup var labels: LabelsOption
    @OptionGroup var vocabulary: VocabularyOption
    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var replacing: ForceOption
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        if all {
            guard recording == nil else { throw ValidationError("--all and a recording exclude each other") }
            guard output == nil, audio == nil else {
                throw ValidationError("--all writes to --output-dir; it excludes --output and --audio")
            }
            guard chosenRun.run == nil else { throw ValidationError("--run needs a recording; it excludes --all") }
            guard let outputDir, !outputDir.isEmpty else { throw ValidationError("--all needs --output-dir") }
        } else {
            guard recording != nil else { throw ValidationError("name a recording, or give --all") }
            guard outputDir == nil else { throw ValidationError("--output-dir needs --all") }
        }
        guard !embeddings || !redaction.takesNames else {
            throw ValidationError(
                "--embeddings and --redact names exclude each other: an embedding identifies the person")
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
        try Self.createFolder(folder)
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

    /// Creates a folder with its parents. Existing folders stay as they are.
    private static func createFolder(_ path: String) throws(CommandError) {
        var created = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            created += created.isEmpty || created == "/" ? String(name) : "/" + String(name)
            if mkdir(created, 0o777) == 0 { continue }
            let code = errno
            let kind = FileStatus.find(created)?.kind
            if kind == .folder { continue }
            let reason = SystemError(.write, path: created, code: kind == nil ? code : ENOTDIR).text
            throw .cannotMakeFolder(path: path, reason: created == path ? reason : "\(created): \(reason)")
        }
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

import ArchiveCore
import ArgumentParser
import Foundation
import Transcript
import TranscriptImport
import TranscriptText

/// `whosaid import`: transcripts of other systems.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add transcripts of other systems to the archive.",
        discussion: """
            Formats, recognized by content:

            """
                + ImportFormat.allCases.map { format in
                    "  " + format.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0) + format.summary + "\n"
                }.joined()
                    + """

                    Each file becomes a run on its recording. `whosaid list --runs` lists the runs and `whosaid \
                    compare` compares them. A transcript by this program stays the current one. A CTM and an RTTM with \
                    the same name are one transcript.

                    Faults of a file, such as a span that ends before it starts, are repaired and reported with their \
                    line or position. A file without usable content is refused.

                    Without --audio and --recording, the recording is the one with the hash that the file states \
                    (Deepgram states it). Otherwise a new recording is added that has a transcript but no audio.

                    Examples:
                      whosaid import deepgram.json
                          Import a transcript, recognized by its content.
                      whosaid import words.ctm speakers.rttm --recording 1 --system kaldi
                          Import words and speakers as a run on recording 1.
                      whosaid import meeting.vtt --audio meeting.flac
                          Import subtitles of an audio file.
                    """)

    @Argument(help: ArgumentHelp("Transcripts of other systems.", valueName: "file"))
    var files: [String]

    @Option(help: "The format of all files (default: by their content).")
    var format: ImportFormat?

    @Option(
        help: ArgumentHelp(
            "The recording of the archive that the files belong to: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(
        help: ArgumentHelp("The audio file that the files belong to. It need not be in the archive.", valueName: "file")
    )
    var audio: String?

    @Option(help: ArgumentHelp("Name of the system that made the files (default: the format).", valueName: "name"))
    var system: String?

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name the files to import") }
        guard recording == nil || audio == nil else {
            throw ValidationError("--recording and --audio exclude each other")
        }
        guard system.map({ !InertText.line($0).isEmpty }) ?? true else {
            throw ValidationError("--system needs the name of a system")
        }
        guard system.map(InertText.line) != RunInfo.ownSystem else {
            throw ValidationError("--system \(RunInfo.ownSystem) is the name of this program; choose another")
        }
    }

    /// - Throws: The combined status of all files. Each failure has been reported before.
    func run() async throws {
        try await Interruption.run { [self] in try await work() }
    }

    private func work() async throws {
        let archive = try recording == nil ? archive.openOrCreate() : archive.openExisting()
        let target: ImportTarget =
            if let recording {
                .recording(try archive.recording(recording))
            } else if let audio {
                try await ImportTarget(audio: audio, in: archive)
            } else {
                .stated
            }
        let job = ImportJob(archive: archive, target: target, system: system)
        var failures: [ExitStatus] = []
        var done = 0
        func attempt<Value>(_ work: () throws -> Value) throws -> Value? {
            do {
                return try work()
            } catch {
                guard let status = ExitStatus(of: error) else { throw error }
                Messages.writeLine("\(error)")
                failures.append(status)
                return nil
            }
        }
        let read = try files.compactMap { path in try attempt { try ImportFile(path: path, format: format) } }
        for result in ImportFile.paired(read) where try attempt({ try job.add(result) }) != nil { done += 1 }
        let status = ExitStatus.combined(successCount: done, failures: failures)
        if status != .success { throw status }
    }
}

import ArchiveCore
import ArgumentParser
import Foundation
import Transcript
import TranscriptImport
import TranscriptText

/// `whosaid import`: results of other systems into the archive.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring results of other systems into the archive, beside its own transcripts.",
        discussion: """
            Formats, told by content:

            """
                + ImportFormat.allCases.map { format in
                    "  " + format.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0) + format.summary + "\n"
                }.joined()
                    + """

                    Each file becomes a run of its recording; `whosaid list --runs` shows them, `whosaid compare` compares \
                    them. The transcript that this program made stays the current one. A CTM and an RTTM of the same name are \
                    one result.

                    What is odd in a file, such as a span that ends before it starts, is mended and told on standard error \
                    with its place. A file of which nothing is understood is refused.

                    Without --audio and --recording, the recording is the one whose hash the file states (Deepgram does), or \
                    else a new one that is known by its transcript alone.
                    """)

    @Argument(help: ArgumentHelp("Results of other systems.", valueName: "file"))
    var files: [String]

    @Option(help: "The format of all files (default: by their content).")
    var format: ImportFormat?

    @Option(help: ArgumentHelp("Of which recording of the archive they are: id, hash or path.", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Of which audio they are; it need not be in the archive.", valueName: "file"))
    var audio: String?

    @Option(help: ArgumentHelp("Name of the system that made them (default: the format).", valueName: "name"))
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

    /// - Throws: The status of all files together; each failure has been told by then.
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

import ArgumentParser
import AudioIO
import Foundation
import MeetingPipeline
import Transcript
import TranscriptFormats
import TranscriptStore

/// `whosaid transcribe`: recordings in, who said what out.
struct TranscribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transcribe",
        abstract: "Transcribe recordings into the archive and print who said what.",
        discussion: """
            Folders are searched for recordings, also below. A recording whose content is in the archive already, made \
            by the same models and settings, is not done again. One file that cannot be used does not stop the others.
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var speakers: SpeakerOptions
    @OptionGroup var cache: CacheOptions

    @Option(help: ArgumentHelp("Processor cores to use (default: all).", valueName: "n"))
    var threads: Int?

    @Flag(
        help: ArgumentHelp(
            "Keep the recogniser's own probabilities of words.",
            discussion: "Needed only to fit their calibration anew, as scripts/fit-confidence does."))
    var rawConfidence = false

    @Option(
        help: ArgumentHelp(
            "Most memory to take, for example 500M; bounds how many pieces run side by side and how many chunks are "
                + "recognised together, and so may cost speed, but no accuracy (default: what --threads needs).",
            valueName: "size"))
    var memory: ByteSize?

    @Flag(help: "Transcribe again what the archive holds already; with --no-cache, every stage of it.")
    var force = false

    @Flag(name: .customLong("no-cache"), help: "Neither use nor keep results of stages.")
    var isWithoutCache = false

    @Flag(help: "Print JSON, one transcript a line, as in `whosaid schema transcript`.")
    var json = false

    func validate() throws {
        guard threads.map({ (1...1024).contains($0) }) ?? true else {
            throw ValidationError("--threads needs a number from 1 to 1024")
        }
        guard memory.map({ $0.bytes >= MemoryPlan.leastBytes }) ?? true else {
            throw ValidationError("--memory needs at least \(MemoryPlan.leastBytes / 1_000_000)M")
        }
    }

    func run() async throws {
        let work = Task { try await transcribe() }
        let interruption = Interruption { work.cancel() }
        defer { interruption.end() }
        do {
            try await work.value
        } catch is CancellationError {
            Messages.write("interrupted; what is done is in the archive, and the same command does the rest")
            throw ExitStatus.interrupted
        }
    }

    private func transcribe() async throws {
        let inputs = InputCollection(arguments: paths, isCandidate: AudioFiles.isCandidate)
        for problem in inputs.problems { Messages.writeLine("\(problem)") }
        var failures = inputs.problems.map(\.exitStatus)
        var done = 0
        if !inputs.files.isEmpty {
            // Models first: without them there is no reason to make an archive.
            let store = try models.store()
            let archive = try archive.openOrCreate()
            let options = TranscriptionOptions(
                clustering: speakers.clustering, workers: threads ?? ProcessInfo.processInfo.activeProcessorCount,
                memoryBytes: memory?.bytes, keepsRawConfidence: rawConfidence)
            let job = try TranscriptionJob(
                archive: archive, store: store, options: options,
                cache: isWithoutCache ? nil : cache.folder(), force: force)
            for path in inputs.files {
                do {
                    let transcript = try await job.transcript(of: path)
                    try show(transcript, isOneOfMany: inputs.files.count > 1, isFirst: done == 0)
                    done += 1
                } catch let error as AudioError {
                    // The terminal's interrupt also ends ffmpeg, which is not the file's fault.
                    try Task.checkCancellation()
                    // What ails the archive, a model or the program ails every file and is thrown on.
                    Messages.writeLine("\(error)")
                    failures.append(ExitStatus(of: error) ?? .internalError)
                }
            }
        }
        let status = ExitStatus.combined(successCount: done, failures: failures)
        if status != .success { throw status }
    }

    private func show(_ transcript: MeetingTranscript, isOneOfMany: Bool, isFirst: Bool) throws {
        if json {
            try StandardOutput.write(JSONFormat.value(of: transcript, options: FormatOptions()).compact + "\n")
            return
        }
        let heading = isOneOfMany ? (isFirst ? "" : "\n") + "\(InertText.part(transcript.recording.path))\n" : ""
        try StandardOutput.write(heading + TranscriptPrinter(style: .standardOutput).text(transcript))
    }
}

import ArgumentParser
import AudioIO
import Foundation
import JobRunner
import MeetingPipeline
import ModelFiles
import TranscriptStore

/// `whosaid transcribe`: recordings in, who said what out.
struct TranscribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transcribe",
        abstract: "Transcribe recordings into the archive and print who said what.",
        discussion: """
            Folders are searched for recordings, also below. A recording whose content is in the archive already, made \
            by the same models and settings, is not done again. One file that cannot be used does not stop the others. \
            Any number of processes may work on one archive at once.
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @OptionGroup var archive: ArchiveOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var speakers: SpeakerOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Transcribe again what the archive holds already.")
    var force = false

    @Flag(help: "Print JSON, one transcript a line, as in `whosaid schema transcript`.")
    var json = false

    func run() async throws { try await Interruption.run { try await transcribe() } }

    private func transcribe() async throws {
        let faults = try FaultPlan(ProcessInfo.processInfo.environment["WHOSAID_CRASH_AT"])
        let inputs = InputCollection(arguments: paths, isCandidate: AudioFiles.isCandidate)
        let report = BatchReport(output: json ? .json : .dialogue, isOneOfMany: inputs.files.count > 1)
        for problem in inputs.problems { report.refuse("\(problem)", problem.exitStatus) }
        if !inputs.files.isEmpty {
            // Models first: without them there is no reason to make an archive.
            let store = try models.store()
            let archive = try archive.openOrCreate()
            let options = TranscriptionOptions(clustering: speakers.clustering, workers: work.workersPerJob)
            let intake = Intake(
                archive: archive, options: options, models: MeetingModels.hashes(store.manifest),
                programVersion: WhoSaid.version, force: force, faults: faults)
            try intake.admit(inputs.files) { entries in
                for entry in entries { try report.admit(entry, archive) }
            } refused: { error in
                report.refuse("\(error)", ExitStatus(of: error) ?? .internalError)
            }
            let jobs = report.expectedJobs
            if !jobs.isEmpty {
                let meetings = MeetingWork(
                    store: store, workers: options.workers, programVersion: WhoSaid.version)
                let runner = JobRunner(
                    archive: archive, work: meetings, programVersion: WhoSaid.version, settings: work.settings,
                    faults: faults)
                try await runner.run(.only(jobs)) { try report.hear($0, archive) }
            }
        }
        try report.throwStatus()
    }
}

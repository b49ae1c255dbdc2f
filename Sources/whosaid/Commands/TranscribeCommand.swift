import ArchiveCore
import ArgumentParser
import AudioIO
import Foundation
import JobQueue
import JobRunner
import MeetingPipeline
import ModelFiles
import Reports

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
    @OptionGroup var sound: SoundOptions
    @OptionGroup var folders: FolderOptions
    @OptionGroup var work: WorkOptions

    @Flag(
        help: ArgumentHelp(
            "Take steady noise out of the speech that is recognised.",
            discussion: "Helps where steady noise is nearly as loud as the voices; elsewhere it costs words."))
    var noiseReduction = false

    @Flag(
        help: ArgumentHelp(
            "Keep the recogniser's own probabilities of words.",
            discussion: "Needed only to fit their calibration anew, as scripts/fit-confidence does."))
    var rawConfidence = false

    @Flag(help: "Transcribe again what the archive holds already; with --no-cache, every stage of it.")
    var force = false

    @Flag(help: "Print JSON, one transcript a line, as in `whosaid schema transcript`.")
    var json = false

    @Flag(help: "Print what happens, one JSON event a line, as in `whosaid schema events`, instead of transcripts.")
    var events = false

    func validate() throws {
        guard !(json && events) else { throw ValidationError("--json goes without --events") }
    }

    func run() async throws { try await Interruption.run { try await transcribe() } }

    private func transcribe() async throws {
        let faults = try FaultPlan(ProcessInfo.processInfo.environment["WHOSAID_CRASH_AT"])
        let arguments = paths.map { RawArguments.spelling(of: $0) }
        var (inputs, late) = try await look(at: arguments, isPatient: false)
        let report = BatchReport(
            output: events ? .events : json ? .json : .dialogue,
            isOneOfMany: inputs.files.count + late.count > 1 || folders.watch, log: RunLog(command: "transcribe"))
        for folder in inputs.passedOver { try report.note(folder) }
        guard folders.watch else {
            try tell(inputs.problems, to: report)
            var session: Session?
            if !inputs.files.isEmpty {
                let first = try Session(self, report, faults)
                session = first
                try await transcribe(inputs.files, first)
            }
            let others = try await look(at: late, isPatient: true).inputs
            for folder in others.passedOver { try report.note(folder) }
            try tell(others.problems, to: report)
            if !others.files.isEmpty {
                try await transcribe(others.files, session ?? Session(self, report, faults))
            }
            return try report.throwStatus()
        }
        let session = try Session(self, report, faults)
        var settledFiles = SettledFiles(settleSeconds: folders.settle)
        var toldProblems: Set<InputCollection.Problem> = []
        var silentSince: [String: Date] = [:]
        while true {
            // A folder that is empty for now is what watching is for.
            let problems = inputs.problems.filter { $0.reason != .nothingInFolder }
            try tell(problems.filter { toldProblems.insert($0).inserted }, to: report)
            let files = settledFiles.settled(try await stamps(of: inputs.files), now: Date())
            if !files.isEmpty { try await transcribe(files, session) }
            for path in late { silentSince[path] = silentSince[path] ?? Date() }
            try await Task.sleep(for: .seconds(folders.settle))
            // A thread may wait for ever at each look at what does not answer: such looks are rare.
            silentSince = silentSince.filter { Date().timeIntervalSince($0.value) < Self.restSeconds }
            (inputs, late) = try await look(at: arguments.filter { silentSince[$0] == nil }, isPatient: false)
        }
    }

    /// What there is at the arguments.
    /// - Parameter isPatient: Whether one that does not answer for the stall limit is a problem; else those that do not
    ///   answer for a moment come back as late, so that they keep nobody waiting.
    private func look(
        at arguments: [String], isPatient: Bool
    ) async throws -> (inputs: InputCollection, late: [String]) {
        let limit =
            isPatient || arguments.count == 1 && !folders.watch
            ? work.stallLimit : min(Self.patienceSeconds, work.stallLimit)
        var inputs = InputCollection(filter: folders.filter)
        var late: [String] = []
        for argument in arguments {
            do {
                let before = inputs
                inputs = try await BlockingCall.run(on: argument, limitSeconds: limit) { watch in
                    var inputs = before
                    inputs.add(argument) { path in
                        watch.noteSignOfLife()
                        return AudioFiles.isCandidate(path)
                    }
                    return inputs
                }
            } catch let error as AudioError {
                guard limit == work.stallLimit else {
                    late.append(argument)
                    continue
                }
                inputs.add(
                    InputCollection.Problem(path: argument, reason: .unreadable("\(error.reason); \(error.advice)")))
            }
        }
        return (inputs, late)
    }

    /// How long a file may give nothing before the others are taken first, in seconds.
    private static let patienceSeconds = 3.0
    /// For how long `--watch` does not look again at a path that has not answered, in seconds.
    private static let restSeconds = 600.0

    /// Queues files and works until all of them are done. Files that do not answer come last: those of a network folder that
    /// is gone keep nobody waiting.
    private func transcribe(_ files: [String], _ session: Session) async throws {
        let late = try await transcribe(
            files, session, patienceSeconds: files.count > 1 ? Self.patienceSeconds : nil)
        _ = try await transcribe(late, session, patienceSeconds: nil)
    }

    private func transcribe(
        _ files: [String], _ session: Session, patienceSeconds: Double?
    ) async throws -> [String] {
        let (archive, report) = (session.archive, session.report)
        let late = try await session.intake.admit(files, patienceSeconds: patienceSeconds) { entries in
            for entry in entries { try report.admit(entry, archive) }
        } refused: { error in
            try report.refuse(error.path, "\(error)", ExitStatus(of: error) ?? .internalError)
        }
        let jobs = report.openJobs
        if !jobs.isEmpty { try await session.runner.run(.only(jobs)) { try report.hear($0, archive) } }
        return late
    }

    private func tell(_ problems: [InputCollection.Problem], to report: BatchReport) throws {
        for problem in problems { try report.refuse(problem.path, "\(problem)", problem.exitStatus) }
    }

    /// What the file system says of files; those that have become unreadable since they were found are left out, and
    /// are problems at the next look.
    private func stamps(of files: [String]) async throws -> [(path: String, stamp: FileStamp)] {
        var stamps: [(path: String, stamp: FileStamp)] = []
        for path in files {
            do {
                let stamp = try await BlockingCall.run(on: path, limitSeconds: work.stallLimit) { _ in
                    try FileStamp(ofFileAt: path)
                }
                stamps.append((path, stamp))
            } catch is AudioError {
                continue
            }
        }
        return stamps
    }

    /// What the command needs once there is something to transcribe.
    private struct Session {
        let archive: Archive
        let intake: Intake
        let runner: JobRunner
        let report: BatchReport

        init(_ command: TranscribeCommand, _ report: BatchReport, _ faults: FaultPlan) throws {
            // Models first: without them there is no reason to make an archive.
            let store = try command.models.store()
            archive = try command.archive.openOrCreate()
            let settings = TranscriptionSettings(
                clustering: command.speakers.clustering, channels: command.speakers.channels,
                track: command.sound.track, recordedAt: command.sound.recordedAt?.instant,
                reducesNoise: command.noiseReduction, keepsRawConfidence: command.rawConfidence)
            intake = Intake(
                archive: archive, settings: settings, models: try MeetingModels.hashes(store.manifest),
                programVersion: WhoSaid.version, force: command.force, faults: faults,
                stallSeconds: command.work.stallLimit)
            runner = try command.work.runner(archive, store, report, faults)
            self.report = report
        }
    }
}

import ArchiveCore
import ArgumentParser
import AudioIO
import FileSystem
import Foundation
import JobQueue
import JobRunner
import MeetingPipeline
import ModelFiles
import Reports

/// `whosaid transcribe`: recordings to transcripts.
struct TranscribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transcribe",
        abstract: "Transcribe recordings into the archive and print the transcripts.",
        discussion: """
            Folders are searched recursively. A recording is skipped if the archive has a transcript of the same \
            content by the same models and settings. A file that fails does not stop the others. Any number of \
            processes may work on one archive at once.

            Examples:
              whosaid transcribe meeting.flac
                  Transcribe a file and print the transcript.
              whosaid transcribe recordings --jobs 2 --exclude '*.tmp.wav'
                  Transcribe a folder, two recordings at a time.
              whosaid transcribe call.wav --channels separate --json
                  Transcribe a call with one speaker on each channel and print JSON.
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
            "Reduce steady noise before recognition.",
            discussion: "Use it if steady noise is nearly as loud as the voices. In other recordings it loses words."))
    var noiseReduction = false

    @Flag(
        help: ArgumentHelp(
            "Store the recognizer's own word probabilities.",
            discussion: "Only scripts/fit-confidence needs them, to fit the calibration."))
    var rawConfidence = false

    @Flag(help: "Transcribe again what the archive has already. With --no-cache, repeat every stage.")
    var force = false

    @Flag(help: "Print a JSON transcript on each line, as in `whosaid schema transcript`.")
    var json = false

    @Flag(help: "Print a JSON event on each line, as in `whosaid schema events`, instead of transcripts.")
    var events = false

    func validate() throws {
        guard !(json && events) else { throw ValidationError("--json and --events exclude each other") }
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
            try refuse(inputs.problems, to: report)
            var session: Session?
            if !inputs.files.isEmpty {
                let first = try Session(self, report, faults)
                session = first
                try await transcribe(inputs.files, first)
            }
            let others = try await look(at: late, isPatient: true).inputs
            for folder in others.passedOver { try report.note(folder) }
            try refuse(others.problems, to: report)
            if !others.files.isEmpty {
                try await transcribe(others.files, session ?? Session(self, report, faults))
            }
            return try report.throwStatus()
        }
        let session = try Session(self, report, faults)
        var settledFiles = SettledFiles(settleSeconds: folders.settle)
        var reportedProblems: Set<InputCollection.Problem> = []
        var silentSince: [String: Date] = [:]
        while true {
            // With --watch, an empty folder is no problem.
            let problems = inputs.problems.filter { $0.reason != .nothingInFolder }
            try refuse(problems.filter { reportedProblems.insert($0).inserted }, to: report)
            let files = settledFiles.settled(try await stamps(of: inputs.files), now: Date())
            if !files.isEmpty { try await transcribe(files, session) }
            for path in late { silentSince[path] = silentSince[path] ?? Date() }
            try await Task.sleep(for: .seconds(folders.settle))
            // Each look at a path that does not answer may block a thread without end, so it is repeated rarely.
            silentSince = silentSince.filter { Date().timeIntervalSince($0.value) < Self.restSeconds }
            (inputs, late) = try await look(at: arguments.filter { silentSince[$0] == nil }, isPatient: false)
        }
    }

    /// Collects the files at the arguments.
    /// - Parameter isPatient: If true, an argument that does not answer within the stall limit is a problem. If false,
    ///   arguments that do not answer within `patienceSeconds` are returned as late, so that the others can begin.
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
            } catch let error as FileError {
                guard limit == work.stallLimit else {
                    late.append(argument)
                    continue
                }
                inputs.add(
                    InputCollection.Problem(
                        path: argument,
                        reason: .unreadable("\(error.reason); \(AudioError.file(error).advice)")))
            }
        }
        return (inputs, late)
    }

    /// How long a file may stay silent before the others are tried first, in seconds.
    private static let patienceSeconds = 3.0
    /// How long `--watch` ignores a path that has not answered, in seconds.
    private static let restSeconds = 600.0

    /// Queues files and works until all of them are done. Files that do not answer come last, so that a lost network
    /// folder does not delay the others.
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
        if !jobs.isEmpty { try await session.runner.run(.only(jobs)) { try report.handle($0, archive) } }
        return late
    }

    private func refuse(_ problems: [InputCollection.Problem], to report: BatchReport) throws {
        for problem in problems { try report.refuse(problem.path, "\(problem)", problem.exitStatus) }
    }

    /// The file stamps of files. Files that have become unreadable since they were found are left out; the next look
    /// reports them.
    private func stamps(of files: [String]) async throws -> [(path: String, stamp: FileStamp)] {
        var stamps: [(path: String, stamp: FileStamp)] = []
        for path in files {
            do {
                let stamp = try await BlockingCall.run(on: path, limitSeconds: work.stallLimit) { _ in
                    try FileStamp(ofFileAt: path)
                }
                stamps.append((path, stamp))
            } catch is FileError {
                continue
            }
        }
        return stamps
    }

    /// What the command needs as soon as there is a file to transcribe.
    private struct Session {
        let archive: Archive
        let intake: Intake
        let runner: JobRunner
        let report: BatchReport

        init(_ command: TranscribeCommand, _ report: BatchReport, _ faults: FaultPlan) throws {
            // Models first: without them no archive must be created.
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

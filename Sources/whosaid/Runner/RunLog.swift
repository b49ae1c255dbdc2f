import Foundation
import JobQueue
import JobRunner
import Logging
import Synchronization
import Transcript
import TranscriptText

/// The log of one run of the program: what was done with which file, how long it took and what failed. Nothing of what
/// was said is in it.
struct RunLog: Sendable {
    private let logger: Logger

    /// Log files that are kept, the newest ones.
    private static let keptFiles = 100

    /// Makes a log file in the user's state folder by the XDG rules. Where that is impossible, the user is told, and the
    /// run goes on without.
    init(command: String, environment: [String: String] = ProcessInfo.processInfo.environment, now: Date = Date()) {
        var logger = Logger(label: "whosaid") { _ in SwiftLogNoOpLogHandler() }
        if let folder = Self.folder(environment) {
            do {
                let handler = try LogFile(in: folder, now: now, keeping: Self.keptFiles)
                logger = Logger(label: "whosaid") { _ in handler }
            } catch {
                Messages.writeLine("this run has no log file: \(error)")
            }
        } else {
            Messages.writeLine("this run has no log file: neither XDG_STATE_HOME nor HOME says where")
        }
        self.logger = logger
        logger.info("whosaid \(WhoSaid.version) \(command), process \(getpid())")
    }

    /// A file that the archive has taken note of.
    func note(_ entry: Intake.Entry) {
        switch entry.admission {
        case .known(let recordingID): info("known as recording \(recordingID)", entry.path)
        case .open(let job): info("queued as job \(job.id)", entry.path)
        case .quarantined(let job): info("stays in quarantine as job \(job.id)", entry.path)
        }
    }

    /// A file that no job was made of.
    func note(refused message: String) { logger.error("refused: \(InertText.line(message))") }

    /// Something that the runner tells; progress is left out.
    func note(_ event: RunnerEvent) {
        switch event {
        case .progressed: break
        case .started(let job): info("job \(job.id) begun, attempt \(job.attemptCount)", job.path)
        case .finished(let job, let result, let recordingID, let wallSeconds):
            let recording = result.transcript.recording
            let times = result.transcript.run.timings.map { "\($0.stage) \(Self.seconds($0.seconds))" }
            info(
                "job \(job.id) done as recording \(recordingID): \(Self.seconds(recording.durationSeconds)) of sound "
                    + "(\(recording.format)) in \(Self.seconds(wallSeconds)) (\(times.joined(separator: ", ")))",
                job.path)
            for warning in result.warnings { logger.warning("\(InertText.line("\(job.path): \(warning)"))") }
        case .retrying(let job, let failure, let delaySeconds):
            problem(job, failure, "is tried again in \(Self.seconds(delaySeconds))")
        case .quarantined(let job, let failure): problem(job, failure, "goes into quarantine")
        case .superseded(let job): info("job \(job.id) lost to another worker, or called off", job.path)
        case .released(let job): info("job \(job.id) given back", job.path)
        case .closedElsewhere(let job): info("job \(job.id) \(job.state.rawValue) elsewhere", job.path)
        }
    }

    /// Something about the input.
    func note(_ text: String) { logger.info("\(InertText.line(text))") }

    /// How the run ended.
    func note(end: String) { logger.info("\(InertText.line(end))") }

    private func info(_ text: String, _ path: String) { logger.info("\(InertText.line("\(path): \(text)"))") }

    private func problem(_ job: Job, _ failure: JobFailure, _ consequence: String) {
        let stage = failure.stage.map { " in \($0)" } ?? ""
        let text = "\(job.path): job \(job.id) \(consequence): \(failure.kind.rawValue)\(stage): \(failure.reason)"
        logger.error("\(InertText.line(text))")
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }

    /// Where log files go by the XDG rules; nil where the environment has no home.
    static func folder(_ environment: [String: String]) -> String? {
        // A relative value is invalid by the XDG rules and has to be ignored.
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder + "/whosaid/logs" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.local/state/whosaid/logs"
    }
}

import FileSystem
import Foundation
import JobQueue
import JobRunner
import Logging
import Synchronization
import Transcript
import TranscriptText

/// The log of one run of the program: what was done with which file, how long it took and what failed. It has no words
/// of transcripts.
struct RunLog: Sendable {
    private let logger: Logger

    /// Number of log files that are kept.
    private static let keptFiles = 100

    /// Creates a log file in the user's XDG state folder. If that fails, the user gets a message and the run has no
    /// log.
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
            Messages.writeLine("this run has no log file, because neither XDG_STATE_HOME nor HOME is set")
        }
        self.logger = logger
        logger.info("whosaid \(WhoSaid.version) \(command), process \(getpid())")
    }

    /// Logs a file that has been admitted to the queue.
    func note(_ entry: Intake.Entry) {
        switch entry.admission {
        case .known(let recordingID): info("known as recording \(recordingID)", entry.path)
        case .open(let job): info("queued as job \(job.id)", entry.path)
        case .quarantined(let job): info("stays in quarantine as job \(job.id)", entry.path)
        }
    }

    /// Logs a file that cannot be transcribed.
    func note(refused message: String) { logger.error("refused: \(InertText.line(message))") }

    /// Logs an event of the runner, except progress.
    func note(_ event: RunnerEvent) {
        switch event {
        case .progressed: break
        case .started(let job): info("job \(job.id) started, attempt \(job.attemptCount)", job.path)
        case .finished(let job, let result, let recordingID, let wallSeconds):
            let recording = result.transcript.recording
            let times = result.transcript.run.timings.map { "\($0.stage) \(Self.seconds($0.seconds))" }
            info(
                "job \(job.id) done as recording \(recordingID): \(Self.seconds(recording.durationSeconds)) of sound "
                    + "(\(recording.format)) in \(Self.seconds(wallSeconds)) (\(times.joined(separator: ", ")))",
                job.path)
            for warning in result.warnings { logger.warning("\(InertText.line("\(job.path): \(warning)"))") }
        case .retrying(let job, let failure, let delaySeconds):
            problem(job, failure, "will be retried in \(Self.seconds(delaySeconds))")
        case .quarantined(let job, let failure): problem(job, failure, "goes into quarantine")
        case .superseded(let job): info("job \(job.id) taken over by another worker, or cancelled", job.path)
        case .released(let job): info("job \(job.id) returned to the queue", job.path)
        case .closedElsewhere(let job): info("job \(job.id) \(job.state.rawValue) elsewhere", job.path)
        }
    }

    /// Logs a message about the input.
    func note(_ text: String) { logger.info("\(InertText.line(text))") }

    /// Logs the end of the run.
    func note(end: String) { logger.info("\(InertText.line(end))") }

    private func info(_ text: String, _ path: String) { logger.info("\(InertText.line("\(path): \(text)"))") }

    private func problem(_ job: Job, _ failure: JobFailure, _ consequence: String) {
        let stage = failure.stage.map { " in \($0)" } ?? ""
        let text = "\(job.path): job \(job.id) \(consequence): \(failure.kind.rawValue)\(stage): \(failure.reason)"
        logger.error("\(InertText.line(text))")
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }

    /// The folder of log files by the XDG rules; nil if the environment has no home.
    static func folder(_ environment: [String: String]) -> String? {
        BaseFolders.path("logs", in: .state, environment: environment)
    }
}

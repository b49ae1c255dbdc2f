import ArchiveCore
import Foundation
import JobQueue
import JobRunner
import MeetingPipeline
import Reports
import Synchronization
import Transcript
import TranscriptExport
import TranscriptText

/// Reports the events of a command on several files, and computes its exit status.
final class BatchReport: Sendable {
    /// What is written to standard output.
    enum Output: Sendable {
        /// Transcripts as text.
        case dialogue
        /// A JSON transcript on each line.
        case json
        /// A JSON event on each line.
        case events
        /// Nothing.
        case nothing
    }

    private struct State {
        /// The files of this command by job. A job without files of this command is reported with its own path.
        var files: [Int64: [String]] = [:]
        var printedCount = 0
        var successCount = 0
        var failures: [ExitStatus] = []
    }

    private let output: Output
    private let isOneOfMany: Bool
    private let log: RunLog
    private let display = ProgressDisplay()
    private let state = Mutex(State())
    /// Keeps the texts of several jobs apart.
    private let printing = Mutex(())

    init(output: Output, isOneOfMany: Bool, log: RunLog) {
        self.output = output
        self.isOneOfMany = isOneOfMany
        self.log = log
    }

    /// Adds jobs to the progress display that have no admitted files.
    func expect(_ count: Int) { display.expect(count) }

    /// Reports a path that cannot be transcribed.
    func refuse(_ path: String, _ message: String, _ status: ExitStatus) throws {
        log.note(refused: message)
        if output == .events { try print(EventLine.refused(path, message, at: Date())) }
        fail(message, status)
    }

    /// Reports the files of a folder that are not transcribed.
    func note(_ passedOver: PassedOver) throws {
        log.note("\(passedOver)")
        if output == .events { try print(EventLine.passedOver(passedOver, at: Date())) }
        message("\(passedOver)")
    }

    /// Reports a file that has been admitted to the queue.
    func admit(_ entry: Intake.Entry, _ archive: Archive) throws {
        log.note(entry)
        if output == .events { try print(EventLine.admitted(entry, at: Date())) }
        switch entry.admission {
        case .known(let recordingID): try reportKnown(entry.path, recordingID, archive)
        case .open(let job):
            let isNew = state.withLock { state in
                state.files[job.id, default: []].append(entry.path)
                return state.files[job.id]?.count == 1
            }
            if isNew { display.expect(1) }
        case .quarantined(let job):
            if let failure = job.failure { fail(failure.message(path: entry.path), failure.kind.exitStatus) }
        }
    }

    /// The jobs that have not ended yet.
    var openJobs: Set<Int64> { state.withLock { Set($0.files.keys) } }

    /// Reports an event of the runner.
    func handle(_ event: RunnerEvent, _ archive: Archive) throws {
        log.note(event)
        if output == .events { try print(EventLine.text(event, at: Date())) }
        switch event {
        case .started(let job): display.begin(job.id, path: job.path)
        case .progressed(let job, let step): display.update(job.id, step)
        case .finished(let job, let result, let recordingID, let wallSeconds):
            display.end(job.id, isClosed: true)
            try reportFinished(closedFiles(of: job), result, recordingID, wallSeconds, archive)
        case .retrying(let job, let failure, let delaySeconds):
            display.end(job.id, isClosed: false)
            message("\(job.path): \(failure.reason); next attempt in \(Int(delaySeconds.rounded(.up))) s")
        case .quarantined(let job, let failure):
            display.end(job.id, isClosed: true)
            reportFailed(job, failure)
        case .superseded(let job):
            display.end(job.id, isClosed: false)
            message("\(job.path): another process has taken the job over, or the job was cancelled")
        case .released(let job): display.end(job.id, isClosed: false)
        case .closedElsewhere(let job):
            display.end(job.id, isClosed: true)
            try reportClosed(job, archive)
        }
    }

    /// Throws the combined status of all files, unless all are done.
    func throwStatus() throws(ExitStatus) {
        let (status, successCount, failureCount) = state.withLock {
            (
                ExitStatus.combined(successCount: $0.successCount, failures: $0.failures), $0.successCount,
                $0.failures.count
            )
        }
        log.note(end: "end: \(successCount) files done, \(failureCount) failed, exit code \(status.rawValue)")
        if status != .success { throw status }
    }

    /// The files of a job that has ended.
    private func closedFiles(of job: Job) -> [String] {
        state.withLock { $0.files.removeValue(forKey: job.id) } ?? [job.path]
    }

    private func reportFinished(
        _ files: [String], _ result: JobResult, _ recordingID: Int64, _ wallSeconds: Double, _ archive: Archive
    ) throws {
        var transcript = result.transcript
        // The job may have read the content from another path than the one that the user named.
        if let path = files.first { transcript.recording.path = path }
        for warning in result.warnings { message("\(transcript.recording.path): \(warning)") }
        message(transcript.summary(wallSeconds: wallSeconds))
        for stage in result.stages { report(stage, transcript.recording.path) }
        // Not the transcript of the event: only the archive has the names of people.
        try showArchived(transcript.recording.path, recordingID, archive)
        for path in files.dropFirst() { try reportKnown(path, recordingID, archive) }
    }

    /// Reports a stage that did not run, and its warning.
    private func report(_ stage: StageReport, _ path: String) {
        if stage.outcome != .ran { message("\(path): \(stage.stage) \(stage.outcome.rawValue): \(stage.reason)") }
        if let warning = stage.warning { message("\(path): \(stage.stage): \(warning)") }
    }

    private func reportKnown(_ path: String, _ recordingID: Int64, _ archive: Archive) throws {
        message("\(path): already in the archive as recording \(recordingID)")
        try showArchived(path, recordingID, archive)
    }

    private func reportClosed(_ job: Job, _ archive: Archive) throws {
        switch (job.state, job.recordingID, job.failure) {
        case (.done, let recordingID?, _):
            for path in closedFiles(of: job) {
                message("\(path): transcribed by another process as recording \(recordingID)")
                try showArchived(path, recordingID, archive)
            }
        case (.quarantined, _, let failure?): reportFailed(job, failure)
        default:
            for path in closedFiles(of: job) { fail("\(path): job \(job.id) was cancelled", .someInputsFailed) }
        }
    }

    private func reportFailed(_ job: Job, _ failure: JobFailure) {
        for path in closedFiles(of: job) { fail(failure.message(path: path), failure.kind.exitStatus) }
    }

    private func fail(_ text: String, _ status: ExitStatus) {
        state.withLock { $0.failures.append(status) }
        message(text)
    }

    private func message(_ text: String) { display.interrupted { Messages.writeLine(text) } }

    /// Writes to standard output. The lock of the progress bars is needed only on a terminal; elsewhere a slow reader
    /// must not block the bars, and with them all jobs.
    private func print(_ text: String) throws {
        if StandardOutput.isTerminal {
            try display.interrupted { () throws(CommandError) in try StandardOutput.write(text) }
        } else {
            try printing.withLock { _ in try StandardOutput.write(text) }
        }
    }

    private func showArchived(_ path: String, _ recordingID: Int64, _ archive: Archive) throws {
        guard output == .dialogue || output == .json else { return state.withLock { $0.successCount += 1 } }
        var transcript = try archive.transcript(recordingID: recordingID)
        transcript.recording.path = path
        try show(transcript)
    }

    private func show(_ transcript: MeetingTranscript) throws {
        let isFirst = state.withLock { state in
            state.successCount += 1
            state.printedCount += 1
            return state.printedCount == 1
        }
        switch output {
        case .nothing, .events: return
        case .json: try print(JSONFormat.value(of: ExportedTranscript(whole: transcript)).compact + "\n")
        case .dialogue:
            let heading = isOneOfMany ? (isFirst ? "" : "\n") + "\(InertText.part(transcript.recording.path))\n" : ""
            try print(heading + TranscriptPrinter(style: .standardOutput).text(transcript))
        }
    }
}

extension MeetingTranscript {
    /// The path, what was found, and how fast, on one line.
    fileprivate func summary(wallSeconds: Double) -> String {
        let dropped = String(format: "%.1f", ledger.seconds(of: .dropped))
        let speed = String(format: "%.1f", recording.durationSeconds / max(wallSeconds, 1e-3))
        let wordCount = words.count
        return "\(recording.path): \(speakers.count) \(speakers.count == 1 ? "speaker" : "speakers"), "
            + "\(wordCount) \(wordCount == 1 ? "word" : "words"), \(String(format: "%.1f", wallSeconds)) s "
            + "(\(speed) × real time)" + (dropped == "0.0" ? "" : ", \(dropped) s of possible speech without words")
    }
}

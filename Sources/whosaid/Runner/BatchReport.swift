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

/// Tells the user what becomes of the files of a command, as it happens, and how the command ends.
final class BatchReport: Sendable {
    /// What goes to standard output.
    enum Output: Sendable {
        /// Who said what, to read.
        case dialogue
        /// Transcripts as JSON, one a line.
        case json
        /// What happens as JSON, one event a line.
        case events
        /// Nothing.
        case nothing
    }

    private struct State {
        /// The files of this command by job; jobs of which it knows no file are told of by their own.
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
    /// Keeps texts of several jobs from being mixed.
    private let printing = Mutex(())

    init(output: Output, isOneOfMany: Bool, log: RunLog) {
        self.output = output
        self.isOneOfMany = isOneOfMany
        self.log = log
    }

    /// More jobs will be heard of than those of admitted files.
    func expect(_ count: Int) { display.expect(count) }

    /// A path at which there is nothing to transcribe.
    func refuse(_ path: String, _ message: String, _ status: ExitStatus) throws {
        log.note(refused: message)
        if output == .events { try print(EventLine.refused(path, message, at: Date())) }
        fail(message, status)
    }

    /// Files of a folder that were not taken.
    func note(_ passedOver: PassedOver) throws {
        log.note("\(passedOver)")
        if output == .events { try print(EventLine.passedOver(passedOver, at: Date())) }
        tell("\(passedOver)")
    }

    /// A file that the archive has taken note of.
    func admit(_ entry: Intake.Entry, _ archive: Archive) throws {
        log.note(entry)
        if output == .events { try print(EventLine.admitted(entry, at: Date())) }
        switch entry.admission {
        case .known(let recordingID): try tellKnown(entry.path, recordingID, archive)
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

    /// Jobs of which the command waits to hear the end.
    var openJobs: Set<Int64> { state.withLock { Set($0.files.keys) } }

    /// Something that the runner tells.
    func hear(_ event: RunnerEvent, _ archive: Archive) throws {
        log.note(event)
        if output == .events { try print(EventLine.text(event, at: Date())) }
        switch event {
        case .started(let job): display.begin(job.id, path: job.path)
        case .progressed(let job, let step): display.update(job.id, step)
        case .finished(let job, let result, let recordingID, let wallSeconds):
            display.end(job.id, isClosed: true)
            try tellFinished(closedFiles(of: job), result, recordingID, wallSeconds, archive)
        case .retrying(let job, let failure, let delaySeconds):
            display.end(job.id, isClosed: false)
            tell("\(job.path): \(failure.reason); it is tried again in \(Int(delaySeconds.rounded(.up))) s")
        case .quarantined(let job, let failure):
            display.end(job.id, isClosed: true)
            tellFailed(job, failure)
        case .superseded(let job):
            display.end(job.id, isClosed: false)
            tell("\(job.path): taken over by another process, or called off")
        case .released(let job): display.end(job.id, isClosed: false)
        case .closedElsewhere(let job):
            display.end(job.id, isClosed: true)
            try tellClosed(job, archive)
        }
    }

    /// Ends the command with the status that all files have together, unless all are done.
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

    /// The files of a job, of which nothing more will be heard.
    private func closedFiles(of job: Job) -> [String] {
        state.withLock { $0.files.removeValue(forKey: job.id) } ?? [job.path]
    }

    private func tellFinished(
        _ files: [String], _ result: JobResult, _ recordingID: Int64, _ wallSeconds: Double, _ archive: Archive
    ) throws {
        var transcript = result.transcript
        // The content may have been read under another name; the user asked for this one.
        if let path = files.first { transcript.recording.path = path }
        for warning in result.warnings { tell("\(transcript.recording.path): \(warning)") }
        tell(transcript.summary(wallSeconds: wallSeconds))
        for stage in result.stages { tell(stage, transcript.recording.path) }
        // The archive has the names of people, which it gave to the speakers when it stored the transcript.
        try showArchived(transcript.recording.path, recordingID, archive)
        for path in files.dropFirst() { try tellKnown(path, recordingID, archive) }
    }

    /// Says of a stage what is out of the ordinary.
    private func tell(_ stage: StageReport, _ path: String) {
        if stage.outcome != .ran { tell("\(path): \(stage.stage) \(stage.outcome.rawValue): \(stage.reason)") }
        if let warning = stage.warning { tell("\(path): \(stage.stage): \(warning)") }
    }

    private func tellKnown(_ path: String, _ recordingID: Int64, _ archive: Archive) throws {
        tell("\(path): already in the archive as recording \(recordingID)")
        try showArchived(path, recordingID, archive)
    }

    private func tellClosed(_ job: Job, _ archive: Archive) throws {
        switch (job.state, job.recordingID, job.failure) {
        case (.done, let recordingID?, _):
            for path in closedFiles(of: job) {
                tell("\(path): done by another process as recording \(recordingID)")
                try showArchived(path, recordingID, archive)
            }
        case (.quarantined, _, let failure?): tellFailed(job, failure)
        default:
            for path in closedFiles(of: job) { fail("\(path): job \(job.id) was called off", .someInputsFailed) }
        }
    }

    private func tellFailed(_ job: Job, _ failure: JobFailure) {
        for path in closedFiles(of: job) { fail(failure.message(path: path), failure.kind.exitStatus) }
    }

    private func fail(_ message: String, _ status: ExitStatus) {
        state.withLock { $0.failures.append(status) }
        tell(message)
    }

    private func tell(_ message: String) { display.interrupted { Messages.writeLine(message) } }

    /// Prints data. Only on a terminal does it share lines with the bars; a reader who takes their time must not keep the
    /// bars, and with them all jobs, waiting.
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

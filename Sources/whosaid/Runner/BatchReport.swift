import Foundation
import JobRunner
import Synchronization
import Transcript
import TranscriptFormats
import TranscriptStore

/// Tells the user what becomes of the files of a command, as it happens, and how the command ends.
final class BatchReport: Sendable {
    /// What goes to standard output.
    enum Output: Sendable {
        /// Who said what, to read.
        case dialogue
        /// Transcripts as JSON, one a line.
        case json
        /// Nothing.
        case nothing
    }

    private struct State {
        /// The files of this command by job; jobs of which it knows no file are told of by their own.
        var files: [Int64: [String]] = [:]
        var successCount = 0
        var failures: [ExitStatus] = []
    }

    private let output: Output
    private let isOneOfMany: Bool
    private let progress = ProgressLine()
    private let state = Mutex(State())

    init(output: Output, isOneOfMany: Bool) {
        self.output = output
        self.isOneOfMany = isOneOfMany
    }

    /// Jobs whose end the command waits for.
    var expectedJobs: Set<Int64> { state.withLock { Set($0.files.keys) } }

    /// A file that no job was made of.
    func refuse(_ message: String, _ status: ExitStatus) {
        state.withLock { $0.failures.append(status) }
        Messages.writeLine(message)
    }

    /// A file that the archive has taken note of.
    func admit(_ entry: Intake.Entry, _ archive: Archive) throws {
        switch entry.admission {
        case .known(let recordingID): try tellKnown(entry.path, recordingID, archive)
        case .open(let job): state.withLock { $0.files[job.id, default: []].append(entry.path) }
        case .quarantined(let job):
            if let failure = job.failure { refuse(failure.message(path: entry.path), failure.kind.exitStatus) }
        }
    }

    /// Something that the runner tells.
    func hear(_ event: RunnerEvent, _ archive: Archive) throws {
        switch event {
        case .started(let job): progress.begin(job.path)
        case .progressed(_, let step): progress.update(step)
        case .finished(let job, let result, let recordingID, let wallSeconds):
            try tellFinished(files(of: job), result, recordingID, wallSeconds, archive)
        case .retrying(let job, let failure, let delaySeconds):
            tell("\(job.path): \(failure.reason); it is tried again in \(Int(delaySeconds.rounded(.up))) s")
        case .quarantined(let job, let failure): tellFailed(job, failure)
        case .superseded(let job): tell("\(job.path): taken over by another process, or called off")
        case .released: progress.end()
        case .closedElsewhere(let job): try tellClosed(job, archive)
        }
    }

    /// Ends the command with the status that all files have together, unless all are done.
    func throwStatus() throws(ExitStatus) {
        let status = state.withLock { ExitStatus.combined(successCount: $0.successCount, failures: $0.failures) }
        if status != .success { throw status }
    }

    private func files(of job: Job) -> [String] { state.withLock { $0.files[job.id] } ?? [job.path] }

    private func tellFinished(
        _ files: [String], _ result: JobResult, _ recordingID: Int64, _ wallSeconds: Double, _ archive: Archive
    ) throws {
        var transcript = result.transcript
        // The content may have been read under another name; the user asked for this one.
        if let path = files.first { transcript.recording.path = path }
        for warning in result.warnings { tell("\(transcript.recording.path): \(warning)") }
        tell(Self.summary(transcript, wallSeconds: wallSeconds))
        try show(transcript)
        for path in files.dropFirst() { try tellKnown(path, recordingID, archive) }
    }

    private func tellKnown(_ path: String, _ recordingID: Int64, _ archive: Archive) throws {
        tell("\(path): already in the archive as recording \(recordingID)")
        try showArchived(path, recordingID, archive)
    }

    private func tellClosed(_ job: Job, _ archive: Archive) throws {
        switch (job.state, job.recordingID, job.failure) {
        case (.done, let recordingID?, _):
            for path in files(of: job) {
                tell("\(path): done by another process as recording \(recordingID)")
                try showArchived(path, recordingID, archive)
            }
        case (.quarantined, _, let failure?): tellFailed(job, failure)
        default:
            for path in files(of: job) { refuse("\(path): job \(job.id) was called off", .someInputsFailed) }
        }
    }

    private func tellFailed(_ job: Job, _ failure: JobFailure) {
        progress.end()
        for path in files(of: job) { refuse(failure.message(path: path), failure.kind.exitStatus) }
    }

    private func tell(_ message: String) {
        progress.end()
        Messages.writeLine(message)
    }

    private func showArchived(_ path: String, _ recordingID: Int64, _ archive: Archive) throws {
        guard output != .nothing else { return state.withLock { $0.successCount += 1 } }
        var transcript = try archive.transcript(recordingID: recordingID)
        transcript.recording.path = path
        try show(transcript)
    }

    private func show(_ transcript: MeetingTranscript) throws {
        let isFirst = state.withLock { state in
            state.successCount += 1
            return state.successCount == 1
        }
        switch output {
        case .nothing: return
        case .json:
            try StandardOutput.write(JSONFormat.value(of: transcript, options: FormatOptions()).compact + "\n")
        case .dialogue:
            let heading = isOneOfMany ? (isFirst ? "" : "\n") + "\(InertText.part(transcript.recording.path))\n" : ""
            try StandardOutput.write(heading + TranscriptPrinter(style: .standardOutput).text(transcript))
        }
    }

    private static func summary(_ transcript: MeetingTranscript, wallSeconds: Double) -> String {
        let recording = transcript.recording
        let speakers = transcript.speakers.count
        let words = transcript.words.count
        let dropped = String(format: "%.1f", transcript.ledger.seconds(of: .dropped))
        let speed = String(format: "%.1f", recording.durationSeconds / max(wallSeconds, 1e-3))
        return "\(recording.path): \(speakers) \(speakers == 1 ? "speaker" : "speakers"), "
            + "\(words) \(words == 1 ? "word" : "words"), \(String(format: "%.1f", wallSeconds)) s (\(speed) × real time)"
            + (dropped == "0.0" ? "" : ", \(dropped) s of possible speech without words")
    }
}

import AudioIO
import Foundation
import MeetingPipeline
import ModelFiles
import StageCache
import Synchronization
import Transcript
import TranscriptStore

/// Gets the transcript of one recording after the other: from the archive where it is there, else by doing the work.
final class TranscriptionJob {
    private let archive: Archive
    private let store: ModelStore
    private let options: TranscriptionOptions
    private let cache: CacheFolder?
    private let force: Bool
    private let progress = ProgressLine()
    /// Read when the first recording needs them: a run with nothing to do should cost nothing.
    private var models: MeetingModels?

    init(
        archive: Archive, store: ModelStore, options: TranscriptionOptions, cache: CacheFolder?, force: Bool
    ) {
        self.archive = archive
        self.store = store
        self.options = options
        self.cache = cache
        self.force = force
    }

    /// The transcript of a file, which is in the archive afterwards.
    /// - Throws: `AudioError` for a file that cannot be used, `ModelFileError`, `ArchiveError`.
    func transcript(of path: String) async throws -> MeetingTranscript {
        if !force, let known = try known(path) { return known }
        let models = try models ?? MeetingModels(store)
        self.models = models
        let transcriber = MeetingTranscriber(
            models: models, options: options, programVersion: WhoSaid.version, cache: cache)
        let reports = Mutex<[StageReport]>([])
        let clock = ContinuousClock()
        let start = clock.now
        let progress = self.progress
        progress.begin(path)
        defer { progress.end() }
        let report: @Sendable (StageReport) -> Void = { report in reports.withLock { $0.append(report) } }
        let meeting = try await transcriber.prepare(
            path, progress: { progress.update($0, seconds: $1) }, report: report)
        let transcript = try await transcriber.transcribe(
            meeting, progress: { progress.update($0, seconds: $1) }, report: report)
        _ = try archive.save(transcript)
        progress.end()
        for warning in meeting.warnings { Messages.writeLine("\(path): \(warning)") }
        let seconds = (clock.now - start) / .seconds(1)
        Messages.writeLine(Self.summary(transcript, wallSeconds: seconds))
        for report in reports.withLock({ $0 }) { tell(report, path) }
        do {
            try cache?.enforceLimit()
        } catch {
            // The transcript is in the archive: nothing has failed.
            Messages.writeLine("\(error)")
        }
        return transcript
    }

    /// Says of a stage what is out of the ordinary.
    private func tell(_ report: StageReport, _ path: String) {
        if report.outcome != .ran {
            Messages.writeLine("\(path): \(report.stage) \(report.outcome.rawValue): \(report.reason)")
        }
        if let warning = report.warning { Messages.writeLine("\(path): \(report.stage): \(warning)") }
    }

    /// What the archive holds of the same content, if it was made by the same program, models and settings.
    private func known(_ path: String) throws -> MeetingTranscript? {
        let hash = try MeetingTranscriber.contentHash(of: path)
        guard let recording = try archive.recording(contentHash: hash) else { return nil }
        let run = try archive.run(recordingID: recording.id)
        guard run.programVersion == WhoSaid.version, run.settings == options.described,
            run.models == MeetingModels.hashes(store.manifest)
        else { return nil }
        try archive.addPath(path, recordingID: recording.id)
        Messages.writeLine("\(path): already in the archive as recording \(recording.id)")
        var transcript = try archive.transcript(recordingID: recording.id)
        // The content may have been transcribed under another name; the reader asked for this one.
        transcript.recording.path = path
        return transcript
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

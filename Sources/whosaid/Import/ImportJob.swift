import ArchiveCore
import Foundation
import RecordingStorage
import Transcript
import TranscriptImport
import TranscriptText

/// Adds transcripts of other systems to the archive.
struct ImportJob {
    let archive: Archive
    let target: ImportTarget
    /// Name of the system that made the transcripts; nil for the name of the format.
    let system: String?

    /// Imports one transcript and reports the result on standard error.
    /// - Throws: `ImportError`, `ArchiveError`.
    func add(_ file: ImportFile) throws {
        let imported = try file.transcript()
        let system = InertText.line(system ?? file.format.rawValue)
        let hash = file.contentHash()
        let (recording, known) = try recording(of: imported, file, hash: hash)
        if let known, let run = try earlierRun(of: hash, system, known.id) {
            Messages.writeLine("\(file.path): already imported as run \(run.id) of recording \(known.id)")
            return
        }
        for note in imported.notes { Messages.writeLine("\(file.path): \(note)") }
        if let stated = imported.audioHash, recording.hasAudio, stated != recording.contentHash {
            Messages.writeLine(
                "\(file.path): states the hash of other audio than \(recording.path); check that the two belong together"
            )
        }
        let transcript = imported.transcript(
            of: recording, system: system,
            settings: [
                "format": file.format.rawValue, "file": RecordingPath.canonical(file.path),
                "file-sha256": hash,
            ], programVersion: WhoSaid.version, startedAt: Date().formatted(.iso8601))
        do {
            let (recordingID, runID) = try archive.addImport(transcript, recordingID: known?.id)
            Messages.writeLine(Self.summary(transcript, file, recordingID, runID))
        } catch ArchiveError.invalidTranscript(_, let problem) {
            // The fault is in the file, not in the program.
            throw ImportError.unusable(file: file.path, problem: "\(problem)")
        }
    }

    private func recording(
        of imported: ImportedTranscript, _ file: ImportFile, hash fileHash: String
    ) throws -> (recording: Recording, known: RecordingSummary?) {
        switch target {
        case .recording(let summary): return (Recording(summary), summary)
        case .audio(let recording): return (recording, try archive.recording(contentHash: recording.contentHash))
        case .stated:
            let hash = imported.audioHash ?? fileHash
            if let known = try archive.recording(contentHash: hash) { return (Recording(known), known) }
            let recording = Recording(
                contentHash: hash, path: RecordingPath.canonical(file.path),
                durationSeconds: imported.durationSeconds, sampleRate: 1000, channelCount: imported.channelCount,
                format: Recording.transcriptOnly)
            return (recording, nil)
        }
    }

    private func earlierRun(of hash: String, _ system: String, _ recordingID: Int64) throws -> RunSummary? {
        try archive.runs(recordingID: recordingID).last {
            $0.system == system && $0.settings["file-sha256"] == hash
        }
    }

    private static func summary(
        _ transcript: MeetingTranscript, _ file: ImportFile, _ recordingID: Int64, _ runID: Int64
    ) -> String {
        let speakers = transcript.speakers.count
        let words = transcript.words.count
        return "\(file.path): \(transcript.run.system), \(speakers) \(speakers == 1 ? "speaker" : "speakers"), "
            + "\(words) \(words == 1 ? "word" : "words"), is run \(runID) of recording \(recordingID)"
            + (transcript.recording.hasAudio ? "" : ", which has no audio")
    }
}

extension Recording {
    /// The recording of a row of the archive.
    init(_ summary: RecordingSummary) {
        self.init(
            contentHash: summary.contentHash, path: summary.path, durationSeconds: summary.durationSeconds,
            sampleRate: summary.sampleRate, channelCount: summary.channelCount, format: summary.format)
    }
}

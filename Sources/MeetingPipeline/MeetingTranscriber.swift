internal import AudioIO
internal import Diarization
import Foundation
internal import ModelFiles
internal import Recognition
public import Transcript

/// Turns one recording into a transcript that says who said what.
public struct MeetingTranscriber: Sendable {
    private let models: MeetingModels
    private let options: TranscriptionOptions
    private let programVersion: String

    /// Shares models between recordings.
    public init(models: MeetingModels, options: TranscriptionOptions, programVersion: String) {
        self.models = models
        self.options = options
        self.programVersion = programVersion
    }

    /// A stage of the work, for progress.
    public enum Stage: String, Sendable, CaseIterable {
        /// Speech activity, local speakers and voice embeddings, in one pass over the audio.
        case listening
        /// Clustering of voices, reconstruction of turns.
        case clustering
        /// Speech recognition, in a second pass over the audio.
        case recognition
        /// Words to speakers, words to turns.
        case attribution
    }

    /// SHA-256 of a recording's bytes, 64 lower-case hexadecimal digits.
    /// - Throws: `AudioError`.
    public static func contentHash(of path: String) throws -> String {
        try AudioFiles.requireReadable(path)
        do {
            return try FileDigest.sha256(of: path)
        } catch ModelFileError.missingFile {
            throw AudioError.missing(path: path)
        } catch ModelFileError.unreadable(_, let reason) {
            throw AudioError.readFailed(path: path, reason: reason)
        }
    }

    /// Runs all stages.
    ///
    /// The file is read twice from the start, in blocks: its samples are never in memory as a whole.
    /// - Parameter progress: is told the stage and the seconds of audio it has got to.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func transcribe(
        _ path: String, progress: @Sendable (Stage, Double) -> Void = { _, _ in }
    ) async throws -> MeetingTranscript {
        try await transcribe(try await prepare(path, progress: progress), progress: progress)
    }

    /// Listens to a recording: everything that the networks of diarization say about it.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func prepare(
        _ path: String, progress: @Sendable (Stage, Double) -> Void = { _, _ in }
    ) async throws -> PreparedMeeting {
        var clock = StageClock()
        let contentHash = try Self.contentHash(of: path)
        let reader = try AudioReader(path: path)
        let preparation = DiarizationPreparation(models: models.diarization, workers: options.workers)
        try await stream(reader) { samples, seconds in
            try await preparation.push(samples)
            progress(.listening, seconds)
        }
        let diarization = try await preparation.finish()  // masks: windows x 589, embeddings: pieces x 256
        clock.lap(Stage.listening.rawValue)
        let recording = Recording(
            contentHash: contentHash, path: reader.info.path, durationSeconds: reader.decodedSeconds,
            sampleRate: reader.info.sampleRate, channelCount: reader.info.channelCount, format: reader.info.format,
            recordedAt: try AudioFiles.lastChange(of: path).formatted(.iso8601))
        return PreparedMeeting(
            recording: recording, diarization: diarization, warnings: reader.warnings, startedAt: clock.startedAt,
            timings: clock.timings)
    }

    /// Finds the speakers, recognises the words and joins the two. The file is read once more.
    /// - Throws: `AudioError` where the file is no longer what it was; `CancellationError`.
    public func transcribe(
        _ meeting: PreparedMeeting, progress: @Sendable (Stage, Double) -> Void = { _, _ in }
    ) async throws -> MeetingTranscript {
        var clock = StageClock()
        let duration = meeting.recording.durationSeconds
        let clustering = SpeakerClustering(plda: models.diarization.plda, options: options.clustering)
        let diarization = SpeakerDiarization(meeting.diarization, clustering: clustering)  // speakers, turns
        progress(.clustering, duration)
        clock.lap(Stage.clustering.rawValue)

        let timeline = SpeechTimeline(meeting.diarization, diarization)
        let chunker = SpeechChunker(longestSeconds: models.recognizer.longestChunkSeconds)
        let chunks = chunker.chunks(timeline, diarization, durationSeconds: meeting.diarization.durationSeconds)
        let recognition = ChunkRecognition(
            models.recognizer, chunks: chunks.filter(\.hasVoice), workers: options.workers)
        try await stream(AudioReader(path: meeting.recording.path)) { samples, seconds in
            try await recognition.push(samples)
            progress(.recognition, seconds)
        }
        let recognized = try await recognition.finish()  // one for each chunk with a voice
        clock.lap(Stage.recognition.rawValue)

        let (found, fates) = ChunkOutcome.collect(chunks, recognized, durationSeconds: duration)
        let words = options.keepsRawConfidence ? found : models.recognizer.calibration.calibrated(found)
        let turns = TurnAssembly.turns(WordAttribution(diarization).attribute(words))
        progress(.attribution, duration)
        clock.lap(Stage.attribution.rawValue)

        let run = RunInfo(
            programVersion: programVersion, settings: options.described, models: models.hashes,
            startedAt: meeting.startedAt, timings: meeting.timings + clock.timings)
        return MeetingTranscript(
            recording: meeting.recording, run: run, speakers: diarization.speakers, speech: diarization.turns,
            exclusiveSpeech: diarization.exclusiveTurns, turns: turns,
            ledger: LedgerAssembly.ledger(fates, durationSeconds: duration))
    }

    /// Ten seconds: small next to everything else in memory, large next to the cost of a call.
    private static let blockSamples = 160_000

    private func stream(
        _ reader: AudioReader, _ body: (_ samples: [Float], _ seconds: Double) async throws -> Void
    ) async throws {
        while true {
            try Task.checkCancellation()
            let samples = try reader.read(Self.blockSamples)
            if samples.isEmpty { return }
            try await body(samples, reader.decodedSeconds)
        }
    }
}

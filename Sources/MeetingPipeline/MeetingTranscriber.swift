internal import AudioIO
internal import Diarization
internal import Features
public import FileSystem
import Foundation
internal import ModelFiles
internal import Recognition
public import StageCache
internal import TensorKit
public import Transcript

/// Turns one recording into a transcript that says who said what.
public struct MeetingTranscriber: Sendable {
    let models: MeetingModels
    let options: TranscriptionOptions
    let cache: CacheFolder?
    let plan: MemoryPlan
    private let programVersion: String
    private let stallSeconds: Double

    /// Shares models between recordings.
    /// - Parameters:
    ///   - cache: where listening and recognition keep their results as they go on, so that a later run, with other
    ///     settings or after this one was killed, need not repeat them; nil to keep nothing.
    ///   - stallSeconds: how long reading may go on without a byte.
    public init(
        models: MeetingModels, options: TranscriptionOptions, programVersion: String, cache: CacheFolder? = nil,
        stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.models = models
        self.options = options
        self.programVersion = programVersion
        self.cache = cache
        self.stallSeconds = stallSeconds
        plan = MemoryPlan(
            bytes: options.memoryBytes, workers: options.workers, batchSize: models.recognizer.batchMemory.chunkCount,
            bytesPerChunk: models.recognizer.batchMemory.bytesPerChunk)
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
    public static func contentHash(of path: String) throws -> String { try HashedFile(path: path).contentHash }

    /// A file as a recording, dated as `transcribe` dates it. Decodes the whole file, as headers may claim any length.
    /// - Parameter stallSeconds: how long reading may go on without a byte.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public static func recording(
        of file: HashedFile, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) async throws -> Recording {
        let (source, reader) = try await SourceFile.open(file, stallSeconds: stallSeconds)
        while try await !reader.read(160_000).isEmpty {}
        try await source.requireUnchanged()
        var recording = source.recording(reader)
        source.date(&recording, userDate: nil)
        return recording
    }

    /// Runs all stages.
    ///
    /// The file is hashed, and then read twice from the start, or once for each of separate channels and twice more, in
    /// blocks: its samples are never in memory as a whole. It stays the one that was hashed, or the run fails.
    /// - Parameters:
    ///   - progress: is told the stage and the seconds of audio it has got to.
    ///   - report: is told, at the end of each stage, whether it ran.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func transcribe(
        _ path: String, progress: @Sendable (Stage, Double) -> Void = { _, _ in },
        report: @Sendable (StageReport) -> Void = { _ in }
    ) async throws -> MeetingTranscript {
        let file = try await HashedFile.read(path, stallSeconds: stallSeconds)
        let meeting = try await prepare(file, progress: progress, report: report)
        return try await transcribe(meeting, progress: progress, report: report)
    }

    /// Listens to a recording: everything that the networks of diarization say about it.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func prepare(
        _ file: HashedFile, progress: @Sendable (Stage, Double) -> Void = { _, _ in },
        report: @Sendable (StageReport) -> Void = { _ in }
    ) async throws -> PreparedMeeting {
        let clock = StageClock()
        let (source, reader) = try await SourceFile.open(file, tracks: options.tracks, stallSeconds: stallSeconds)
        if options.channels == .separate && reader.info.channelCount > 1 {
            return try await prepareChannels(source, clock, progress, report)
        }
        let checkpoints = ListeningCheckpoints(cache, source: source, models: models)
        let ending: ListeningCheckpoints.Ending
        if let known = checkpoints.ending {
            ending = known
            progress(.listening, known.recording.durationSeconds)
        } else {
            ending = try await listen(reader, source, checkpoints, progress)
        }
        return prepared(
            ending.recording, ending.warnings, .mixed(ending.diarization), source, clock
        ) { seconds in
            report(
                .listening(
                    isKnown: checkpoints.ending != nil, reachedSeconds: checkpoints.reachedSeconds,
                    hasCache: cache != nil, seconds: seconds, warning: checkpoints.warning))
        }
    }

    /// Ends the stage of listening.
    func prepared(
        _ recording: Recording, _ warnings: [AudioWarning], _ sound: PreparedMeeting.Sound, _ source: SourceFile,
        _ clock: StageClock, report: (Double) -> Void
    ) -> PreparedMeeting {
        // What listening has freed grows with the recording; what follows needs memory of its own.
        FloatBuffer.returnFreedMemory()
        var clock = clock
        clock.lap(Stage.listening.rawValue)
        report(clock.timings.last?.seconds ?? 0)
        var recording = recording
        // The same content may have been heard under another name and date.
        recording.path = source.path
        source.date(&recording, userDate: options.recordedAt)
        return PreparedMeeting(
            recording: recording, warnings: warnings, startedAt: clock.startedAt, timings: clock.timings, sound: sound,
            source: source)
    }

    private func listen(
        _ reader: AudioStream, _ source: SourceFile, _ checkpoints: ListeningCheckpoints,
        _ progress: (Stage, Double) -> Void
    ) async throws -> ListeningCheckpoints.Ending {
        let preparation = DiarizationPreparation(
            models: models.diarization, workers: plan.listeningWorkers, resuming: checkpoints.blocks,
            onSlab: checkpoints.keep)
        try await stream(reader, source) { samples, seconds in
            try await preparation.push(samples)
            progress(.listening, seconds)
            return true
        }
        guard preparation.sampleCount >= checkpoints.leastSampleCount else {
            checkpoints.discard(because: "the file decodes to less sound than it did for an earlier run")
            return try await listen(source.reader(), source, checkpoints, progress)
        }
        let diarization = try await preparation.finish()  // masks: windows x 589, embeddings: pieces x 256
        let ending = ListeningCheckpoints.Ending(
            recording: source.recording(reader), warnings: reader.warnings, diarization: diarization)
        checkpoints.keep(ending)
        return ending
    }

    /// Finds the speakers, recognises the words and joins the two. The file is read once more.
    /// - Throws: `AudioError` where the file is no longer what it was; `CancellationError`.
    public func transcribe(
        _ meeting: PreparedMeeting, progress: @Sendable (Stage, Double) -> Void = { _, _ in },
        report: @Sendable (StageReport) -> Void = { _ in }
    ) async throws -> MeetingTranscript {
        var clock = StageClock()
        let duration = meeting.recording.durationSeconds
        let findings =
            switch meeting.sound {
            case .mixed(let diarization): try await findings(diarization, meeting, &clock, progress, report)
            case .separate(let heard): try await channelFindings(heard, meeting, &clock, progress, report)
            }
        progress(.attribution, duration)
        clock.lap(Stage.attribution.rawValue)
        report(Self.shortStageReport(clock.timings))
        try await meeting.source.requireUnchanged()
        let run = RunInfo(
            programVersion: programVersion, settings: options.described, models: models.hashes,
            startedAt: meeting.startedAt, timings: meeting.timings + clock.timings)
        return MeetingTranscript(
            recording: meeting.recording, run: run, speakers: findings.speakers, speech: findings.speech,
            exclusiveSpeech: findings.exclusiveSpeech, turns: findings.turns,
            ledger: LedgerAssembly.ledger(findings.fates, durationSeconds: duration))
    }

    private func findings(
        _ prepared: PreparedDiarization, _ meeting: PreparedMeeting, _ clock: inout StageClock,
        _ progress: (Stage, Double) -> Void, _ report: (StageReport) -> Void
    ) async throws -> Findings {
        let duration = meeting.recording.durationSeconds
        let clustering = SpeakerClustering(plda: models.diarization.plda, options: options.clustering)
        let diarization = SpeakerDiarization(prepared, clustering: clustering)  // speakers, turns
        progress(.clustering, duration)
        clock.lap(Stage.clustering.rawValue)
        report(Self.shortStageReport(clock.timings))

        let timeline = SpeechTimeline(prepared, diarization)
        let chunker = SpeechChunker(models.recognizer.chunking)
        let chunks = chunker.chunks(
            timeline, diarization.exclusiveSpeech, durationSeconds: prepared.durationSeconds)
        // Clustering leaves holes that grow with the recording; recognition needs its own memory.
        FloatBuffer.returnFreedMemory()
        let track = Track(channel: nil, chunks: chunks.filter(\.hasVoice))
        let recognized = try await recognize([track], meeting, progress, &clock, report)[0]

        let (found, fates) = ChunkOutcome.collect(chunks, recognized, durationSeconds: duration)
        let words = options.keepsRawConfidence ? found : models.calibrated(found)
        return Findings(
            speakers: diarization.speakers, speech: diarization.speech, exclusiveSpeech: diarization.exclusiveSpeech,
            turns: TurnAssembly.turns(WordAttribution(diarization).attribute(words)), fates: fates)
    }

    /// What is recognised in one go through the file.
    struct Track {
        /// From 0; nil for all channels, mixed.
        var channel: Int?
        /// In order of time.
        var chunks: [SpeechChunk]
    }

    /// One result for each chunk of each track. The file is read once for each track.
    func recognize(
        _ tracks: [Track], _ meeting: PreparedMeeting, _ progress: (Stage, Double) -> Void,
        _ clock: inout StageClock, _ report: (StageReport) -> Void
    ) async throws -> [[RecognizedChunk]] {
        let duration = meeting.recording.durationSeconds
        var tally = RecognitionTally()
        var results: [[RecognizedChunk]] = []
        for (index, track) in tracks.enumerated() {
            let checkpoints = RecognitionCheckpoints(
                cache, source: meeting.source, models: models, channel: track.channel,
                reducesNoise: options.reducesNoise)
            let recognition = ChunkRecognition(
                models.recognizer, chunks: track.chunks, workers: plan.recognitionWorkers, batchSize: plan.batchSize,
                noiseReducer: options.reducesNoise ? NoiseReducer() : nil, known: checkpoints.known,
                persist: checkpoints.keep)
            if recognition.needsMoreSamples {
                let channels = track.channel.map { ChannelSelection.channel($0) } ?? .mix
                try await stream(meeting.source.reader(channels: channels), meeting.source) { samples, seconds in
                    try await recognition.push(samples)
                    progress(.recognition, (Double(index) * duration + seconds) / Double(tracks.count))
                    return recognition.needsMoreSamples
                }
            }
            results.append(try await recognition.finish())
            tally.add(recognition, chunkCount: track.chunks.count, warning: checkpoints.warning)
        }
        progress(.recognition, duration)
        clock.lap(Stage.recognition.rawValue)
        report(tally.report(seconds: clock.timings.last?.seconds ?? 0, hasCache: cache != nil))
        return results
    }

    /// Ten seconds: small next to everything else in memory, large next to the cost of a call.
    private static let blockSamples = 160_000

    /// Reads a recording to its end, or until nothing more is wanted.
    private func stream(
        _ reader: AudioStream, _ source: SourceFile,
        _ wantsMore: (_ samples: [Float], _ seconds: Double) async throws -> Bool
    ) async throws {
        while true {
            try Task.checkCancellation()
            let samples = try await reader.read(Self.blockSamples)
            try await source.requireUnchanged()
            if samples.isEmpty { return }
            if try await !wantsMore(samples, reader.decodedSeconds) { return }
        }
    }
}

extension MeetingTranscriber {
    /// Clustering and attribution take less time than a look-up is worth.
    private static func shortStageReport(_ timings: [StageTiming]) -> StageReport {
        StageReport(
            stage: timings.last?.stage ?? "", outcome: .ran, reason: "always runs: no network is needed for it",
            seconds: timings.last?.seconds ?? 0)
    }
}

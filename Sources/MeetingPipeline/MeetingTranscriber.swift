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
    let settings: TranscriptionSettings
    let cache: CacheFolder?
    let plan: MemoryPlan
    private let programVersion: String
    private let stallSeconds: Double

    /// Shares models between recordings.
    /// - Parameters:
    ///   - programVersion: goes into the transcript; does not change the result.
    ///   - cache: where listening and recognition keep their results while they run, so that a later run, with other
    ///     settings or after this one was killed, need not repeat them; nil to keep nothing.
    ///   - stallSeconds: how long a read may wait for a byte.
    public init(
        models: MeetingModels, options: TranscriptionOptions, programVersion: String, cache: CacheFolder? = nil,
        stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.models = models
        settings = options.settings
        self.programVersion = programVersion
        self.cache = cache
        self.stallSeconds = stallSeconds
        plan = MemoryPlan(
            bytes: options.memoryBytes, workers: options.workers, batchSize: models.recognizer.batchMemory.chunkCount,
            bytesPerChunk: models.recognizer.batchMemory.bytesPerChunk)
    }

    /// A stage of a run, for progress and reports.
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
    /// - Parameter stallSeconds: how long a read may wait for a byte.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public static func recording(
        of file: HashedFile, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) async throws -> Recording {
        let source = SourceFile(file, stallSeconds: stallSeconds)
        let reader = try await source.reader()
        while try await !reader.read(160_000).isEmpty {}
        try await source.requireUnchanged()
        return ListenedFile(source, reader).recording(at: source, userDate: nil)
    }

    /// Hashes a file and runs all stages.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func transcribe(_ path: String, _ run: RunContext = RunContext()) async throws -> MeetingTranscript {
        let file = try await HashedFile.read(path, stallSeconds: stallSeconds)
        return try await transcribe(prepare(file, run), run)
    }

    /// Listens to a recording: runs the networks of diarization.
    ///
    /// The file is decoded once, in blocks, or twice for separate channels; not at all where the cache has the result. It
    /// must stay as it was when it was hashed, or the run fails.
    /// - Throws: `AudioError` for a file that cannot be used; `CancellationError`.
    public func prepare(_ file: HashedFile, _ run: RunContext = RunContext()) async throws -> PreparedMeeting {
        let startedAt = run.start()
        var source = SourceFile(file, tracks: settings.tracks, stallSeconds: stallSeconds)
        try await source.requireUnchanged()
        let mixed = ListeningCheckpoints.existing(cache, source: source, models: models)
        let separate =
            settings.channels == .separate
            ? ChannelCheckpoints.existing(cache, source: source, models: models) : nil
        let known = [separate?.result, mixed?.result].compactMap(\.self).first { known in
            // What was mixed is a result for separate channels only where there is one channel.
            let isMixed = if case .mixed = known.output { true } else { false }
            return settings.channels == .mix || !isMixed || known.file.recording.channelCount == 1
        }
        var result: ListeningResult
        let summary: StageReport.Summary
        if let known {
            result = known
            if !known.file.isDateCertain { result.file.updateDate(try await source.reader().info) }
            summary = .listening(
                isKnown: true, reachedSeconds: 0, hasCache: true, warning: separate?.warning ?? mixed?.warning)
            run.expect(durationSeconds: known.file.recording.durationSeconds)
            run.reach(.listening, seconds: known.file.recording.durationSeconds)
        } else {
            (result, summary) = try await listen(source, mixed, separate, run)
        }
        source.tracks = .numbers(result.file.tracks)
        // Listening has freed memory in proportion to the recording; the next stages need memory of their own.
        FloatBuffer.returnFreedMemory()
        run.finish(.listening, summary)
        return PreparedMeeting(
            recording: result.file.recording(at: source, userDate: settings.recordedAt),
            warnings: result.file.warnings, startedAt: startedAt, timings: run.timings, output: result.output,
            source: source)
    }

    /// Runs the networks of diarization over the file, on from where earlier runs got.
    private func listen(
        _ source: SourceFile, _ mixed: ListeningCheckpoints?, _ separate: ChannelCheckpoints?, _ run: RunContext
    ) async throws -> (ListeningResult, StageReport.Summary) {
        if settings.channels == .separate {
            let reader = try await source.reader(channels: nil)
            if reader.info.channelCount > 1 {
                let checkpoints = separate ?? ChannelCheckpoints(cache, source: source, models: models)
                let result = try await listenToChannels(reader, source, checkpoints, run)
                return (
                    result,
                    .listening(
                        isKnown: false, reachedSeconds: checkpoints.reachedSeconds, hasCache: cache != nil,
                        warning: checkpoints.warning)
                )
            }
        }
        let reader = try await source.reader()
        let checkpoints = mixed ?? ListeningCheckpoints(cache, source: source, models: models)
        let result = try await listen(reader, source, checkpoints, run)
        return (
            result,
            .listening(
                isKnown: false, reachedSeconds: checkpoints.reachedSeconds, hasCache: cache != nil,
                warning: checkpoints.warning)
        )
    }

    private func listen(
        _ reader: AudioStream, _ source: SourceFile, _ checkpoints: ListeningCheckpoints, _ run: RunContext
    ) async throws -> ListeningResult {
        run.expect(durationSeconds: reader.info.expectedSeconds)
        let preparation = DiarizationPreparation(
            models: models.diarization, workers: plan.listeningWorkers, resuming: checkpoints.blocks,
            onSlab: checkpoints.keep)
        try await stream(reader, source, run) { samples in
            try await preparation.push(samples)
            run.reach(.listening, seconds: reader.decodedSeconds)
            return true
        }
        guard preparation.sampleCount >= checkpoints.minSampleCount else {
            checkpoints.discard(because: "the file decodes to less sound than it did for an earlier run")
            return try await listen(source.reader(), source, checkpoints, run)
        }
        let diarization = try await preparation.finish()  // masks: windows x 589, embeddings: pieces x 256
        let file = ListenedFile(source, reader)
        checkpoints.keep(file, diarization)
        return ListeningResult(file: file, output: .mixed(diarization))
    }

    /// Finds the speakers, recognizes the words and joins the two.
    ///
    /// The file is decoded once more, or once for each separate channel; not at all where the cache has all chunks.
    /// - Throws: `AudioError` where the file has changed; `CancellationError`.
    public func transcribe(
        _ meeting: PreparedMeeting, _ run: RunContext = RunContext()
    ) async throws -> MeetingTranscript {
        _ = run.start()
        let duration = meeting.recording.durationSeconds
        run.expect(durationSeconds: duration)
        let content =
            switch meeting.output {
            case .mixed(let diarization): try await content(diarization, meeting, run)
            case .separate(let channels): try await content(channels, meeting, run)
            }
        run.reach(.attribution, seconds: duration)
        run.finish(.attribution)
        try await meeting.source.requireUnchanged()
        let info = RunInfo(
            programVersion: programVersion, settings: try settings.texts, models: models.hashes,
            startedAt: meeting.startedAt, timings: meeting.timings + run.timings, resultKey: settings.resultKey)
        return MeetingTranscript(
            recording: meeting.recording, run: info, speakers: content.speakers, speech: content.speech,
            exclusiveSpeech: content.exclusiveSpeech, turns: content.turns,
            ledger: LedgerAssembly.ledger(content.ledgerParts, durationSeconds: duration))
    }

    /// What a transcript says, without how it was made.
    struct Content {
        var speakers: [Speaker]
        var speech: [SpeechSpan]
        var exclusiveSpeech: [SpeechSpan]
        var turns: [Turn]
        var ledgerParts: [LedgerAssembly.Part]
    }

    private func content(
        _ prepared: PreparedDiarization, _ meeting: PreparedMeeting, _ run: RunContext
    ) async throws -> Content {
        let duration = meeting.recording.durationSeconds
        let clustering = SpeakerClustering(plda: models.diarization.plda, options: settings.clustering)
        let diarization = SpeakerDiarization(prepared, clustering: clustering)  // speakers, turns
        run.reach(.clustering, seconds: duration)
        run.finish(.clustering)

        let timeline = SpeechTimeline(prepared, diarization)
        let chunker = SpeechChunker(models.recognizer.chunking)
        let chunks = chunker.chunks(
            timeline, diarization.exclusiveSpeech, durationSeconds: prepared.durationSeconds)
        // Clustering leaves holes that grow with the recording; recognition needs its own memory.
        FloatBuffer.returnFreedMemory()
        let pass = RecognitionPass(channel: nil, chunks: chunks.filter(\.hasVoice))
        let recognized = try await recognize([pass], meeting, run)[0]

        let (found, ledgerParts) = ChunkOutcome.collect(chunks, recognized, durationSeconds: duration)
        let words = settings.keepsRawConfidence ? found : models.calibrated(found)
        return Content(
            speakers: diarization.speakers, speech: diarization.speech, exclusiveSpeech: diarization.exclusiveSpeech,
            turns: TurnAssembly.turns(WordAttribution(diarization).attribute(words)), ledgerParts: ledgerParts)
    }

    /// The chunks that are recognized in one pass through the file.
    struct RecognitionPass {
        /// From 0; nil for all channels, mixed.
        var channel: Int?
        /// In order of time.
        var chunks: [SpeechChunk]
    }

    /// One result for each chunk of each pass.
    func recognize(
        _ passes: [RecognitionPass], _ meeting: PreparedMeeting, _ run: RunContext
    ) async throws -> [[RecognizedChunk]] {
        let duration = meeting.recording.durationSeconds
        var results: [[RecognizedChunk]] = []
        var missingCount = 0
        var firstMissingSample: Int?
        var warning: String?
        for (index, pass) in passes.enumerated() {
            let checkpoints = RecognitionCheckpoints(
                cache, source: meeting.source, models: models, channel: pass.channel,
                reducesNoise: settings.reducesNoise)
            let recognition = ChunkRecognition(
                models.recognizer, chunks: pass.chunks, workers: plan.recognitionWorkers, batchSize: plan.batchSize,
                noiseReducer: settings.reducesNoise ? NoiseReducer() : nil, known: checkpoints.known,
                persist: checkpoints.keep)
            if recognition.needsMoreSamples {
                let channels = pass.channel.map { ChannelSelection.channel($0) } ?? .mix
                let reader = try await meeting.source.reader(channels: channels)
                try await stream(reader, meeting.source, run) { samples in
                    try await recognition.push(samples)
                    let seconds = (Double(index) * duration + reader.decodedSeconds) / Double(passes.count)
                    run.reach(.recognition, seconds: seconds)
                    return recognition.needsMoreSamples
                }
            }
            results.append(try await recognition.finish())
            missingCount += recognition.missingCount
            firstMissingSample = [firstMissingSample, recognition.firstMissingSample].compactMap(\.self).min()
            warning = warning ?? checkpoints.warning
        }
        run.reach(.recognition, seconds: duration)
        run.finish(
            .recognition,
            .recognition(
                chunkCount: passes.reduce(0) { $0 + $1.chunks.count }, missingCount: missingCount,
                firstMissingSample: firstMissingSample, hasCache: cache != nil, warning: warning))
        return results
    }

    /// Ten seconds: small next to everything else in memory, large next to the cost of a call.
    private static let blockSamples = 160_000

    /// Reads a recording to its end, or until `needsMore` is false.
    private func stream(
        _ reader: AudioStream, _ source: SourceFile, _ run: RunContext,
        _ needsMore: (_ samples: [Float]) async throws -> Bool
    ) async throws {
        while true {
            try run.checkCancellation()
            let samples = try await reader.read(Self.blockSamples)
            try await source.requireUnchanged()
            if samples.isEmpty { return }
            if try await !needsMore(samples) { return }
        }
    }
}

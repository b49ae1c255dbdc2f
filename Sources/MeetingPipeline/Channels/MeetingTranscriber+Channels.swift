internal import AudioIO
internal import Diarization
internal import Recognition
internal import TensorKit
internal import Transcript

/// Recordings in which each channel is one speaker's, so that no voices have to be clustered.
///
/// The way of such a recording, with the type that does each step:
///
/// 1. `ChannelPreparation` reads all channels side by side. For every step of 512 samples of a channel,
///    `ChannelActivityDetector` gives the probability of speech and the loudness; `ChannelCorrelation` finds channels that
///    carry the same sound. Each minute is a `Slab` for the cache. The result is a `PreparedChannels`.
/// 2. `ChannelSpeech` measures how one channel leaks into another, and tells each channel's own speech from crosstalk.
/// 3. `ChannelVoices` collects a minute of each channel's own speech and computes a voice embedding from it.
/// 4. `ChannelSpeakers` makes a speaker of each channel that has speech, and says who speaks when.
/// 5. Each channel's own speech is chunked and recognized as usual; `ChannelSpeech` refuses words of others and gives
///    the rest their margins.
/// 6. `ChannelTurns` joins the words to turns, and `ChannelLedger` merges the channels' seconds into one ledger.
extension MeetingTranscriber {
    /// Computes what each channel holds: steps 1 to 3.
    func listenToChannels(
        _ reader: AudioStream, _ source: SourceFile, _ checkpoints: ChannelCheckpoints, _ run: RunContext
    ) async throws -> ListeningResult {
        run.expect(durationSeconds: reader.info.expectedSeconds)
        let channelCount = reader.info.channelCount
        var preparation = ChannelPreparation(
            channelCount: channelCount, resuming: checkpoints.takeSlabs(channelCount: channelCount))
        var known = preparation.channels.sampleCount
        try await streamChannels(reader, source, run) { block in
            // Slabs are whole blocks.
            if known > 0 {
                known -= block[0].count
            } else {
                try await preparation.push(block, models.diarization.speech, workers: plan.listeningWorkers)
                if let slab = preparation.nextSlab() { checkpoints.keep(slab) }
            }
            run.reach(.listening, seconds: reader.decodedSeconds)
            return true
        }
        guard known == 0 else {
            checkpoints.discard(because: "the file decodes to less sound than it did for an earlier run")
            return try await listenToChannels(source.reader(channels: nil), source, checkpoints, run)
        }
        var channels = preparation.channels
        var file = ListenedFile(source, reader)
        for (channel, sameAs) in preparation.correlation.earlier.enumerated() {
            guard let sameAs else { continue }
            channels.channels[channel].sameAs = sameAs
            file.warnings.append(.sameSound(channel: channel + 1, as: sameAs + 1))
        }
        let embeddings = try await embeddings(source, ChannelSpeech(channels), run)
        for (channel, embedding) in embeddings.enumerated() { channels.channels[channel].embedding = embedding }
        checkpoints.keep(file, channels, rest: preparation.rest)
        return ListeningResult(file: file, output: .separate(channels))
    }

    /// The voice embedding of each channel. The file is read once more, as far as speech is needed.
    private func embeddings(
        _ source: SourceFile, _ speech: ChannelSpeech, _ run: RunContext
    ) async throws -> [[Float]] {
        var voices = ChannelVoices(speech)
        if voices.needsMoreSamples {
            try await streamChannels(source.reader(channels: nil), source, run) { block in
                voices.push(block)
                return voices.needsMoreSamples
            }
        }
        return try await voices.embeddings(models.diarization.embedder, workers: plan.listeningWorkers)
    }

    /// Recognizes each channel's own speech: steps 4 to 6.
    func content(
        _ channels: PreparedChannels, _ meeting: PreparedMeeting, _ run: RunContext
    ) async throws -> Content {
        let duration = meeting.recording.durationSeconds
        let own = ChannelSpeech(channels)  // spans of each channel
        let voices = ChannelSpeakers(channels, own)  // speakers, activity
        let chunker = SpeechChunker(models.recognizer.chunking)
        let passes = voices.channels.map { channel in
            let timeline = SpeechTimeline(speech: own.speech[channel], spans: own.spans[channel])
            return RecognitionPass(
                channel: channel, chunks: chunker.chunks(timeline, [], durationSeconds: channels.durationSeconds))
        }
        let recognized = try await recognize(passes, meeting, run)

        var (words, ledgerParts):
            ([(channel: Int, words: [Word])], [(channel: Int, ledgerParts: [LedgerAssembly.Part])]) = ([], [])
        for (speaker, pass) in passes.enumerated() {
            let channel = voices.channels[speaker]
            let (found, ledgerPart) = ChunkOutcome.collect(pass.chunks, recognized[speaker], durationSeconds: duration)
            {
                own.isOwn($0, of: channel)
            }
            let sure = settings.keepsRawConfidence ? found : models.calibrated(found)
            words.append((channel + 1, sure.map { own.attribute($0, to: speaker, of: channel) }))
            ledgerParts.append((channel + 1, ledgerPart))
        }
        let end = channels.durationSeconds
        return Content(
            speakers: voices.speakers, speech: voices.activity.spans(exclusive: false, endSeconds: end),
            exclusiveSpeech: voices.activity.spans(exclusive: true, endSeconds: end),
            turns: ChannelTurns.turns(words), ledgerParts: ChannelLedger.ledgerParts(ledgerParts))
    }

    /// Reads each channel of a recording to its end, or until `needsMore` is false.
    private func streamChannels(
        _ reader: AudioStream, _ source: SourceFile, _ run: RunContext, _ needsMore: ([[Float]]) async throws -> Bool
    ) async throws {
        while true {
            try run.checkCancellation()
            let block = try await reader.readChannels(ChannelPreparation.blockSamples)
            try await source.requireUnchanged()
            if block[0].isEmpty { return }
            if try await !needsMore(block) { return }
        }
    }
}

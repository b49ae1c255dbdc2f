internal import AudioIO
internal import Diarization
internal import Recognition
internal import TensorKit
internal import Transcript

/// Recordings in which each channel is one speaker's: nobody has to be told apart.
extension MeetingTranscriber {
    /// Listens to each channel.
    func prepareChannels(
        _ source: SourceFile, _ clock: StageClock, _ progress: (Stage, Double) -> Void,
        _ report: (StageReport) -> Void
    ) async throws -> PreparedMeeting {
        var checkpoints = ChannelCheckpoints(cache, source: source, models: models)
        let ending: ChannelCheckpoints.Ending
        if let known = checkpoints.ending {
            ending = known
            progress(.listening, known.recording.durationSeconds)
        } else {
            ending = try await listen(source, &checkpoints, progress)
        }
        return prepared(
            ending.recording, ending.warnings, .separate(ending.heard), source, clock
        ) { seconds in
            report(
                .listening(
                    isKnown: checkpoints.ending != nil, reachedSeconds: checkpoints.reachedSeconds,
                    hasCache: cache != nil, seconds: seconds, warning: checkpoints.warning))
        }
    }

    private func listen(
        _ source: SourceFile, _ checkpoints: inout ChannelCheckpoints, _ progress: (Stage, Double) -> Void
    ) async throws -> ChannelCheckpoints.Ending {
        let reader = try await source.reader(channels: nil)
        let channelCount = reader.info.channelCount
        var listening = ChannelListening(
            channelCount: channelCount, resuming: checkpoints.takeSlabs(channelCount: channelCount))
        var known = listening.heard.sampleCount
        try await streamChannels(reader, source) { block in
            // Slabs are whole blocks.
            if known > 0 {
                known -= block[0].count
            } else {
                try await listening.push(block, models.diarization.speech, workers: plan.listeningWorkers)
                if let slab = listening.nextSlab() { checkpoints.keep(slab) }
            }
            progress(.listening, reader.decodedSeconds)
            return true
        }
        guard known == 0 else {
            checkpoints.discard(because: "the file decodes to less sound than it did for an earlier run")
            return try await listen(source, &checkpoints, progress)
        }
        var heard = listening.heard
        var warnings = reader.warnings
        for (channel, sameAs) in listening.likeness.earlier.enumerated() {
            guard let sameAs else { continue }
            heard.channels[channel].sameAs = sameAs
            warnings.append(.sameSound(channel: channel + 1, as: sameAs + 1))
        }
        let embeddings = try await embeddings(source, OwnSpeech(heard))
        for (channel, embedding) in embeddings.enumerated() { heard.channels[channel].embedding = embedding }
        let ending = ChannelCheckpoints.Ending(
            recording: source.recording(reader), warnings: warnings, heard: heard)
        checkpoints.keep(ending, rest: listening.rest)
        return ending
    }

    /// How the voice of each channel sounds. The file is read once more, for as long as new things are to be heard.
    private func embeddings(_ source: SourceFile, _ own: OwnSpeech) async throws -> [[Float]] {
        var voices = ChannelVoices(own)
        if voices.isHungry {
            try await streamChannels(source.reader(channels: nil), source) { block in
                voices.push(block)
                return voices.isHungry
            }
        }
        return try await voices.embeddings(models.diarization.embedder, workers: plan.listeningWorkers)
    }

    /// Recognises each channel's own speech.
    func channelFindings(
        _ heard: HeardChannels, _ meeting: PreparedMeeting, _ clock: inout StageClock,
        _ progress: (Stage, Double) -> Void, _ report: (StageReport) -> Void
    ) async throws -> Findings {
        let duration = meeting.recording.durationSeconds
        let own = OwnSpeech(heard)  // spans of each channel
        let voices = ChannelSpeakers(heard, own)  // speakers, activity
        let chunker = SpeechChunker(models.recognizer.chunking)
        let tracks = voices.channels.map { channel in
            let timeline = SpeechTimeline(speech: own.speech[channel], spans: own.spans[channel])
            return Track(
                channel: channel, chunks: chunker.chunks(timeline, [], durationSeconds: heard.durationSeconds))
        }
        let recognized = try await recognize(tracks, meeting, progress, &clock, report)

        var (words, fates): ([(channel: Int, words: [Word])], [(channel: Int, fates: [LedgerAssembly.Fate])]) = ([], [])
        for (speaker, track) in tracks.enumerated() {
            let channel = voices.channels[speaker]
            let (found, fate) = ChunkOutcome.collect(track.chunks, recognized[speaker], durationSeconds: duration) {
                own.isOwn($0, of: channel)
            }
            let sure = options.keepsRawConfidence ? found : models.calibrated(found)
            words.append((channel + 1, sure.map { own.attribute($0, to: speaker, of: channel) }))
            fates.append((channel + 1, fate))
        }
        let end = heard.durationSeconds
        return Findings(
            speakers: voices.speakers, speech: voices.activity.spans(exclusive: false, endSeconds: end),
            exclusiveSpeech: voices.activity.spans(exclusive: true, endSeconds: end),
            turns: ChannelTurns.turns(words), fates: ChannelLedger.fates(fates))
    }

    /// Reads each channel of a recording to its end, or until nothing more is wanted.
    private func streamChannels(
        _ reader: AudioStream, _ source: SourceFile, _ wantsMore: ([[Float]]) async throws -> Bool
    ) async throws {
        while true {
            try Task.checkCancellation()
            let block = try await reader.readChannels(ChannelListening.blockSamples)
            try await source.requireUnchanged()
            if block[0].isEmpty { return }
            if try await !wantsMore(block) { return }
        }
    }
}

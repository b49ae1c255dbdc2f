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
        let checkpoint = ChannelCheckpoint(cache, source: source, models: models)
        let ending: ChannelCheckpoint.Ending
        if let known = checkpoint.ending {
            ending = known
            progress(.listening, known.recording.durationSeconds)
        } else {
            ending = try await listen(source, progress)
            checkpoint.keep(ending)
        }
        let (outcome, reason): (StageReport.Outcome, String) =
            if checkpoint.ending != nil {
                (.reused, "kept by an earlier run on the same content with the same models")
            } else if cache == nil {
                (.ran, StageReport.cacheIsOff)
            } else {
                (.ran, "nothing was kept of the channels of this content with these models")
            }
        return try prepared(
            ending.recording, ending.warnings, .separate(ending.heard), source, clock
        ) { seconds in
            report(
                StageReport(
                    stage: Stage.listening.rawValue, outcome: outcome, reason: reason, seconds: seconds,
                    warning: checkpoint.warning))
        }
    }

    private func listen(
        _ source: SourceFile, _ progress: (Stage, Double) -> Void
    ) async throws -> ChannelCheckpoint.Ending {
        let reader = try AudioReader(separating: source.path)
        var ears = [ChannelEar](repeating: ChannelEar(), count: reader.info.channelCount)
        var likeness = ChannelLikeness(count: ears.count)
        var heard = HeardChannels(channels: ears.map { _ in HeardChannels.Channel() })
        try await streamChannels(reader) { block in
            let (detector, before) = (models.diarization.speech, ears)
            let steps = try await Parallel.map(ears.count, workers: plan.listeningWorkers) { channel in
                var ear = before[channel]
                let found = ear.listen(block[channel], detector)
                return (ear: ear, speech: found.speech, power: found.power)
            }
            for (channel, step) in steps.enumerated() {
                ears[channel] = step.ear
                heard.channels[channel].speech += step.speech
                heard.channels[channel].power += step.power
            }
            likeness.push(block)
            heard.sampleCount += block[0].count
            progress(.listening, reader.decodedSeconds)
            return true
        }
        var warnings = reader.warnings
        for (channel, sameAs) in likeness.earlier.enumerated() {
            guard let sameAs else { continue }
            heard.channels[channel].sameAs = sameAs
            warnings.append(.sameSound(channel: channel + 1, as: sameAs + 1))
        }
        let embeddings = try await embeddings(source, OwnSpeech(heard))
        for (channel, embedding) in embeddings.enumerated() { heard.channels[channel].embedding = embedding }
        return ChannelCheckpoint.Ending(recording: source.recording(reader), warnings: warnings, heard: heard)
    }

    /// How the voice of each channel sounds. The file is read once more, for as long as new things are to be heard.
    private func embeddings(_ source: SourceFile, _ own: OwnSpeech) async throws -> [[Float]] {
        var voices = ChannelVoices(own)
        if voices.isHungry {
            try await streamChannels(AudioReader(separating: source.path)) { block in
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
        let chunker = SpeechChunker(longestSeconds: models.recognizer.longestChunkSeconds)
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
            let sure = options.keepsRawConfidence ? found : models.recognizer.calibration.calibrated(found)
            words.append((channel + 1, sure.map { own.attribute($0, to: speaker, of: channel) }))
            fates.append((channel + 1, fate))
        }
        let end = heard.durationSeconds
        return Findings(
            speakers: voices.speakers, speech: voices.activity.turns(exclusive: false, endSeconds: end),
            exclusiveSpeech: voices.activity.turns(exclusive: true, endSeconds: end),
            turns: ChannelTurns.turns(words), fates: ChannelLedger.fates(fates))
    }

    /// Whole steps, of about the length of the other blocks.
    private static let blockSteps = 320

    /// Reads each channel of a recording to its end, or until nothing more is wanted.
    private func streamChannels(_ reader: AudioReader, _ wantsMore: ([[Float]]) async throws -> Bool) async throws {
        while true {
            try Task.checkCancellation()
            let block = try reader.readChannels(Self.blockSteps * HeardChannels.stepSamples)
            if block[0].isEmpty { return }
            if try await !wantsMore(block) { return }
        }
    }
}

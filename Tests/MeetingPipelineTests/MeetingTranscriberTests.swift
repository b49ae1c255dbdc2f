import AudioIO
import Diarization
import Recognition
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite(.enabled(if: TestResources.hasModels, "needs the model weights"))
struct MeetingTranscriberTests {
    let models: MeetingModels

    init() throws {
        models = try TestModels.meeting()
    }

    private func transcribe(
        _ path: String, clustering: ClusteringOptions = ClusteringOptions(), workers: Int = 2,
        keepsRawConfidence: Bool = false
    ) async throws -> MeetingTranscript {
        let settings = TranscriptionSettings(clustering: clustering, keepsRawConfidence: keepsRawConfidence)
        let options = TranscriptionOptions(settings, workers: workers)
        return try await MeetingTranscriber(models: models, options: options, programVersion: "test")
            .transcribe(path)
    }

    /// The dialogue of the sample as this program first wrote it down: later versions may differ in a few words.
    private static let dialogue: [(speaker: Int, text: String)] = [
        (0, "Do you hear me?"), (1, "Yes."), (0, "Do you hear me?"), (1, "Yes."),
        (0, "We laugh less heartily, so we have still that resource."),
        (1, "Laugh less heartily, so we have still that resource."),
        (0, "No, not heartily, just less heartily."), (1, "Ah, that's a good story. Ah, that's a good story."),
        (0, "What are you talking about? Laugh, ye thought you were in pain. Not now."),
        (0, "Do you remember the day I went and fetched you from that ditch?"), (1, "No."),
    ]

    @Test func confidenceIsCalibratedUnlessItIsToStayRaw() async throws {
        let path = try TestResources.sample("beckett.wav")
        let raw = try await transcribe(path, keepsRawConfidence: true)
        let words = try await transcribe(path).words
        #expect(words.count > 5)
        let calibration = try #require(models.recognizer.calibration)
        #expect(calibration.calibrated(raw.words).map(\.confidence) == words.map(\.confidence))
        #expect(raw.words.map(\.confidence) != words.map(\.confidence))
    }

    /// What must hold for any transcript.
    private static func check(
        _ transcript: MeetingTranscript, durationSeconds: Double, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            abs(transcript.recording.durationSeconds - durationSeconds) < 1e-9, sourceLocation: sourceLocation)
        #expect(transcript.ledger.accounts(for: durationSeconds), sourceLocation: sourceLocation)
        let accounted = LedgerKind.allCases.reduce(0) { $0 + transcript.ledger.seconds(of: $1) }
        #expect(abs(accounted - durationSeconds) < 1e-6, sourceLocation: sourceLocation)
        for entry in transcript.ledger.entries {
            #expect((entry.reason != nil) == (entry.kind == .dropped), sourceLocation: sourceLocation)
        }
        let speakers = transcript.speakers.indices
        #expect(transcript.speakers.map(\.label) == speakers.map { "S\($0 + 1)" }, sourceLocation: sourceLocation)
        for turn in transcript.speech + transcript.exclusiveSpeech {
            #expect(speakers.contains(turn.speaker), sourceLocation: sourceLocation)
            #expect(turn.range.start >= 0, sourceLocation: sourceLocation)
            // The last of the resampled samples may reach a little beyond the last of the file's.
            #expect(turn.range.end <= durationSeconds + 1e-3, sourceLocation: sourceLocation)
        }
        for (one, next) in zip(transcript.exclusiveSpeech, transcript.exclusiveSpeech.dropFirst()) {
            #expect(one.range.end <= next.range.start, sourceLocation: sourceLocation)
        }
        let words = transcript.words
        for word in words {
            #expect(word.range.start >= 0 && word.range.end <= durationSeconds, sourceLocation: sourceLocation)
            #expect((0...1).contains(word.confidence), sourceLocation: sourceLocation)
            #expect((0...1).contains(word.speakerMargin), sourceLocation: sourceLocation)
            #expect(word.speaker.map(speakers.contains) ?? speakers.isEmpty, sourceLocation: sourceLocation)
            let isAccounted = transcript.ledger.entries.contains { entry in
                entry.kind == .transcribed && entry.range.start <= word.range.middle
                    && word.range.middle <= entry.range.end
            }
            #expect(isAccounted, "\(word) lies where nothing was transcribed", sourceLocation: sourceLocation)
        }
        for (one, next) in zip(words, words.dropFirst()) {
            #expect(one.range.start <= next.range.start, sourceLocation: sourceLocation)
        }
        for turn in transcript.turns {
            #expect(!turn.words.isEmpty, sourceLocation: sourceLocation)
            #expect(turn.words.allSatisfy { $0.speaker == turn.speaker }, sourceLocation: sourceLocation)
        }
    }

    /// A transcript without what differs from run to run: the time of day and how long it took.
    private static func timeless(_ transcript: MeetingTranscript) -> MeetingTranscript {
        var transcript = transcript
        transcript.run.startedAt = ""
        transcript.run.timings = []
        return transcript
    }

    @Test func aDialogueIsWrittenDownBySpeaker() async throws {
        let transcript = try await transcribe(TestResources.sample("endgame_nagg_nell.wav"))
        Self.check(transcript, durationSeconds: 28.27725)
        #expect(transcript.recording.sampleRate == 24_000 && transcript.recording.channelCount == 1)
        #expect(transcript.speakers.count == 2)

        // Each word with who says it, so that a word of the wrong person is an error, too.
        let spoken = Self.dialogue.flatMap { line in WordErrors.words(line.text).map { "\(line.speaker) \($0)" } }
        let found = transcript.words.flatMap { word in
            WordErrors.words(word.text).map { "\(word.speaker ?? -1) \($0)" }
        }
        let errors = WordErrors.count(spoken, found)
        #expect(errors * 10 <= spoken.count, "\(errors) of \(spoken.count) words are wrong: \(found)")
        #expect(transcript.turns.first.map { WordErrors.words($0.text) } == ["do", "you", "hear", "me"])

        #expect(transcript.run.timings.map(\.stage) == MeetingTranscriber.Stage.allCases.map(\.rawValue))
        #expect(transcript.run.models == models.hashes && models.hashes.count == 5)
        #expect(transcript.run.programVersion == "test")
        #expect(transcript.run.resultKey == TranscriptionSettings().resultKey)
        let heard = transcript.ledger.seconds(of: .transcribed)
        #expect(heard > 15 && heard <= 28.27725)
    }

    @Test func theSameAgainWithAnyNumberOfWorkers() async throws {
        let path = try TestResources.sample("endgame_nagg_nell.wav")
        let one = Self.timeless(try await transcribe(path, workers: 1))
        for workers in [1, 2, 3] {
            #expect(Self.timeless(try await transcribe(path, workers: workers)) == one, "\(workers) workers")
        }
    }

    @Test(arguments: [1, 3])
    func aKnownNumberOfSpeakersIsKept(count: Int) async throws {
        let transcript = try await transcribe(
            TestResources.sample("endgame_nagg_nell.wav"), clustering: ClusteringOptions(speakerCount: count))
        Self.check(transcript, durationSeconds: 28.27725)
        #expect(transcript.speakers.count == count)
        #expect(transcript.run.settings["speakers"] == "\(count)")
    }

    @Test func silenceIsAccountedFor() async throws {
        let folder = try ScratchFolder()
        let path = try MonoWave.write([Float](repeating: 0, count: 200_000), to: folder)
        let transcript = try await transcribe(path)
        Self.check(transcript, durationSeconds: 12.5)
        #expect(transcript.turns.isEmpty && transcript.speakers.isEmpty)
        #expect(transcript.ledger.entries == [LedgerEntry(range: TimeRange(start: 0, end: 12.5), kind: .nonSpeech)])
    }

    @Test(arguments: [1, 511, 6_399, 16_000], [8_000, 44_100])
    func snippetsAreSurvived(count: Int, rate: Int) async throws {
        let folder = try ScratchFolder()
        let voice = try PCMSample.read(TestResources.sample("beckett.wav"))
        for samples in [Array(voice[8_000..<8_000 + count]), Noise.floats(count)] {
            let path = try MonoWave.write(samples, sampleRate: rate, to: folder)
            Self.check(try await transcribe(path), durationSeconds: Double(count) / Double(rate))
        }
    }

    @Test func voicesInNoiseAndNoPauseAreSurvived() async throws {
        // Speech without a pause for longer than a chunk may last, and noise that nobody can follow.
        let folder = try ScratchFolder()
        let voice = try PCMSample.read(TestResources.sample("beckett.wav")).filter { abs($0) > 1e-3 }
        let noise = Noise.floats(160_000, scale: 0.3)
        let samples = voice + voice + voice + noise
        let path = try MonoWave.write(samples, to: folder)
        Self.check(try await transcribe(path), durationSeconds: Double(samples.count) / 16_000)
    }

    @Test func progressReachesTheEndOfEachStage() async throws {
        let path = try TestResources.sample("endgame_nagg_nell.wav")
        let seen = Mutex<[RunContext.Progress]>([])
        let transcriber = MeetingTranscriber(
            models: models, options: TranscriptionOptions(workers: 2), programVersion: "test")
        _ = try await transcriber.transcribe(
            path, RunContext(progress: { progress in seen.withLock { $0.append(progress) } }))
        let all = seen.withLock { $0 }
        for stage in MeetingTranscriber.Stage.allCases {
            let seconds = all.filter { $0.stage == stage }.map(\.seconds)
            #expect(seconds == seconds.sorted())
            #expect(seconds.last.map { abs($0 - 28.27725) < 1e-9 } == true, "\(stage)")
        }
        // From the header, which this file's length agrees with.
        #expect(all.allSatisfy { $0.durationSeconds.map { abs($0 - 28.27725) < 1e-9 } == true })
        let order = all.map { MeetingTranscriber.Stage.allCases.firstIndex(of: $0.stage) ?? -1 }
        #expect(order == order.sorted())
    }

    @Test func aCancelledTaskStops() async throws {
        let path = try TestResources.sample("endgame_nagg_nell.wav")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transcribe(path).turns.count
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func whatIsNoRecordingIsRefused() async throws {
        let folder = try ScratchFolder()
        let text = try folder.write("These are words, but nobody says them.", to: "words.wav")
        await #expect(throws: AudioError.self) { try await transcribe(text) }
        let empty = try MonoWave.write([], to: folder)
        await #expect(throws: AudioError.self) { try await transcribe(empty) }
        await #expect(throws: (any Error).self) { try await transcribe(folder.file("nothing.wav")) }
    }
}

import AudioIO
import FileSystem
import Foundation
import StageCache
import Synchronization
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

@Suite("separate channels", .enabled(if: TestResources.hasModels, "needs the model weights"))
struct ChannelTranscriptionTests {
    private let models: MeetingModels
    private let folder: ScratchFolder

    init() throws {
        models = try TestModels.meeting()
        folder = try ScratchFolder()
    }

    private func transcribe(
        _ path: String, channels: ChannelUse = .separate, workers: Int = 2, cache: CacheFolder? = nil
    ) async throws -> (transcript: MeetingTranscript, reports: [StageReport], warnings: [AudioWarning]) {
        let transcriber = MeetingTranscriber(
            models: models,
            options: TranscriptionOptions(TranscriptionSettings(channels: channels), workers: workers),
            programVersion: "test", cache: cache)
        let reports = Mutex<[StageReport]>([])
        let run = RunContext(report: { stage in reports.withLock { $0.append(stage) } })
        let meeting = try await transcriber.prepare(HashedFile.read(path), run)
        var transcript = try await transcriber.transcribe(meeting, run)
        transcript.run.startedAt = ""
        transcript.run.timings = []
        return (transcript, reports.withLock { $0 }, meeting.warnings)
    }

    private static func words(_ transcript: MeetingTranscript, channel: Int) -> [String] {
        WordErrors.words(transcript.turns.filter { $0.channel == channel }.map(\.text).joined(separator: " "))
    }

    /// What must hold for every transcript of channels.
    private static func check(_ transcript: MeetingTranscript, sourceLocation: SourceLocation = #_sourceLocation) {
        let duration = transcript.recording.durationSeconds
        #expect(transcript.ledger.accounts(for: duration), sourceLocation: sourceLocation)
        #expect(transcript.turns.map(\.range.start) == transcript.turns.map(\.range.start).sorted())
        let channels = Dictionary(grouping: transcript.turns, by: \.speaker).mapValues { Set($0.map(\.channel)) }
        #expect(channels.allSatisfy { $0.key != nil && $0.value.count == 1 }, sourceLocation: sourceLocation)
        for turn in transcript.turns {
            #expect(turn.words.allSatisfy { $0.speaker == turn.speaker && (0...1).contains($0.speakerMargin) })
            #expect(turn.words.allSatisfy { turn.range.start <= $0.range.start && $0.range.end <= turn.range.end })
        }
        for word in transcript.words {
            let isAccounted = transcript.ledger.entries.contains {
                $0.kind == .transcribed && $0.range.start <= word.range.middle && word.range.middle <= $0.range.end
            }
            #expect(isAccounted, "\(word) lies where nothing was transcribed", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [0, 0.1] as [Float])
    func eachChannelHasItsWords(leak: Float) async throws {
        let path = try ChannelWave.write(ChannelWave.leaking(CallFixture.sides(), gain: leak), to: folder)
        let (transcript, _, warnings) = try await transcribe(path)
        Self.check(transcript)
        #expect(warnings.isEmpty)
        #expect(transcript.speakers.map(\.label) == ["S1", "S2"])
        #expect(transcript.speakers.allSatisfy { $0.embedding.count == 256 })
        #expect(transcript.recording.channelCount == 2)
        let once = WordErrors.words(CallFixture.callerWords)
        let found = Self.words(transcript, channel: 1)
        #expect(WordErrors.count(once + once, found) <= 2, "\(found)")
        let story = Self.words(transcript, channel: 2)
        #expect(story.count > 60 && story.starts(with: ["it", "was", "the", "best", "of", "times"]), "\(story)")
        #expect(!story.contains("failed"))
        // The caller's last words are said while the other side talks.
        let overlapped = transcript.turns.filter { $0.channel == 1 && $0.range.start > 15 }.flatMap(\.words)
        #expect(overlapped.count { $0.isOverlapped } * 2 > overlapped.count && !overlapped.isEmpty)
        #expect(transcript.turns[0].words.allSatisfy { !$0.isOverlapped && $0.speakerMargin > 0.8 })
    }

    @Test func theVoiceIsThatOfTheMixedRecording() async throws {
        let voice = try PCMSample.read(TestResources.sample("beckett.wav"))
        let silent = [Float](repeating: 0, count: voice.count)
        let alone = try await transcribe(ChannelWave.write([silent, voice], to: folder)).transcript
        let mono = try await transcribe(MonoWave.write(voice, to: folder)).transcript
        #expect(alone.speakers.count == 1 && alone.turns.allSatisfy { $0.channel == 2 })
        let (one, other) = (alone.speakers[0].embedding, mono.speakers[0].embedding)
        func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(dot(one, other) / (dot(one, one) * dot(other, other)).squareRoot() > 0.9)
    }

    @Test func oneChannelIsHeardAsUsual() async throws {
        let path = try TestResources.sample("endgame_nagg_nell.wav")
        var separate = try await transcribe(path).transcript
        let mixed = try await transcribe(path, channels: .mix).transcript
        #expect(separate.run.settings == ["min-speakers": "1", "channels": "separate"])
        separate.run.settings = mixed.run.settings
        separate.run.resultKey = mixed.run.resultKey
        #expect(separate == mixed && separate.speakers.count == 2)
    }

    @Test func aCopyAndADeadChannelAreNobody() async throws {
        let voice = try PCMSample.read(TestResources.sample("beckett.wav"))
        let noise = Noise.floats(voice.count, scale: 0.003)
        let path = try ChannelWave.write([noise, voice, voice.map { 0.5 * $0 }], to: folder)
        let (transcript, _, warnings) = try await transcribe(path)
        Self.check(transcript)
        #expect(warnings == [.sameSound(channel: 3, as: 2)])
        #expect(transcript.speakers.count == 1 && Set(transcript.turns.map(\.channel)) == [2])
        #expect(WordErrors.count(WordErrors.words(CallFixture.callerWords), Self.words(transcript, channel: 2)) <= 1)
    }

    @Test func silenceIsAccountedFor() async throws {
        let silence = [Float](repeating: 0, count: 100_000)
        let transcript = try await transcribe(ChannelWave.write([silence, silence], to: folder)).transcript
        #expect(transcript.turns.isEmpty && transcript.speakers.isEmpty && transcript.speech.isEmpty)
        #expect(transcript.ledger.entries == [LedgerEntry(range: TimeRange(start: 0, end: 6.25), kind: .nonSpeech)])
    }

    @Test(arguments: [1, 511, 513, 6_399])
    func snippetsAreSurvived(count: Int) async throws {
        let voice = try PCMSample.read(TestResources.sample("beckett.wav"))
        let path = try ChannelWave.write(
            [Array(voice[8_000..<8_000 + count]), Noise.floats(count)], sampleRate: 44_100, to: folder)
        Self.check(try await transcribe(path).transcript)
    }

    @Test func neitherWorkersNorTheCacheChangeTheTranscript() async throws {
        let path = try ChannelWave.write(ChannelWave.leaking(CallFixture.sides(), gain: 0.1), to: folder)
        let plain = try await transcribe(path, workers: 1)
        #expect(plain.reports.map(\.stage) == ["listening", "recognition", "attribution"])
        #expect(try await transcribe(path, workers: 3).transcript == plain.transcript)
        let cache = CacheFolder(path: folder.file("stages"), limitBytes: 1 << 30)
        let first = try await transcribe(path, cache: cache)
        #expect(first.transcript == plain.transcript && first.reports.allSatisfy { $0.warning == nil })
        let second = try await transcribe(path, cache: cache)
        #expect(second.reports.map(\.outcome) == [.reused, .reused, .ran])
        #expect(second.transcript == plain.transcript)
        // The mixed recording is another matter.
        let mixed = try await transcribe(path, channels: .mix, cache: cache)
        #expect(
            mixed.reports.allSatisfy { $0.outcome == .ran } && mixed.transcript.turns.allSatisfy { $0.channel == nil })
        #expect(
            try cache.entries().map(\.stage).sorted() == ["listening", "listening"] + [
                "recognition", "recognition", "recognition",
            ])
    }

    @Test func aRunGoesOnWhereACancelledOneWas() async throws {
        let path = try ChannelWave.write(CallFixture.sides(), to: folder)
        let cache = CacheFolder(path: folder.file("stages"), limitBytes: 1 << 30)
        let plain = try await transcribe(path)
        let models = models
        let task = Task {
            let transcriber = MeetingTranscriber(
                models: models,
                options: TranscriptionOptions(TranscriptionSettings(channels: .separate), workers: 1),
                programVersion: "test", cache: cache)
            // The first channel is done before this is told of the second.
            let run = RunContext(progress: { progress in
                if progress.stage == .recognition && progress.seconds > 25 { withUnsafeCurrentTask { $0?.cancel() } }
            })
            return try await transcriber.transcribe(path, run)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        let rest = try await transcribe(path, cache: cache)
        #expect(rest.reports.map(\.outcome) == [.reused, .resumed, .ran], "\(rest.reports)")
        #expect(rest.transcript == plain.transcript)
    }
}

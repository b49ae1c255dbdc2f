import AudioIO
import Diarization
import Features
import Recognition
import TestSupport
import Testing
import Transcript

@testable import MeetingPipeline

/// The golden digests of the parts that need no model. See `GoldenRecord`.
@Suite("golden digests, without models") struct GoldenDecisionTests {
    /// Chords that get louder and softer, with some noise.
    private static func sound(seconds: Int, rate: Int, seed: UInt64) -> [Float] {
        var sound = Noise.floats(seconds * rate, seed: seed, scale: 0.01)
        for (number, frequency) in [131.0, 523, 1_480, 3_700].enumerated() {
            let tone = SyntheticAudio.sine(frequency: frequency, sampleRate: rate, count: sound.count, amplitude: 0.06)
            for index in sound.indices { sound[index] += Float((index / rate + number) % 4) * tone[index] }
        }
        return sound
    }

    @Test func decoding() async throws {
        let folder = try ScratchFolder()
        var record = GoldenRecord()
        let mono = Self.sound(seconds: 6, rate: 44_100, seed: 1)
        let quiet = Self.sound(seconds: 6, rate: 44_100, seed: 2).map { 0.1 * $0 }
        let files = [
            ("mono", try MonoWave.write(mono, sampleRate: 44_100, to: folder, name: "mono.wav")),
            ("offset", try MonoWave.write(quiet.map { $0 + 0.2 }, sampleRate: 44_100, to: folder, name: "offset.wav")),
            ("slow", try MonoWave.write(mono, sampleRate: 8_000, to: folder, name: "slow.wav")),
            ("two", try ChannelWave.write([mono, quiet], sampleRate: 44_100, to: folder)),
        ]
        for (name, path) in files {
            let reader = try await AudioStream.open(path)
            let samples = try await reader.read(.max)
            record.add("\(name) samples", samples.count)
            record.add("\(name) levels", samples.levels(16_000), grid: 0.5)
        }
        let separate = try await AudioStream.open(files[3].1, channels: nil)
        for (channel, samples) in try await separate.readChannels(.max).enumerated() {
            record.add("channel \(channel) levels", samples.levels(16_000), grid: 0.5)
        }
        record.check(.decoding)
    }

    @Test func noiseReduction() {
        var record = GoldenRecord()
        // Two seconds of noise alone, then bursts of sound in it.
        let noise = Noise.floats(128_000, seed: 3, scale: 0.02)
        let bursts = [Float](repeating: 0, count: 32_000) + SyntheticAudio.bursts(sampleRate: 16_000, seconds: 6)
        let reduced = NoiseReducer().reduced(zip(noise, bursts).map { $0 + $1 })
        record.add("samples", reduced.count)
        record.add("levels", reduced.levels(4_000), grid: 0.5)
        record.check(.noiseReduction)
    }

    private static func times(_ ranges: [TimeRange]) -> [Double] { ranges.flatMap { [$0.start, $0.end] } }

    @Test func chunking() {
        var record = GoldenRecord()
        for seed in 1...12 as ClosedRange<UInt64> {
            let scene = Scene(seed: seed)
            let chunks = SpeechChunker(MoonshineRecognizer.chunking).chunks(
                scene.timeline, scene.diarization.exclusiveSpeech, durationSeconds: scene.durationSeconds)
            record.add("scene \(seed)", Self.times(chunks.map(\.range)), grid: 0.0073, margin: 1e-6)
            record.add("voices \(seed)", chunks.map { $0.hasVoice ? "v" : "-" }.joined())
        }
        record.check(.chunking)
    }

    private static let channels = ChannelScene(
        durationSeconds: 60,
        [[(1, 10, -20), (20, 24, -30), (40, 44, -22)], [(5, 14, -26), (23, 31, -20), (42, 50, -24)], []],
        leak: -12, tailSeconds: 0.2)

    @Test func channelSpeech() {
        var record = GoldenRecord()
        let scene = Self.channels
        let own = scene.own
        for (channel, spans) in own.spans.enumerated() {
            record.add("spans \(channel)", Self.times(spans), grid: 0.0073, margin: 1e-6)
            record.add("alone \(channel)", own.stepsAlone(channel).count)
        }
        let speakers = ChannelSpeakers(scene.heard, own)
        record.add("channels", speakers.channels)
        for turn in speakers.activity.spans(exclusive: true, endSeconds: 60) {
            record.add("speaker \(turn.speaker)", Self.times([turn.range]), grid: 0.0073, margin: 1e-6)
        }
        let words = (0..<120).map { ChannelScene.word(0.5 * Double($0), 0.5 * Double($0) + 0.4) }
        for channel in 0..<2 {
            record.add("own words \(channel)", words.map { own.isOwn($0, of: channel) ? "o" : "-" }.joined())
            let margins = words.map { own.attribute($0, to: channel, of: channel).speakerMargin }
            record.add("margins \(channel)", margins, grid: 0.05)
        }
        record.check(.channelSpeech)
    }

    @Test func attribution() {
        var record = GoldenRecord()
        // What the recognizer is calibrated by: another fit gives other confidences.
        let fitted = MoonshineRecognizer.tinyEnglish
        record.add("calibration", "\(fitted.slope) \(fitted.neighbourSlope) \(fitted.offset)")
        for seed in 1...8 as ClosedRange<UInt64> {
            let scene = Scene(seed: seed)
            var generator = SeededGenerator(seed: seed)
            let words = stride(from: 0.1, to: scene.durationSeconds - 0.4, by: 0.31).map { start in
                let confidence = Double.random(in: 0.2...1, using: &generator)
                return Word(text: "w", range: TimeRange(start: start, end: start + 0.3), confidence: confidence)
            }
            let attributed = WordAttribution(scene.diarization).attribute(words)
            record.add("speakers \(seed)", attributed.map { $0.speaker.map { String($0) } ?? "-" }.joined())
            record.add("margins \(seed)", attributed.map(\.speakerMargin), grid: 0.013, margin: 1e-4)
            let calibration = ConfidenceCalibration(slope: 0.9, neighbourSlope: 0.4, offset: 0.1)
            // One of the fifth scene's lies at an edge of the grid.
            if seed != 5 {
                let calibrated = calibration.calibrated(words).map(\.confidence)
                record.add("confidence \(seed)", calibrated, grid: 0.02, margin: 1e-4)
            }
            for turn in TurnAssembly.turns(attributed) {
                record.add("turn of \(turn.speaker ?? -1)", Self.times([turn.range]), grid: 0.0073, margin: 1e-6)
            }
        }
        // Short stretches of a second speaker over the first, from shorter to longer than a slip.
        let slips = Scene(
            durationSeconds: 14, speakers: 2,
            [(1, 1, 1.4), (1, 3, 3.6), (1, 5, 5.8), (1, 7, 8), (1, 9, 10.2), (1, 11, 12.4), (0, 0.2, 13.8)])
        let words = stride(from: 0.3, to: 13.5, by: 0.15).map { ChannelScene.word($0, $0 + 0.13) }
        let slipped = WordAttribution(slips.diarization).attribute(words)
        record.add("slips", slipped.map { $0.speaker.map { String($0) } ?? "-" }.joined())
        let sides = (0..<2).map { channel in
            stride(from: 0.4 * Double(channel), to: 40, by: channel == 0 ? 0.7 : 1.9).map {
                ChannelScene.word($0, $0 + 0.3, channel)
            }
        }
        for turn in ChannelTurns.turns([(1, sides[0]), (2, sides[1])]) {
            record.add("channel \(turn.channel ?? 0)", Self.times([turn.range]), grid: 0.0073, margin: 1e-6)
        }
        // Pauses of every length, and in every third one a word of another speaker.
        var paused: [Word] = []
        var between: [Word] = []
        var time = 0.0
        for index in 0..<40 {
            paused.append(ChannelScene.word(time, time + 0.3, 0))
            let pause = 0.05 + 0.1 * Double(index)
            let middle = time + 0.3 + pause / 2
            if index % 3 == 0 { between.append(ChannelScene.word(middle - 0.01, middle + 0.01, 1)) }
            time += 0.3 + pause
        }
        for turn in TurnAssembly.turns(paused) {
            record.add("after a pause", Self.times([turn.range]), grid: 0.0073, margin: 1e-6)
        }
        for turn in ChannelTurns.turns([(1, paused), (2, between)]) {
            let name = "after a pause in channel \(turn.channel ?? 0)"
            record.add(name, Self.times([turn.range]), grid: 0.0073, margin: 1e-6)
        }
        record.check(.attribution)
    }

    @Test func ledger() {
        var record = GoldenRecord()
        let chunks = (0..<6).map { index -> SpeechChunk in
            let range = TimeRange(start: 3 * Double(index), end: 3 * Double(index) + 2.5)
            return SpeechChunk(range: range, speech: range, hasVoice: index != 2)
        }
        let endings: [RecognizedChunk.Ending] = [.complete, .repetition, .overlong, .complete, .repetition]
        let results = endings.enumerated().map { index, ending in
            RecognizedChunk(
                words: (0..<index).map {
                    RecognizedWord(
                        text: "w", start: 0.5 * Double($0), end: 0.5 * Double($0) + 0.75, confidence: 0.5)
                }, ending: ending)
        }
        let (words, ledgerParts) = ChunkOutcome.collect(chunks, results, durationSeconds: 17)
        let (_, others) = ChunkOutcome.collect(chunks, results, durationSeconds: 17) { $0.range.start < 9 }
        record.add("words", Self.times(words.map(\.range)), grid: 0.01)
        for (name, ledgerParts) in [
            ("mixed", ledgerParts),
            (
                "channels",
                ChannelLedger.ledgerParts([(channel: 1, ledgerParts: ledgerParts), (channel: 2, ledgerParts: others)])
            ),
        ] {
            for entry in LedgerAssembly.ledger(ledgerParts, durationSeconds: 18).entries {
                record.add("\(name) \(entry.kind) \(entry.reason ?? "")", Self.times([entry.range]), grid: 0.01)
            }
        }
        record.check(.ledger)
    }
}

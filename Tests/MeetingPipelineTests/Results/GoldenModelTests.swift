import AudioIO
import Recognition
import TestSupport
import Testing
import Transcript

@testable import Diarization
@testable import MeetingPipeline

/// The golden digests of the parts that run models. See `GoldenRecord`.
@Suite("golden digests, with models", .enabled(if: TestResources.hasModels, "needs the model weights"))
struct GoldenModelTests {
    private let models: MeetingModels

    init() throws { models = try TestModels.meeting() }

    /// Norm and first values of the mean of embeddings, scaled to length 1.
    private static func voice(_ embeddings: [[Float]]) -> [Double] {
        let whole = embeddings.filter { $0.allSatisfy(\.isFinite) && !$0.isEmpty }
        let sum = (0..<SpeakerEmbedder.dimension).map { index in
            whole.reduce(0.0) { $0 + Double($1[index]) }
        }
        let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return [norm / Double(whole.count)] + sum.prefix(8).map { 10 * $0 / norm }
    }

    @Test func listening() async throws {
        var record = GoldenRecord()
        let sides = try CallFixture.sides()
        let both = zip(sides[0], sides[1]).map { 0.5 * ($0 + $1) }
        // 80 s: more than a slab.
        let samples = both + both
        let preparation = DiarizationPreparation(models: models.diarization, workers: 2)
        try await preparation.push(samples)
        let found = try await preparation.finish()
        record.add("samples", found.sampleCount)
        record.add("speech", found.speech.means(250), grid: 0.1)
        let active = found.segmentation.masks.map { Float($0.nonzeroBitCount) }
        record.add("windows", found.segmentation.windowCount)
        record.add("active speakers", active.means(8 * LocalSegmentation.frameCount), grid: 0.1)
        record.add("pieces", [Double(found.pieces.count)], grid: 7, margin: 0.1)
        record.add("frames of pieces", [Double(found.pieces.reduce(0) { $0 + $1.count })], grid: 200, margin: 0.1)
        let embeddings = found.pieces.indices.map { piece in
            Array(found.embeddings[piece * SpeakerEmbedder.dimension..<(piece + 1) * SpeakerEmbedder.dimension])
        }
        record.add("voice", Self.voice(embeddings), grid: 0.1)
        record.check(.listening)
    }

    @Test func channelListening() async throws {
        var record = GoldenRecord()
        let sides = ChannelWave.leaking(try CallFixture.sides(), gain: 0.1)
        let all = sides + [sides[0].map { 0.5 * $0 }]
        var preparation = ChannelPreparation(channelCount: 3)
        for start in stride(from: 0, to: all[0].count, by: ChannelPreparation.blockSamples) {
            let block = all.map { Array($0[start..<min(start + ChannelPreparation.blockSamples, $0.count)]) }
            try await preparation.push(block, models.diarization.speech, workers: 2)
        }
        record.add("copies", preparation.correlation.earlier.map { $0.map { String($0) } ?? "-" })
        for (channel, steps) in preparation.channels.channels.enumerated() {
            record.add("speech \(channel)", steps.speech.means(250), grid: 0.1)
            record.add("level \(channel)", steps.power.means(250).map { Double(Decibels.of(Float($0))) }, grid: 1)
        }
        var voices = ChannelVoices(ChannelSpeech(preparation.channels))
        voices.push(all)
        for (channel, embedding) in try await voices.embeddings(models.diarization.embedder, workers: 2).enumerated() {
            record.add("voice \(channel)", Self.voice([embedding]), grid: 0.1)
        }
        record.check(.channelListening)
    }

    /// Three voices who take turns, as the networks would describe them.
    private static func conversation() -> PreparedDiarization {
        let seconds = 90.0
        let order = [0, 1, 0, 2, 1]
        var spans: [(speaker: Int, start: Double, end: Double)] = []
        for index in 0..<30 {
            let start = 3 * Double(index)
            spans.append((speaker: order[index % order.count], start: start, end: start + 2.8))
        }
        let count = Int(seconds * 16_000)
        var masks: [UInt8] = []
        for window in 0..<LocalSegmentation.windowCount(sampleCount: count, hopSamples: 16_000) {
            for frame in 0..<LocalSegmentation.frameCount {
                let inside = LocalSegmentation.firstFrameSeconds + Double(frame) * LocalSegmentation.frameStepSeconds
                let time = Double(window) + inside
                var mask: UInt8 = 0
                for span in spans where span.start <= time && time < seconds {
                    // The first speaker goes on into the turn of the next.
                    let end = span.end + (span.speaker == 0 ? 0.6 : 0)
                    if time < end { mask |= 1 << UInt8(span.speaker) }
                }
                masks.append(mask)
            }
        }
        let voices = (0..<3).map { Noise.floats(SpeakerEmbedder.dimension, seed: UInt64(100 + $0), scale: 4) }
        var pieces: [Range<Int>] = []
        var embeddings: [Float] = []
        for (index, span) in spans.enumerated() {
            let first = Int((span.start + 0.7) / SpeakerActivity.stepSeconds)
            pieces.append(first..<first + 110)
            let noise = Noise.floats(SpeakerEmbedder.dimension, seed: UInt64(200 + index), scale: 2.5)
            embeddings += zip(voices[span.speaker], noise).map { $0 + $1 }
        }
        return PreparedDiarization(
            sampleCount: count, speech: [Float](repeating: 1, count: count / 512),
            segmentation: LocalSegmentation(hopSamples: 16_000, masks: masks), pieces: pieces, embeddings: embeddings)
    }

    @Test func clustering() {
        var record = GoldenRecord()
        let prepared = Self.conversation()
        for count in [nil, 2] as [Int?] {
            let options = TranscriptionSettings(clustering: ClusteringOptions(speakerCount: count)).clustering
            let found = SpeakerDiarization(
                prepared, clustering: SpeakerClustering(plda: models.diarization.plda, options: options))
            record.add("speakers", found.speakers.count)
            for (name, turns) in [("speech", found.speech), ("exclusive", found.exclusiveSpeech)] {
                for turn in turns {
                    record.add(
                        "\(name) \(turn.speaker)", [turn.range.start, turn.range.end], grid: 0.0073, margin: 1e-6)
                }
            }
            for (index, speaker) in found.speakers.enumerated() {
                // The fourth value lies at an edge of the grid.
                record.add("voice \(index)", Array(Self.voice([speaker.embedding]).prefix(4)), grid: 0.1)
            }
        }
        record.check(.clustering)
    }

    @Test func recognition() async throws {
        var record = GoldenRecord()
        let sides = try CallFixture.sides()
        let samples = sides[0].prefix(10 * 16_000) + sides[1].dropFirst(14 * 16_000).prefix(12 * 16_000)
        let chunks = [(0.2, 6.0), (6.0, 9.5), (10.5, 21.0), (21.1, 21.3)].map { start, end -> SpeechChunk in
            let range = TimeRange(start: start, end: end)
            return SpeechChunk(range: range, speech: range)
        }
        let recognition = ChunkRecognition(models.recognizer, chunks: chunks, workers: 2)
        try await recognition.push(Array(samples))
        for chunk in try await recognition.finish() {
            record.add("ending", chunk.ending.rawValue)
            record.add("words", chunk.words.map(\.text).joined(separator: " "))
            // Times are multiples of 10 ms: edges lie between them.
            record.add("times", chunk.words.flatMap { [$0.start, $0.end] }.map { $0 + 0.005 }, grid: 0.1)
            let mean = chunk.words.reduce(0) { $0 + $1.confidence } / Double(max(1, chunk.words.count))
            record.add("confidence", [mean], grid: 0.05)
        }
        record.check(.recognition)
    }
}

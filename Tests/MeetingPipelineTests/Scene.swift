import Diarization
import TestSupport
import Transcript

@testable import Diarization
@testable import MeetingPipeline

/// A recording made up of who talks when, without any network.
struct Scene {
    let prepared: PreparedDiarization
    let diarization: SpeakerDiarization
    var timeline: SpeechTimeline { SpeechTimeline(prepared, diarization) }
    var durationSeconds: Double { prepared.durationSeconds }

    /// - Parameters:
    ///   - spans: speaker and span in seconds; where two overlap, the later one in the list is the weaker.
    ///   - unheard: spans that only the speech detector hears.
    init(
        durationSeconds: Double, speakers: Int, _ spans: [(speaker: Int, start: Double, end: Double)],
        unheard: [(start: Double, end: Double)] = []
    ) {
        let samples = Int((durationSeconds * 16_000).rounded())
        let durationSeconds = Double(samples) / 16_000
        let speech = (0..<(samples + 511) / 512).map { chunk -> Float in
            let middle = (Double(chunk) + 0.5) * 0.032
            let isHeard = spans.contains { $0.start <= middle && middle < $0.end }
            return isHeard || unheard.contains { $0.start <= middle && middle < $0.end } ? 0.9 : 0.02
        }
        var frames = 0
        while SpeakerActivity.seconds(frames) < durationSeconds { frames += 1 }
        var shares = [Float](repeating: 0, count: frames * speakers)
        var counts = [UInt8](repeating: 0, count: frames)
        for frame in 0..<frames {
            let seconds = SpeakerActivity.seconds(frame)
            for span in spans where span.start <= seconds && seconds < span.end {
                shares[frame * speakers + span.speaker] = counts[frame] == 0 ? 1 : 0.75
                counts[frame] += 1
            }
        }
        prepared = PreparedDiarization(
            sampleCount: samples, speech: speech, segmentation: LocalSegmentation(hopSamples: 16_000), pieces: [],
            embeddings: [])
        diarization = SpeakerDiarization(
            speakers: (0..<speakers).map { Speaker(label: "S\($0 + 1)") },
            activity: SpeakerActivity(speakerCount: speakers, shares: shares, counts: counts),
            endSeconds: durationSeconds)
    }

    /// Talk of random length by random speakers, with pauses and overlaps.
    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let speakers = Int.random(in: 1...4, using: &generator)
        var spans: [(speaker: Int, start: Double, end: Double)] = []
        var time = Double.random(in: -1...2, using: &generator)
        for _ in 0..<Int.random(in: 1...25, using: &generator) {
            let isLong = Int.random(in: 0..<6, using: &generator) == 0
            let end = time + Double.random(in: 0.1...(isLong ? 50 : 6), using: &generator)
            spans.append((Int.random(in: 0..<speakers, using: &generator), max(0, time), max(0.1, end)))
            time = end + Double.random(in: -0.7...1.5, using: &generator)
        }
        let last = spans.reduce(0) { max($0, $1.end) }
        self.init(
            durationSeconds: max(0.2, last + Double.random(in: -0.5...3, using: &generator)), speakers: speakers, spans,
            unheard: [(time + 0.5, time + 1.5)])
    }
}

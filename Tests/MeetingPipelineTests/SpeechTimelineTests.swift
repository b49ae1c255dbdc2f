import Testing
import Transcript

@testable import Diarization
@testable import MeetingPipeline

@Suite struct SpeechTimelineTests {
    private static func ranges(_ pairs: [(Double, Double)]) -> [TimeRange] {
        pairs.map { TimeRange(start: $0.0, end: $0.1) }
    }

    private static func timeline(_ probabilities: [Float], samples: Int? = nil) -> SpeechTimeline {
        let count = samples ?? probabilities.count * 512
        return SpeechTimeline(
            PreparedDiarization(
                sampleCount: count, speech: probabilities, segmentation: LocalSegmentation(hopSamples: 16_000),
                pieces: [], embeddings: []),
            SpeakerDiarization(
                speakers: [], activity: SpeakerActivity(speakerCount: 0, shares: [], counts: []),
                endSeconds: Double(count) / 16_000))
    }

    @Test func spansThatTouchAreJoined() {
        let merged = SpeechTimeline.merged(
            Self.ranges([(5, 6), (0, 2), (1, 3), (3, 3.5), (3.55, 4), (8, 8), (6.05, 7), (0.5, 1)]), gap: 0.1)
        #expect(merged == Self.ranges([(0, 4), (5, 7)]))
        #expect(SpeechTimeline.merged([], gap: 0.1).isEmpty)
        #expect(SpeechTimeline.merged(Self.ranges([(1, 1)]), gap: 0.1).isEmpty)
        // Exactly the gap apart is a pause; a little less is not.
        #expect(SpeechTimeline.merged(Self.ranges([(0, 1), (1.5, 2)]), gap: 0.5).count == 2)
        #expect(SpeechTimeline.merged(Self.ranges([(0, 1), (1.4375, 2)]), gap: 0.5).count == 1)
    }

    @Test func theDetectorsHysteresisHolds() throws {
        // Begins at 0.5, lasts while at least 0.35; 0.4 alone begins nothing.
        let timeline = Self.timeline([0.4, 0.4, 0.6, 0.4, 0.36, 0.2, 0.45, 0.1, 0.1, 0.1, 0.1, 0.1, 0.9])
        try #require(timeline.spans.count == 2)
        #expect(abs(timeline.spans[0].start - 2 * 0.032) < 1e-9 && abs(timeline.spans[0].end - 5 * 0.032) < 1e-9)
        #expect(abs(timeline.spans[1].start - 12 * 0.032) < 1e-9 && abs(timeline.spans[1].end - 13 * 0.032) < 1e-9)
    }

    @Test func speechEndsWithTheRecording() {
        #expect(Self.timeline([0.9, 0.9], samples: 600).spans == [TimeRange(start: 0, end: 0.0375)])
        #expect(Self.timeline([0.9], samples: 1).spans == [TimeRange(start: 0, end: 1.0 / 16_000)])
        #expect(Self.timeline([], samples: 0).spans.isEmpty)
        #expect(Self.timeline([0, 0, 0]).spans.isEmpty)
    }

    @Test func theQuietestInstantLiesInTheSpan() {
        let timeline = Self.timeline([0.9, 0.8, 0.3, 0.7, 0.1, 0.9])
        #expect(abs(timeline.quietest(TimeRange(start: 0, end: 0.192)) - 4.5 * 0.032) < 1e-9)
        #expect(abs(timeline.quietest(TimeRange(start: 0, end: 0.1)) - 2.5 * 0.032) < 1e-9)
        for (start, end) in [(0.13, 0.135), (0.14, 0.19), (0.0, 0.01), (1.0, 2.0)] {
            let instant = timeline.quietest(TimeRange(start: start, end: end))
            #expect(start <= instant && instant <= end)
        }
        #expect(Self.timeline([], samples: 0).quietest(TimeRange(start: 1, end: 3)) == 2)
    }

    @Test func aVoiceNeedsTwoWitnesses() {
        let samples = 32_000
        let probabilities = (0..<63).map { Float($0 < 16 ? 0.9 : 0.2) }
        let activity = SpeakerActivity(
            speakerCount: 1, shares: [Float](repeating: 1, count: 110), counts: (0..<110).map { $0 < 60 ? 0 : 1 })
        let timeline = SpeechTimeline(
            PreparedDiarization(
                sampleCount: samples, speech: probabilities, segmentation: LocalSegmentation(hopSamples: 16_000),
                pieces: [], embeddings: []),
            SpeakerDiarization(speakers: [Speaker(label: "S1")], activity: activity, endSeconds: 2))
        // The detector hears something in the first half second, the segmentation from 1.05 s on.
        #expect(!timeline.hasVoice(TimeRange(start: 0, end: 0.9)))
        #expect(!timeline.hasVoice(TimeRange(start: 1, end: 2)))
        #expect(timeline.hasVoice(TimeRange(start: 0, end: 2)))
    }

    @Test func bothSourcesOfSpeechCount() {
        let scene = Scene(durationSeconds: 10, speakers: 1, [(0, 1, 2)], unheard: [(5, 6)])
        #expect(scene.timeline.spans.count == 2)
    }

    @Test(arguments: 1...40)
    func spansAreApartAndInsideTheRecording(seed: UInt64) {
        let scene = Scene(seed: seed)
        let spans = scene.timeline.spans
        for span in spans { #expect(span.start >= 0 && span.end <= scene.durationSeconds && span.duration > 0) }
        for (one, next) in zip(spans, spans.dropFirst()) { #expect(next.start - one.end > 0.05) }
        for turn in scene.diarization.speech {
            #expect(spans.contains { $0.start <= turn.range.start && turn.range.end <= $0.end })
        }
    }
}

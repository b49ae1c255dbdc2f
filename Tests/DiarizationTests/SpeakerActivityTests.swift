import Testing
import Transcript

@testable import Diarization

@Suite struct SpeakerActivityTests {
    /// An activity from one list of shares for each frame.
    private static func activity(_ frames: [[Float]], counts: [UInt8]) -> SpeakerActivity {
        SpeakerActivity(speakerCount: frames.first?.count ?? 0, shares: frames.flatMap(\.self), counts: counts)
    }

    private static func span(_ speaker: Int, _ first: Int, _ last: Int) -> SpeechSpan {
        SpeechSpan(
            speaker: speaker,
            range: TimeRange(start: SpeakerActivity.seconds(first), end: SpeakerActivity.seconds(last)))
    }

    private let dialogue = Self.activity(
        [[0, 0], [1, 0], [1, 0.25], [0.5, 1], [0, 1], [0, 0], [0, 1]], counts: [0, 1, 2, 2, 1, 0, 1])

    @Test func spansOfDifferentSpeakersOverlap() {
        #expect(
            dialogue.spans(exclusive: false, endSeconds: 100)
                == [Self.span(0, 1, 4), Self.span(1, 2, 5), Self.span(1, 6, 7)])
    }

    @Test func exclusiveSpansHaveOnlyTheStrongest() {
        #expect(
            dialogue.spans(exclusive: true, endSeconds: 100)
                == [Self.span(0, 1, 3), Self.span(1, 3, 5), Self.span(1, 6, 7)])
    }

    @Test func noSpanExtendsBeyondTheEnd() {
        let end = 0.5 * (SpeakerActivity.seconds(6) + SpeakerActivity.seconds(7))
        #expect(dialogue.spans(exclusive: false, endSeconds: end).last?.range.end == end)
        // Frames beyond the end give no spans.
        #expect(dialogue.spans(exclusive: false, endSeconds: SpeakerActivity.seconds(6)).count == 2)
        #expect(dialogue.spans(exclusive: false, endSeconds: 0).isEmpty)
    }

    @Test func theStrongestComeFirstAndTheLowerIndexAmongEquals() {
        let activity = Self.activity([[0.5, 1, 0.5], [0.5, 0.5, 0.5]], counts: [3, 2])
        #expect(activity.speakers(0) == [1, 0, 2])
        #expect(activity.speakers(1) == [0, 1])
    }

    @Test func speakersThatNoWindowHearsAreLeftOut() {
        // Two local speakers with the same cluster count as two, but only one cluster has a share.
        let activity = Self.activity([[0, 0, 1], [0, 0, 1]], counts: [2, 2])
        #expect(activity.speakers(0) == [2])
        #expect(activity.spans(exclusive: false, endSeconds: 9) == [Self.span(2, 0, 2)])
    }

    @Test func framesLieInASpanByTheirMiddles() {
        let step = SpeakerActivity.stepSeconds
        let first = SpeakerActivity.firstSeconds
        func frames(_ start: Double, _ end: Double) -> Range<Int> {
            dialogue.frames(in: TimeRange(start: start, end: end))
        }
        #expect(frames(0, 100) == 0..<7)
        #expect(frames(first + 1.5 * step, first + 3.5 * step) == 2..<4)
        #expect(frames(first + 2.5 * step, first + 2.75 * step).isEmpty)
        #expect(frames(0, first / 2).isEmpty)
        #expect(frames(50, 100).isEmpty)
        #expect(Self.activity([], counts: []).frames(in: TimeRange(start: 0, end: 9)).isEmpty)
    }

    @Test func speakersMayBeReordered() {
        let kept = dialogue.keeping([1])
        #expect(kept.speakerCount == 1)
        #expect(kept.shares == [0, 0, 0.25, 1, 1, 0, 1])
        #expect(kept.counts == [0, 1, 1, 1, 1, 0, 1])
        let swapped = dialogue.keeping([1, 0])
        #expect(swapped.speakers(1) == [1])
        #expect(swapped.counts == dialogue.counts)
    }

    @Test func manySpeakersAreCounted() {
        let crowd = SpeakerActivity(speakerCount: 300, shares: [Float](repeating: 1, count: 300), counts: [3])
        #expect(crowd.keeping(Array(0..<300)).counts == [3])
    }
}

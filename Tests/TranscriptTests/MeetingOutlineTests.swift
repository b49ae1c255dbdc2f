import TestSupport
import Testing
import Transcript

@Suite struct MeetingOutlineTests {
    @Test func anOutlineHasTheSizesOfTheTurns() {
        let outline = TranscriptFixtures.meeting.outline
        #expect(outline.durationSeconds == 20.5)
        #expect(outline.speakers == ["S1", "S2"])
        #expect(outline.speech == TranscriptFixtures.meeting.speech)
        #expect(outline.turns.map(\.wordCount) == [7, 6, 1])
        #expect(outline.voices == [0, 1, nil])
        #expect(TranscriptFixtures.silence.outline.voices.isEmpty)
    }

    @Test func spansThatTouchAreOne() {
        let speech = [(0, 5.0, 6.0), (0, 1, 2), (1, 0, 9), (0, 2, 3), (0, 3.4, 4)].map {
            SpeechSpan(speaker: $0.0, range: TimeRange(start: $0.1, end: $0.2))
        }
        let outline = MeetingOutline(durationSeconds: 9, speakers: ["a", "b"], speech: speech, turns: [])
        #expect(outline.spans(of: 0) == [(1, 3), (3.4, 4), (5, 6)].map { TimeRange(start: $0.0, end: $0.1) })
        #expect(outline.spans(of: 0, bridging: 0.5) == [(1, 4), (5, 6)].map { TimeRange(start: $0.0, end: $0.1) })
        #expect(outline.spans(of: nil).isEmpty)
    }

    @Test func turnsStandInForSpeechWhereThereIsNone() {
        var transcript = TranscriptFixtures.meeting
        #expect(transcript.outline.spans(of: nil) == [TimeRange(start: 12.345, end: 12.595)])
        #expect(transcript.outline.spans(of: 0) == [TimeRange(start: 0.5, end: 4.25)])
        transcript.speech = []
        #expect(transcript.outline.spans(of: 0) == [TimeRange(start: 0.5, end: 4)])
    }
}

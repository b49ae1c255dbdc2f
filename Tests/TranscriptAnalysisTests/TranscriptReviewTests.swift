import TestSupport
import Testing
import Transcript

@testable import TranscriptAnalysis

struct TranscriptReviewTests {
    private func word(
        _ text: String, at start: Double, confidence: Double = 1, speaker: Int? = 0, margin: Double = 1,
        isOverlapped: Bool = false
    ) -> Word {
        Word(
            text: text, range: TimeRange(start: start, end: start + 0.5), confidence: confidence, speaker: speaker,
            speakerMargin: margin, isOverlapped: isOverlapped)
    }

    /// A meeting of two voices with one turn.
    private func meeting(_ words: [Word], voices: Int = 2, ledger: [LedgerEntry] = []) -> MeetingTranscript {
        var meeting = TranscriptFixtures.meeting(
            turns: words.isEmpty
                ? []
                : [
                    Turn(
                        speaker: words[0].speaker,
                        range: TimeRange(start: words[0].range.start, end: words[words.count - 1].range.end),
                        words: words)
                ])
        meeting.speakers = (0..<voices).map { Speaker(label: "S\($0 + 1)") }
        meeting.ledger = SecondsLedger(entries: ledger)
        return meeting
    }

    @Test func sureWordsAreNotWorthAnEar() {
        let words = (0..<20).map { word("yes", at: Double($0), confidence: 0.9, margin: 0.8) }
        #expect(TranscriptReview.spans(meeting(words)).isEmpty)
    }

    @Test func wordsOfLowConfidenceAreJoinedAcrossGoodOnes() throws {
        let words = [
            word("a", at: 0), word("b", at: 1, confidence: 0.5), word("c", at: 1.5, confidence: 0.9),
            word("d", at: 2, confidence: 0.25), word("e", at: 3),
        ]
        let span = try #require(TranscriptReview.spans(meeting(words)).first)
        #expect(span.text == "b c d")
        #expect(span.range == TimeRange(start: 1, end: 2.5))
        #expect(span.speaker == 0)
        #expect(span.reasons == [.lowConfidence])
        #expect(abs(span.score - (0.5 + 0.1 + 0.75)) < 1e-9)
    }

    @Test func wordsFarApartAreSpansOfTheirOwnAndTheWorstComesFirst() {
        let words = [
            word("a", at: 0, confidence: 0.5), word("b", at: 2.5, confidence: 0.25), word("c", at: 5, confidence: 0.5),
        ]
        #expect(TranscriptReview.spans(meeting(words)).map(\.text) == ["b", "a", "c"])
    }

    @Test func noSpanIsLongerThanAListenerCanKeepInMind() {
        let words = (0..<60).map { word("w", at: 0.5 * Double($0), confidence: 0.5) }
        let spans = TranscriptReview.spans(meeting(words))
        #expect(spans.map(\.words.count) == [30, 30])
        #expect(spans.allSatisfy { $0.range.duration <= TranscriptReview.longestSeconds })
    }

    @Test func aSmallMarginIsADoubtfulSpeakerWhereThereAreSeveralVoices() throws {
        let words = [word("mine", at: 0, margin: 0)]
        let span = try #require(TranscriptReview.spans(meeting(words)).first)
        #expect(span.reasons == [.doubtfulSpeaker] && span.score == 0.5)
        #expect(TranscriptReview.spans(meeting(words, voices: 1)).isEmpty)
        let nobody = [word("whose", at: 0, confidence: 0.5, speaker: nil, margin: 0)]
        let unknown = try #require(TranscriptReview.spans(meeting(nobody, voices: 1)).first)
        #expect(unknown.reasons == [.lowConfidence, .unknownSpeaker] && unknown.score == 1 && unknown.speaker == nil)
    }

    @Test func overlapHidesWords() throws {
        let span = try #require(TranscriptReview.spans(meeting([word("over", at: 0, isOverlapped: true)])).first)
        #expect(span.reasons == [.overlap] && span.score == 0.5)
    }

    @Test func droppedSecondsSayWhy() {
        let spans = TranscriptReview.spans(
            meeting(
                [],
                ledger: [
                    LedgerEntry(range: TimeRange(start: 0, end: 2), kind: .dropped, reason: "no words recognized"),
                    LedgerEntry(range: TimeRange(start: 2, end: 9), kind: .nonSpeech),
                    LedgerEntry(range: TimeRange(start: 9, end: 30), kind: .dropped, reason: "repetition loop"),
                ]))
        #expect(spans.map(\.score) == [5, 2])
        #expect(spans.map(\.dropReason) == ["repetition loop", "no words recognized"])
        #expect(spans.allSatisfy { $0.reasons == [.dropped] && $0.text.isEmpty && $0.speaker == nil })
    }

    /// Whatever a transcript holds, every span has a reason and words of one turn, and the order is that of the scores.
    @Test(arguments: 1...50) func rulesHoldForAnyTranscript(seed: UInt64) {
        let transcript = TranscriptFixtures.random(seed: seed)
        let spans = TranscriptReview.spans(transcript)
        for span in spans {
            #expect(!span.reasons.isEmpty && span.score > 0)
            #expect(span.words.isEmpty == (span.reasons == [.dropped]))
            let turns = transcript.turns.filter { turn in
                turn.speaker == span.speaker && span.words.allSatisfy(turn.words.contains)
            }
            #expect(span.words.isEmpty || !turns.isEmpty)
        }
        #expect(spans.map(\.score) == spans.map(\.score).sorted(by: >))
    }
}

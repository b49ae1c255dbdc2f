import Testing
import Transcript

@testable import Scoring

@Suite struct TranscriptComparisonTests {
    private func transcript(_ turns: [(speaker: String, start: Double, text: String)]) -> ScoredTranscript {
        ScoredTranscript(
            recording: "a",
            segments: turns.map { turn in
                let words = turn.text.split(separator: " ").map(String.init)
                return ScoredSegment(
                    speaker: turn.speaker, range: TimeRange(start: turn.start, end: turn.start + Double(words.count)),
                    words: words)
            })
    }

    private func described(_ comparison: TranscriptComparison) -> [String] {
        comparison.turns.map { turn in
            let words = turn.words.map { word in
                let text =
                    word.isEqual ? word.reference ?? "" : "\(word.reference ?? "-")/\(word.hypothesis ?? "-")"
                return text + (word.hasSameSpeaker ? "" : "!")
            }
            return "\(turn.speaker ?? "-")@\(turn.range.start) " + words.joined(separator: " ")
        }
    }

    @Test func equalTranscriptsAreEqual() {
        let one = transcript([("S1", 0, "Good morning."), ("S2", 5, "Hello, Ann!")])
        let other = transcript([("x", 0, "good Morning"), ("y", 5, "hello ann")])
        let comparison = TranscriptComparison(reference: one, hypothesis: other)
        #expect(described(comparison) == ["S1@0.0 good morning", "S2@5.0 hello ann"])
        #expect(comparison.turns.map(\.isEqual) == [true, true])
        #expect(comparison.wordErrors.rate == 0 && comparison.speakerErrors.words.rate == 0)
        #expect(
            comparison.speakerErrors.pairs == [
                SpeakerPair(reference: "S1", hypothesis: "x"), SpeakerPair(reference: "S2", hypothesis: "y"),
            ])
    }

    @Test func wordsThatDifferAreInTheirTurn() {
        let one = transcript([("S1", 0, "we need a new budget"), ("S2", 10, "yes we do")])
        let other = transcript([("x", 0, "we need new budgets"), ("y", 10, "oh yes we do")])
        let comparison = TranscriptComparison(reference: one, hypothesis: other)
        #expect(described(comparison) == ["S1@0.0 we need a/- new budget/budgets", "S2@10.0 -/oh yes we do"])
        #expect(comparison.wordErrors.errors == 3)
        #expect(comparison.turns.map(\.isEqual) == [false, false])
    }

    @Test func aTurnThatOnlyOneHears() {
        let one = transcript([("S1", 0, "good morning"), ("S1", 60, "good bye")])
        let other = transcript([("x", 0, "good morning"), ("y", 30, "can you hear me"), ("x", 60, "good bye")])
        let comparison = TranscriptComparison(reference: one, hypothesis: other)
        #expect(
            described(comparison) == ["S1@0.0 good morning", "-@30.0 -/can -/you -/hear -/me", "S1@60.0 good bye"])
        #expect(comparison.turns.map(\.isEqual) == [true, false, true])
        let reversed = TranscriptComparison(reference: other, hypothesis: one)
        #expect(
            described(reversed) == [
                "x@0.0 good morning", "y@30.0 can/- you/- hear/- me/-", "x@60.0 good bye",
            ])
        #expect(reversed.speakerErrors.pairs.contains(SpeakerPair(reference: "y", hypothesis: nil)))
    }

    @Test func theWrongSpeakerIsADifference() {
        let one = transcript([("S1", 0, "good morning everybody"), ("S2", 10, "hello there"), ("S2", 20, "yes")])
        let other = transcript([("x", 0, "good morning everybody"), ("y", 10, "hello there"), ("x", 20, "yes")])
        let comparison = TranscriptComparison(reference: one, hypothesis: other)
        #expect(described(comparison) == ["S1@0.0 good morning everybody", "S2@10.0 hello there", "S2@20.0 yes!"])
        #expect(comparison.wordErrors.errors == 0)
        #expect(comparison.speakerErrors.words.errors == 2)
        #expect(comparison.turns.map(\.isEqual) == [true, true, false])
    }

    @Test func nothingMayBeOnEitherSide() {
        let one = transcript([("S1", 3, "good morning"), ("S2", 9, "yes")])
        let none = transcript([])
        #expect(TranscriptComparison(reference: none, hypothesis: none).turns.isEmpty)
        let missing = TranscriptComparison(reference: one, hypothesis: none)
        #expect(described(missing) == ["S1@3.0 good/- morning/-", "S2@9.0 yes/-"])
        let added = TranscriptComparison(reference: none, hypothesis: one)
        #expect(described(added) == ["-@3.0 -/good -/morning", "-@9.0 -/yes"])
        #expect(added.wordErrors.rate == nil)
    }

    @Test func figuresAreThoseOfTheScorer() throws {
        let one = transcript([("S1", 0, "we need a new budget"), ("S2", 4, "yes we do"), ("S1", 9, "fine then")])
        let other = transcript([("x", 0, "we need new budgets"), ("y", 5, "oh yes we do"), ("y", 9, "fine")])
        var (reference, hypothesis) = (ScoringInput(), ScoringInput())
        try reference.add(one, file: "one")
        try hypothesis.add(other, file: "other")
        let scores = try Scorer().score(reference: reference, hypothesis: hypothesis).pooled
        let comparison = TranscriptComparison(reference: one, hypothesis: other)
        #expect(scores.wer == comparison.wordErrors)
        #expect(scores.cpWER?.words == comparison.speakerErrors.words)
    }
}

import TestSupport
import Testing
import Transcript

@testable import Scoring

struct SpeechComparisonTests {
    private func side(_ spans: [(String, Double, Double)], ignored: [TimeRange] = []) -> SpeakerSegments {
        SpeakerSegments(
            recording: "m",
            segments: spans.map { SpeakerSegment(speaker: $0.0, range: TimeRange(start: $0.1, end: $0.2)) },
            ignored: ignored)
    }

    private func figures(
        _ reference: SpeakerSegments, _ hypothesis: SpeakerSegments, evaluated: [TimeRange]? = nil,
        rules: DiarizationRules = DiarizationRules()
    ) -> [Double] {
        let errors = SpeechComparison(reference: reference, hypothesis: hypothesis, evaluated: evaluated, rules: rules)
            .diarization
        return [errors.scoredSeconds, errors.missSeconds, errors.falseAlarmSeconds, errors.confusionSeconds]
    }

    private let reference = [("A", 0.0, 10.0), ("B", 10, 20), ("A", 18, 25)]

    @Test func sameSpeechUnderOtherNamesIsRight() {
        let found = side(reference.map { ($0.0 == "A" ? "x" : "y", $0.1, $0.2) })
        let comparison = SpeechComparison(
            reference: side(reference), hypothesis: found, evaluated: nil, rules: DiarizationRules())
        #expect(figures(side(reference), found) == [27, 0, 0, 0])
        #expect(comparison.jaccard == JaccardErrors(errors: 0, speakers: 2))
        #expect(comparison.pairs.map(\.hypothesis) == ["x", "y"])
        #expect(comparison.speakers.right == 1)
    }

    @Test func oneVoiceForAllIsConfusion() {
        let found = side([("x", 0, 25)])
        #expect(figures(side(reference), found) == [27, 2, 0, 8])
        let comparison = SpeechComparison(
            reference: side(reference), hypothesis: found, evaluated: nil, rules: DiarizationRules())
        // A: 17 of 25 s together; B has nobody.
        #expect(comparison.jaccard == JaccardErrors(errors: 8.0 / 25 + 1, speakers: 2))
        #expect(comparison.speakers.difference == 1)
    }

    @Test func collarAndOverlapAreLeftOut() {
        let found = side([("x", 0.2, 10.2), ("y", 10.2, 20.2), ("x", 18.2, 25.2)])
        #expect(figures(side(reference), found, rules: DiarizationRules(collarSeconds: 0.25)) == [24.5, 0, 0, 0])
        let rules = DiarizationRules(collarSeconds: 0, scoresOverlap: false)
        // Late by 0.2 s: at the start, between A and B, and where the overlap is left out it is late for nobody.
        #expect(figures(side(reference), found, rules: rules) == [23, 0.2, 0.2 + 0.2, 0.2])
    }

    @Test func onlyTheEvaluationMapCounts() {
        let map = [TimeRange(start: 5, end: 12), TimeRange(start: 11, end: 13), TimeRange(start: 30, end: 31)]
        #expect(figures(side(reference), side([("x", 0, 40)]), evaluated: map) == [8, 0, 1, 3])
        #expect(figures(side(reference), side([]), evaluated: map) == [8, 8, 0, 0])
        #expect(figures(side(reference, ignored: [TimeRange(start: 0, end: 6)]), side([]), evaluated: map)[0] == 7)
    }

    @Test func conventionsDifferInTheExtentAndInThePairing() {
        let loud = side([("x", 0, 30)])
        #expect(figures(side(reference), loud, rules: DiarizationRules(convention: .mdEval))[2] == 0)
        #expect(figures(side(reference), loud, rules: DiarizationRules(convention: .pyannote))[2] == 5)
        // A speaks 2 s with x, near boundaries, and 1.5 s with y, away from them.
        let short = side([("A", 0, 0.5), ("A", 1, 1.5), ("A", 2, 2.5), ("A", 3, 3.5), ("A", 5, 7.5)])
        let found = side([("x", 0, 3.5), ("y", 5, 6.5)])
        #expect(figures(short, found, rules: DiarizationRules(collarSeconds: 0.3, convention: .mdEval))[3] == 1.2)
        #expect(figures(short, found, rules: DiarizationRules(collarSeconds: 0.3, convention: .pyannote))[3] == 0)
    }

    @Test func aSpeakerWhoseOwnSpansOverlapSpeaksOnce() {
        #expect(figures(side([("A", 0, 4), ("A", 2, 6)]), side([("x", 0, 6)])) == [6, 0, 0, 0])
    }

    @Test func nothingAtAll() {
        let comparison = SpeechComparison(
            reference: side([]), hypothesis: side([]), evaluated: nil, rules: DiarizationRules())
        #expect(comparison.diarization.rate == nil && comparison.jaccard.rate == nil)
    }

    /// What must hold whatever is said.
    @Test(arguments: 1...40) func propertiesOfRandomSpeech(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func speech(_ names: [String]) -> SpeakerSegments {
            side(
                (0..<12).map { _ in
                    let start = Double(Int.random(in: 0..<600, using: &random)) / 10
                    return (
                        names.randomElement(using: &random) ?? "", start,
                        start + Double(Int.random(in: 1..<80, using: &random)) / 10
                    )
                })
        }
        let (left, right) = (speech(["A", "B", "C"]), speech(["p", "q", "r", "s"]))
        let rules = DiarizationRules(
            collarSeconds: seed % 2 == 0 ? 0.2 : 0, scoresOverlap: seed % 3 > 0,
            convention: seed % 4 > 1 ? .mdEval : .pyannote)
        func compare(_ one: SpeakerSegments, _ other: SpeakerSegments) -> SpeechComparison {
            SpeechComparison(reference: one, hypothesis: other, evaluated: nil, rules: rules)
        }
        let errors = compare(left, right)
        #expect(compare(left, left).diarization.errorSeconds == 0)
        #expect(
            errors.diarization.missSeconds + errors.diarization.confusionSeconds <= errors.diarization.scoredSeconds)
        #expect((errors.jaccard.rate ?? 0) <= 1)
        // The order of spans and the names of speakers make no difference. Under md-eval's rules they may where two
        // ways to pair are equally good before collars are cut out.
        var other = right
        other.segments = other.segments.reversed().map { SpeakerSegment(speaker: "z" + $0.speaker, range: $0.range) }
        #expect(compare(left, other).diarization == errors.diarization)
        // Splitting a speaker cannot help.
        var split = left
        for index in split.segments.indices where index % 2 == 0 { split.segments[index].speaker += "2" }
        #expect(compare(left, split).diarization.errorSeconds >= 0)
        #expect(compare(left, split).diarization.missSeconds == 0)
    }
}

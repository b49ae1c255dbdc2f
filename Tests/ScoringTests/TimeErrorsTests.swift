import Testing

@testable import Scoring

struct TimeErrorsTests {
    private func times(
        _ reference: (String, String), _ hypothesis: (String, String), keepsFillers: Bool = true
    ) throws -> TimeErrors {
        func input(_ file: (String, String)) throws -> ScoringInput {
            var input = ScoringInput()
            try input.add(try ScoringFile(name: file.0, text: file.1), file: file.0)
            return input
        }
        let options = ScoreOptions(keepsFillers: keepsFillers, timeCollarSeconds: 2, comparesTimes: true)
        let report = try Scorer(options: options).score(reference: input(reference), hypothesis: input(hypothesis))
        return try #require(report.pooled.times)
    }

    private let found = ("h.ctm", "m 1 1.25 0.5 good\nm 1 2 0.5 day\nm 1 4 1 you\n")

    @Test func wordsOfACTMAreComparedOneByOne() throws {
        let found = try times(("r.ctm", "m 1 1 0.5 Good\nm 1 1.5 0.5 bad\nm 1 2.5 0.5 day\nm 1 4 1 two\n"), found)
        #expect(found.starts.seconds == [0.25, -0.5])
        #expect(found.ends.seconds == [0.25, -0.5])
        #expect(found.starts.meanAbsolute == 0.375)
        #expect(found.starts.mean == -0.125)
    }

    @Test func turnsAreComparedAtTheirEdges() throws {
        let found = try times(("r.stm", "m 1 A 1 2.25 good day\nm 1 B 3 5 hello you\n"), found)
        #expect(found.starts.seconds == [0.25])
        #expect(found.ends.seconds == [0.25, 0])
    }

    /// Who says a word does not matter, nor does another voice's turn in between.
    @Test func overlapDoesNotMisplaceWords() throws {
        let reference = "m 1 0 1 one 1 lex A\nm 1 1 1 two 1 lex A\nm 1 0.5 1 three 1 lex B\n"
        let found = try times(
            ("r.ctm", reference), ("h.ctm", "m 1 0 1 one\nm 1 0.5 1 three\nm 1 1 1 two\n"))
        #expect(found.starts.seconds == [0, 0, 0])
    }

    @Test func wordsFarAwayAreNotTheSame() throws {
        let found = try times(("r.ctm", "m 1 7 0.5 good\nm 1 8 0.5 day\n"), found)
        #expect(found == TimeErrors())
        #expect(found.starts.meanAbsolute == nil && found.starts.medianAbsolute == nil && found.starts.mean == nil)
    }

    @Test func anEdgeWhoseFillerIsLeftOutIsNotKnown() throws {
        let found = try times(("r.stm", "m 1 A 0 2.5 um good day\n"), found, keepsFillers: false)
        #expect(found.starts.seconds.isEmpty)
        #expect(found.ends.seconds == [0])
    }

    @Test func theMedianIsTheMiddleOfTheErrors() {
        #expect(TimeDifferences(seconds: [-4, 1, 2]).medianAbsolute == 2)
        #expect((TimeDifferences(seconds: [-4, 1]) + TimeDifferences(seconds: [2, 3])).medianAbsolute == 2.5)
    }
}

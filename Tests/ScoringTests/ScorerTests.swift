import TestSupport
import Testing
import Transcript

@testable import Scoring

struct ScorerTests {
    private func input(_ files: (String, String)...) throws -> ScoringInput {
        var input = ScoringInput()
        for (name, text) in files { try input.add(try ScoringFile(name: name, text: text), file: name) }
        return input
    }

    private let reference = """
        m 1 A 0 2 the cat sat
        m 1 B 2 4 on the mat
        m 1 A 4 6 yes it did
        """

    @Test func countsOfAKnownCase() throws {
        let found = """
            m 1 y 0 2 the bat sat
            m 1 x 2 4 on a the mat
            m 1 x 4 6 yes it
            """
        let report = try Scorer(options: ScoreOptions(keepsAlignment: true)).score(
            reference: input(("r.stm", reference)), hypothesis: input(("h.stm", found)))
        let scores = report.pooled
        #expect(
            scores.wer == WordErrors(substitutions: 1, deletions: 1, insertions: 1, referenceWords: 9))
        // Best: A with y (3 of its words missing, 1 wrong), B with x (3 words too many).
        #expect(scores.cpWER?.words.errors == 7)
        #expect(report.recordings[0].scores.cpWER?.pairs.map(\.hypothesis) == ["y", "x"])
        #expect(scores.orcWER?.errors == 3)
        #expect(scores.wder == WordDiarizationErrors(wrongSpeaker: 2, alignedWords: 8))
        #expect(scores.speakers == SpeakerCount(reference: 2, hypothesis: 2))
        #expect(
            report.recordings[0].alignment?.lines(width: 30) == [
                "ref:  the cat sat on * the mat", "hyp:  the bat sat on a the mat", "          S          I", "",
                "ref:  yes it did", "hyp:  yes it ***", "             D",
            ])
        #expect(report.notes.isEmpty)
    }

    @Test func fillersAreWordsUnlessTheyAreLeftOut() throws {
        let left = try input(("r.stm", "m 1 A 0 1 uh yes uh huh huh\n"))
        let right = try input(("h.stm", "m 1 x 0 1 Um, yes. Mm-hmm huh\n"))
        for (keepsFillers, errors) in [(true, 3), (false, 0)] {
            let report = try Scorer(options: ScoreOptions(keepsFillers: keepsFillers)).score(
                reference: left, hypothesis: right)
            #expect(report.pooled.wer?.errors == errors)
            #expect(report.tables(.text).contains("fillers left out") == !keepsFillers)
        }
    }

    @Test func wordsFarFromTheirTimeAreNotPaired() throws {
        let left = try input(("r.stm", "m 1 A 0 1 hello\n"))
        let right = try input(("h.stm", "m 1 x 10 11 hello\n"))
        for (collar, errors) in [(9.0, 2), (10.0, 0)] {
            let report = try Scorer(options: ScoreOptions(timeCollarSeconds: collar)).score(
                reference: left, hypothesis: right)
            #expect(report.pooled.tcpWER?.words.errors == errors)
            #expect(report.pooled.cpWER?.words.errors == 0)
        }
    }

    /// A turn of a minute whose last word is said at its end.
    @Test func wordsWithTimesOfTheirOwnKeepThem() throws {
        var left = ScoringInput()
        try left.add(
            ScoredTranscript(
                recording: "m",
                segments: [ScoredSegment(speaker: "A", range: TimeRange(start: 59, end: 60), words: ["end"])]),
            file: "r")
        var right = ScoringInput()
        try right.add(
            ScoredTranscript(
                recording: "m",
                segments: [
                    ScoredSegment(
                        speaker: "x", range: TimeRange(start: 0, end: 60), words: ["so", "end"],
                        wordRanges: [TimeRange(start: 0, end: 1), TimeRange(start: 59, end: 60)])
                ]),
            file: "h")
        let scorer = Scorer(options: ScoreOptions(timeCollarSeconds: 0.5))
        #expect(try scorer.score(reference: left, hypothesis: right).pooled.tcpWER?.words.insertions == 1)
    }

    @Test func spansThatAreIgnoredTakeTheirWordsWithThem() throws {
        let report = try Scorer().score(
            reference: input(("r.stm", "m 1 A 0 2 good day\nm 1 X 2 4 IGNORE_TIME_SEGMENT_IN_SCORING\n")),
            hypothesis: input(("h.stm", "m 1 x 0 4 good day noise noise\n")))
        #expect(report.pooled.wer == WordErrors(referenceWords: 2))
    }

    @Test func namesNeedNotAgreeWhereThereIsOneRecording() throws {
        let report = try Scorer().score(
            reference: input(("r.stm", reference)),
            hypothesis: input(("h.stm", reference.replacing("m 1", with: "other 1"))))
        #expect(report.pooled.wer?.errors == 0)
        #expect(report.notes.count == 1)
        let two = try input(("h.stm", "a 1 x 0 1 hi\nb 1 x 0 1 hi\n"))
        #expect(throws: ScoringError.nothingInCommon(reference: ["m"], hypothesis: ["a", "b"])) {
            try Scorer().score(reference: input(("r.stm", reference)), hypothesis: two)
        }
    }

    @Test func missingRecordingsCountAsEmptyAndUnknownOnesNotAtAll() throws {
        let report = try Scorer().score(
            reference: input(("r.stm", reference + "\nn 1 A 0 1 hello you\n")),
            hypothesis: input(("h.stm", reference + "\nq 1 A 0 1 hello\n")))
        #expect(report.recordings.map(\.isMissing) == [false, true])
        #expect(report.pooled.wer == WordErrors(deletions: 2, referenceWords: 11))
        #expect(report.pooled.speakers?.right == 1)
        #expect(report.notes.count == 2)
        let empty = try Scorer().score(
            reference: input(("r.rttm", "SPEAKER m 1 0 1 <NA> <NA> A <NA> <NA>")), hypothesis: input(("h.rttm", "")))
        #expect(empty.pooled.der?.rate == 1 && empty.recordings[0].isMissing)
    }

    @Test func theMapChoosesRecordings() throws {
        let report = try Scorer().score(
            reference: input(("r.stm", reference + "\nn 1 A 0 1 hello\n")), hypothesis: input(("h.stm", reference)),
            evaluationMap: EvaluationMap(recordings: ["m"], spans: ["m": [TimeRange(start: 0, end: 6)]]))
        #expect(report.recordings.map(\.recording) == ["m"])
    }

    @Test func sidesThatShareNothingAreAnError() throws {
        let speech = try input(("h.rttm", "SPEAKER m 1 0 1 <NA> <NA> A <NA> <NA>"))
        #expect(throws: ScoringError.nothingToCompare) {
            try Scorer().score(reference: input(("r.stm", reference)), hypothesis: speech)
        }
        #expect(throws: ScoringError.emptyReference) {
            try Scorer().score(reference: input(("r.stm", "")), hypothesis: input(("h.stm", reference)))
        }
    }

    /// What must hold whatever is said.
    @Test(arguments: 1...25) func propertiesOfRandomMeetings(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func meeting(_ speakers: [String]) -> ScoredTranscript {
            var start = 0.0
            let segments = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                start += Double.random(in: 0..<3, using: &random)
                return ScoredSegment(
                    speaker: speakers.randomElement(using: &random) ?? "",
                    range: TimeRange(start: start, end: start + Double.random(in: 0..<4, using: &random)),
                    words: (0..<Int.random(in: 0...5, using: &random)).map { _ in
                        "abcd".randomElement(using: &random).map(String.init) ?? ""
                    })
            }
            return ScoredTranscript(recording: "m", segments: segments)
        }
        func scores(_ left: ScoredTranscript, _ right: ScoredTranscript) throws -> Scores {
            var (one, other) = (ScoringInput(), ScoringInput())
            try one.add(left, file: "r")
            try other.add(right, file: "h")
            return try Scorer().score(reference: one, hypothesis: other).pooled
        }
        let (left, right) = (meeting(["A", "B", "C"]), meeting(["x", "y", "z"]))
        let same = try scores(left, left)
        #expect(same.wer?.errors == 0 && same.orcWER?.errors == 0)
        #expect(same.cpWER?.words.errors == 0 && same.tcpWER?.words.errors == 0 && same.wder?.wrongSpeaker == 0)
        let found = try scores(left, right)
        let (orc, cp) = (try #require(found.orcWER), try #require(found.cpWER?.words))
        #expect(orc.errors <= cp.errors)
        #expect(cp.errors <= (try #require(found.tcpWER?.words.errors)))
        #expect(cp.insertions - cp.deletions == orc.insertions - orc.deletions)
        // Other names for speakers change nothing.
        var renamed = right
        let names = ["x": "2", "y": "1", "z": "0"]
        for index in renamed.segments.indices {
            renamed.segments[index].speaker = names[right.segments[index].speaker] ?? ""
        }
        var again = try scores(left, renamed)
        #expect(again.cpWER?.words == found.cpWER?.words && again.orcWER == found.orcWER && again.wder == found.wder)
        // Nor does the order of lines, where no two start together.
        renamed.segments.reverse()
        again = try scores(left, renamed)
        #expect(again.wer == found.wer && again.cpWER?.words.errors == cp.errors && again.orcWER?.errors == orc.errors)
    }
}

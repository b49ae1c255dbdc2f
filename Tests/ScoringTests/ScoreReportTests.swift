import Foundation
import TestSupport
import Testing
import TranscriptText

@testable import Scoring

struct ScoreReportTests {
    private func report(keepsAlignment: Bool = false, isFull: Bool = false) throws -> ScoreReport {
        var (reference, hypothesis) = (ScoringInput(), ScoringInput())
        let stm = "m 1 A 0 2 the cat\nn 1 B 0 1 sat\n"
        let rttm = "SPEAKER m 1 0 2 <NA> <NA> A <NA> <NA>\nSPEAKER n 1 0 1 <NA> <NA> B <NA> <NA>\n"
        try reference.add(try ScoringFile(name: "r.stm", text: stm), file: "r.stm")
        try reference.add(try ScoringFile(name: "r.rttm", text: rttm), file: "r.rttm")
        try hypothesis.add(try ScoringFile(name: "h.stm", text: "m 1 x 0 2 the bat\n"), file: "h.stm")
        try hypothesis.add(try ScoringFile(name: "h.rttm", text: rttm), file: "h.rttm")
        let options = ScoreOptions(
            keepsAlignment: keepsAlignment || isFull, comparesTimes: isFull, checksConfidence: isFull)
        return try Scorer(options: options).score(reference: reference, hypothesis: hypothesis)
    }

    @Test func textHasATableOfWordsAndOneOfSpeech() throws {
        let lines = try report().tables(.text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            Array(lines[4...8]) == [
                "recording  words   WER %  sub  del  ins  cpWER %  tcpWER %  ORC-WER %  WDER %   speakers",
                "---------  -----  ------  ---  ---  ---  -------  --------  ---------  ------  ---------",
                "m              2   50.00    1    0    0    50.00     50.00      50.00    0.00     1 of 1",
                "n              1  100.00    0    1    0   100.00    100.00     100.00       -     1 of 1",
                "all            3   66.67    1    1    0    66.67     66.67      66.67    0.00  2/2 right",
            ])
        #expect(lines[10] == "recording  speech s  DER %  miss %  FA %  conf %  JER %   speakers")
        #expect(lines[14] == "all            3.00   0.00    0.00  0.00    0.00   0.00  2/2 right")
    }

    @Test func timesAndConfidenceHaveTablesWhereTheyAreAskedFor() throws {
        var (reference, hypothesis) = (ScoringInput(), ScoringInput())
        try reference.add(try ScoringFile(name: "r.ctm", text: "m 1 0 1 a\nm 1 1 1 b\n"), file: "r.ctm")
        let found = "m 1 0.25 1 a 0.85\nm 1 0.5 1 b 1\nm 1 5 1 c 0.3\n"
        try hypothesis.add(try ScoringFile(name: "h.ctm", text: found), file: "h.ctm")
        let options = ScoreOptions(comparesTimes: true, checksConfidence: true)
        let report = try Scorer(options: options).score(reference: reference, hypothesis: hypothesis)
        let lines = report.tables(.text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[2].hasPrefix("Times: of equal words, hypothesis minus reference, paired within 5 s"))
        #expect(lines[3] == "Confidence: expected calibration error 15.00 %, Brier score 0.0375")
        #expect(
            Array(lines[9...]) == [
                "recording  starts  error s  median s  bias s  ends  error s  median s  bias s",
                "---------  ------  -------  --------  ------  ----  -------  --------  ------",
                "m               2    0.375     0.375  -0.125     2    0.375     0.375  -0.125", "",
                "confidence  words  mean %  right %", "----------  -----  ------  -------",
                "0.3-0.4         1   30.00     0.00", "0.8-0.9         1   85.00   100.00",
                "0.9-1.0         1  100.00   100.00", "all             3   71.67    66.67", "",
            ])
    }

    @Test func markdownHasPipesAndFencedAlignments() throws {
        let text = try report(keepsAlignment: true).tables(.markdown)
        #expect(text.contains("| recording | words |  WER % |"))
        #expect(text.contains("| --------- | ----: | -----: |"))
        #expect(text.contains("m\n\n```\nref:  the cat\nhyp:  the bat\n          S\n```\n"))
    }

    @Test func anUpperBoundIsMarked() {
        #expect(ScoreCell.percent(0.125, isExact: false) == "≤12.50")
        #expect(ScoreCell.percent(nil) == "-")
    }

    @Test func jsonHoldsTheSameFigures() throws {
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(report(isFull: true).json.compact.utf8)) as? [String: Any])
        #expect(document["format"] as? String == "whosaid-score")
        let pooled = try #require(document["pooled"] as? [String: [String: Any]])
        #expect(
            Set(pooled.keys) == [
                "wer", "cp_wer", "tcp_wer", "orc_wer", "wder", "der", "jer", "speakers", "times", "reliability",
            ])
        #expect(pooled["wer"]?["errors"] as? Int == 2)
        #expect(pooled["cp_wer"]?["missed_speakers"] as? Int == 1)
        let recordings = try #require(document["recordings"] as? [[String: Any]])
        #expect(recordings.map { $0["missing"] as? Bool } == [false, true])
        let alignment = try #require(recordings[0]["alignment"] as? [[String: String]])
        #expect(alignment.map { $0["kind"] } == ["=", "S"])
    }
}

import Foundation
import Scoring
import TranscriptText

extension FuzzTarget {
    /// References and hypotheses.
    static let scoringTargets = [scoring, words]

    /// Every format that is scored, against itself and against a sound file of the other kind.
    private static let scoring = FuzzTarget(
        name: "scoring", share: 0.5, tokens: lineTokens + jsonTokens,
        corpus: { _ in
            try Fixtures.files(in: "Tests/Fixtures/imports", ["stm", "ctm", "rttm"])
                + [
                    "words 1 0.00 20.00\nwords 1 30 40\n",
                    #"[{"session_id":"a","speaker":"A","start_time":0.5,"end_time":2,"words":"one two three"}]"#,
                    #"{"format":"whosaid-transcript","version":1,"recording":{"path":"/a.wav"},"speakers":[{"label":"S1"}],"#
                        + #""speech":[{"speaker":0,"start":0,"end":2}],"turns":[{"speaker":0,"start":0,"end":2,"#
                        + #""words":[{"text":"one","start":0,"end":1,"confidence":0.5}]}]}"#,
                ].map { Array($0.utf8) }
        },
        reader: { _ in
            let scorer = Scorer(
                options: ScoreOptions(
                    normalization: .english, keepsAlignment: true, comparesTimes: true, checksConfidence: true))
            return { input in
                let text = String(decoding: input, as: UTF8.self)
                var last: (any Error)?
                var isRead = false
                for name in ["a.stm", "a.ctm", "a.rttm", "a.uem", "a.json", "a.seglst.json", "a"] {
                    do {
                        let file = try ScoringFile(name: name, text: text)
                        if case .evaluationMap = file { continue }
                        var side = ScoringInput()
                        try side.add(file, file: name)
                        let report = try scorer.score(reference: side, hypothesis: side)
                        _ = (report.tables(.text), report.json.compact)
                        isRead = true
                    } catch let error as ScoringError {
                        last = error
                    }
                }
                if let last, !isRead { throw last }
            }
        })

    /// What normalization makes of words: numbers above all.
    private static let words = FuzzTarget(
        name: "scored-words",
        tokens: [
            "nine", "hundred", "thousand", "million", "trillion", "and", "point", "minus", "$", "%", "1st",
            "twenty-one",
            "half", "double", "oh", "'s", "9223372036854775807", "-", "٣", "½", "1,000,000", "mr", "[", "]", "(", "<",
        ].map { Array((" " + $0 + " ").utf8) },
        corpus: { _ in
            [
                "it costs nine hundred and twenty one dollars and fifty cents, or $ 5.50 (about 3 %)",
                "the 21st of may nineteen ninety nine [laughs] he's two and a half", "1000000 million triple oh seven",
            ].map { Array($0.utf8) }
        },
        reader: { _ in
            { input in
                let words = String(decoding: input, as: UTF8.self).replacing("\n", with: " ")
                for normalization in TextNormalization.allCases {
                    var side = ScoringInput()
                    try side.add(ScoringFile(name: "a.stm", text: "a 1 A 0 9 \(words)\n"), file: "a.stm")
                    let report = try Scorer(options: ScoreOptions(normalization: normalization)).score(
                        reference: side, hypothesis: side)
                    try Broken.unless(report.pooled.wer?.errors ?? 0 == 0, "a text differs from itself")
                }
            }
        })
}

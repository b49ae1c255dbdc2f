import Foundation
import TestSupport
import Testing

@testable import Scoring

/// Every figure of public scorers that is on record, to the last printed digit. Each row prints a line of a parity table.
@Suite(.enabled(if: ScoringFixtures.isAvailable))
struct FixtureParityTests {
    /// A row of `expected_der.tsv`: the case, its files and settings, and the figures of two scorers.
    @Test func diarizationErrorsEqualThoseOfMdEvalAndPyannote() throws {
        let rows = try ScoringFixtures.rows("expected_der.tsv", columns: 16)
        for row in rows {
            for (convention, first) in [(DERConvention.mdEval, 6), (.pyannote, 11)] {
                let rules = DiarizationRules(
                    collarSeconds: try #require(Double(row[4])), scoresOverlap: row[5] == "score",
                    convention: convention)
                let report = try Scorer(options: ScoreOptions(rules: rules)).score(
                    reference: ScoringFixtures.input(row[1]), hypothesis: ScoringFixtures.input(row[2]),
                    evaluationMap: row[3] == "-" ? nil : EvaluationMap(path: try ScoringFixtures.path(row[3])))
                let found = try #require(report.pooled.der)
                let figures = [
                    found.scoredSeconds, found.missSeconds, found.falseAlarmSeconds, found.confusionSeconds,
                    100 * (try #require(found.rate)),
                ]
                // md-eval prints seconds to three decimals here and the rate to two, pyannote.metrics all to three.
                let digits = [3, 3, 3, 3, convention == .mdEval ? 2 : 3]
                let expected = Array(row[first..<first + 5])
                let isEqual = zip(zip(figures, digits), expected).map { ScoringFixtures.agrees($0.0, $1, digits: $0.1) }
                print(
                    "parity | \(row[0]) | collar \(row[4]) | overlap \(row[5]) | \(convention.rawValue) | "
                        + zip(figures, expected).map { String(format: "%.3f", $0.0) + " = " + $0.1 }.joined(
                            separator: ", ")
                        + " | \(isEqual.contains(false) ? "DIFFERENT" : "equal")")
                #expect(
                    !isEqual.contains(false), "\(row[0]) \(convention) \(row[4]) \(row[5]): \(figures), \(expected)")
            }
        }
        #expect(rows.count == 61)
    }

    /// A row of `expected_cpwer.tsv`: the metric, its files, and meeteval's counts.
    @Test func wordErrorsEqualThoseOfMeeteval() throws {
        let rows = try ScoringFixtures.rows("expected_cpwer.tsv", columns: 10)
        for row in rows {
            let report = try Scorer(options: ScoreOptions(normalization: .none)).score(
                reference: ScoringFixtures.input(row[1]), hypothesis: ScoringFixtures.input(row[2]))
            let speakers: SpeakerWordErrors? =
                switch row[0] {
                case "cpwer": report.pooled.cpWER
                case "tcpwer --collar 5": report.pooled.tcpWER
                default: nil
                }
            let errors =
                switch row[0] {
                case "wer": report.pooled.wer
                case "orcwer": report.pooled.orcWER
                default: speakers?.words
                }
            let found = try #require(errors, "\(row[0])")
            var figures = [
                found.errors, found.referenceWords, found.insertions, found.deletions, found.substitutions,
            ].map(String.init)
            figures.append(String(format: "%.6f", try #require(found.rate)))
            if let speakers { figures += [String(speakers.missedSpeakers), String(speakers.extraSpeakers)] }
            var expected = row[3...].filter { !$0.isEmpty }
            // The table drops zeros at the end of a rate.
            expected[5] = String(format: "%.6f", try #require(Double(expected[5])))
            print(
                "parity | \(row[0]) | \(row[2]) | \(figures.joined(separator: " ")) | "
                    + (figures == Array(expected) ? "equal" : "DIFFERENT from \(expected.joined(separator: " "))"))
            #expect(figures == Array(expected), "\(row[0]) \(row[2])")
            #expect(found.isExact, "\(row[0]) \(row[2])")
        }
        #expect(rows.count == 28)
    }
}

/// The folder of reference figures beside the package.
enum ScoringFixtures {
    /// Whether it is there, or must be.
    static var isAvailable: Bool { folder != nil || TestResources.requireAll }

    private static let folder: URL? = {
        let folder = TestResources.shared?.appending(path: "data/scorer_fixtures")
        return folder.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
    }()

    static func path(_ name: String) throws -> String {
        try #require(folder, "../shared/data/scorer_fixtures is needed").appending(path: name).path
    }

    /// Files with `+` between them.
    static func input(_ names: String) throws -> ScoringInput {
        try ScoringInput(paths: names.split(separator: "+").map { try path(String($0)) })
    }

    static func rows(_ name: String, columns: Int) throws -> [[String]] {
        try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let row = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return row + [String](repeating: "", count: max(0, columns - row.count))
        }
    }

    /// Whether a value rounds to a printed figure. Halves may go either way: binary scorers hit them by chance.
    static func agrees(_ value: Double, _ printed: String, digits: Int) -> Bool {
        guard let expected = Double(printed) else { return false }
        return abs(value - expected) <= 0.5 * pow(10, -Double(digits)) + 1e-9
    }
}

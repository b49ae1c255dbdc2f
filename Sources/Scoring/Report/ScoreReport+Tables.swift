import Foundation
import TranscriptText

extension ScoreReport {
    /// How tables are laid out.
    public enum Layout: Sendable {
        /// Padded columns for a terminal.
        case text
        /// Markdown.
        case markdown
    }

    /// The settings, a table of words, a table of speech, and the alignments if they were kept.
    public func tables(_ layout: Layout) -> String {
        var blocks = [settings.map { layout == .markdown ? "- " + $0 : $0 }.joined(separator: "\n")]
        if recordings.contains(where: { $0.scores.wer != nil }) { blocks.append(wordTable.block(layout)) }
        if recordings.contains(where: { $0.scores.der != nil }) { blocks.append(speechTable.block(layout)) }
        if recordings.contains(where: { $0.scores.times != nil }) { blocks.append(timeTable.block(layout)) }
        if let reliability = pooled.reliability { blocks.append(reliability.table.block(layout)) }
        for recording in recordings {
            guard let lines = recording.alignment?.lines() else { continue }
            let text = lines.joined(separator: "\n")
            blocks.append(recording.recording + (layout == .markdown ? "\n\n```\n\(text)\n```" : "\n" + text))
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The settings in words, a line each.
    private var settings: [String] {
        var lines: [String] = []
        if pooled.wer != nil {
            lines.append(
                "Normalization \(options.normalization.rawValue): \(options.normalization.explanation)"
                    + (options.keepsFillers ? "" : "; fillers left out"))
            lines.append("tcpWER: words paired within \(Self.number(options.timeCollarSeconds)) s")
        }
        if pooled.der != nil {
            let rules = options.rules
            lines.append(
                "DER: collar \(Self.number(rules.collarSeconds)) s on each side of a boundary, overlap "
                    + (rules.scoresOverlap ? "scored" : "skipped") + ", "
                    + (hasEvaluationMap ? "within the evaluation map" : "no evaluation map")
                    + ", rules of \(rules.convention.rawValue)")
        }
        if options.comparesTimes {
            lines.append(
                "Times: of equal words, hypothesis minus reference, paired within \(Self.number(options.timeCollarSeconds))"
                    + " s; error is the mean without regard to sign")
        }
        if let reliability = pooled.reliability {
            let (error, brier) = (reliability.expectedCalibrationError, reliability.brierScore)
            lines.append(
                "Confidence: expected calibration error \(ScoreCell.percent(error)) %, Brier score "
                    + (brier.map { String(format: "%.4f", $0) } ?? "-"))
        }
        return lines
    }

    private var wordTable: TextTable {
        let headings = [
            "recording", "words", "WER %", "sub", "del", "ins", "cpWER %", "tcpWER %", "ORC-WER %", "WDER %",
            "speakers",
        ]
        var rows: [[String]] = []
        for (name, scores) in lines {
            guard let wer = scores.wer else { continue }
            let cells: [String] = [
                name, String(wer.referenceWords), ScoreCell.percent(wer.rate), String(wer.substitutions),
                String(wer.deletions), String(wer.insertions), ScoreCell.percent(scores.cpWER?.words.rate),
                ScoreCell.percent(scores.tcpWER?.words.rate),
                ScoreCell.percent(scores.orcWER?.rate, isExact: scores.orcWER?.isExact ?? true),
                ScoreCell.percent(scores.wder?.rate), Self.speakers(scores.speakers),
            ]
            rows.append(cells)
        }
        return TextTable(headings, rows)
    }

    private var speechTable: TextTable {
        let headings = [
            "recording", "speech s", "DER %", "miss %", "FA %", "conf %", "JER %", "speakers",
        ]
        var rows: [[String]] = []
        for (name, scores) in lines {
            guard let der = scores.der else { continue }
            func share(_ part: Int) -> String {
                ScoreCell.percent(der.scored == 0 ? nil : Double(part) / Double(der.scored))
            }
            rows.append([
                name, String(format: "%.2f", der.scoredSeconds), ScoreCell.percent(der.rate), share(der.miss),
                share(der.falseAlarm), share(der.confusion), ScoreCell.percent(scores.jer?.rate),
                Self.speakers(scores.speakers),
            ])
        }
        return TextTable(headings, rows)
    }

    private var timeTable: TextTable {
        let headings = [
            "recording", "starts", "error s", "median s", "bias s", "ends", "error s", "median s", "bias s",
        ]
        var rows: [[String]] = []
        func cells(_ differences: TimeDifferences) -> [String] {
            [String(differences.seconds.count)]
                + [differences.meanAbsolute, differences.medianAbsolute, differences.mean].map {
                    $0.map { String(format: "%.3f", $0) } ?? "-"
                }
        }
        for (name, scores) in lines {
            guard let times = scores.times else { continue }
            rows.append([name] + cells(times.starts) + cells(times.ends))
        }
        return TextTable(headings, rows)
    }

    private var lines: [(String, Scores)] {
        recordings.map { ($0.recording, $0.scores) } + (recordings.count > 1 ? [("all", pooled)] : [])
    }

    /// Found and true number of one recording; recordings with the right number of a pool.
    private static func speakers(_ count: SpeakerCount?) -> String {
        guard let count else { return "-" }
        return count.recordings == 1
            ? "\(count.hypothesis) of \(count.reference)" : "\(count.right)/\(count.recordings) right"
    }

    private static func number(_ value: Double) -> String { String(format: "%g", value) }
}

extension ConfidenceReliability {
    /// A line for each bin that holds words, and one for all.
    fileprivate var table: TextTable {
        let headings = ["confidence", "words", "mean %", "right %"]
        var rows: [[String]] = []
        let named = bins.enumerated().map { (String(format: "%.1f-%.1f", Double($0) / 10, Double($0 + 1) / 10), $1) }
        for (name, bin) in named + [("all", all)] where bin.words > 0 {
            rows.append(
                [name, String(bin.words), ScoreCell.percent(bin.meanConfidence), ScoreCell.percent(bin.rightShare)])
        }
        return TextTable(headings, rows)
    }
}

/// How the cells of the tables are written.
enum ScoreCell {
    /// A share as per cent with two decimals, `-` where there is none, `≤` where it is an upper bound.
    static func percent(_ share: Double?, isExact: Bool = true) -> String {
        share.map { (isExact ? "" : "≤") + String(format: "%.2f", 100 * $0) } ?? "-"
    }
}

extension TextTable {
    /// A table with names to the left in the first column and figures to the right in the others.
    fileprivate init(_ headings: [String], _ rows: [[String]]) {
        self.init(
            columns: headings.enumerated().map { Column(heading: $1, isNumber: $0 > 0) }, rows: rows)
    }

    /// The table without the end of its last line.
    fileprivate func block(_ layout: ScoreReport.Layout) -> String {
        String((layout == .markdown ? markdown : ruled).dropLast())
    }
}

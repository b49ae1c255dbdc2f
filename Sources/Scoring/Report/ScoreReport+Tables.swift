import Foundation

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
        if recordings.contains(where: { $0.scores.wer != nil }) { blocks.append(wordTable.rendered(layout)) }
        if recordings.contains(where: { $0.scores.der != nil }) { blocks.append(speechTable.rendered(layout)) }
        if recordings.contains(where: { $0.scores.times != nil }) { blocks.append(timeTable.rendered(layout)) }
        if let reliability = pooled.reliability { blocks.append(reliability.table.rendered(layout)) }
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
                "Normalisation \(options.normalization.rawValue): \(options.normalization.explanation)"
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
                "Confidence: expected calibration error \(ScoreTable.percent(error)) %, Brier score "
                    + (brier.map { String(format: "%.4f", $0) } ?? "-"))
        }
        return lines
    }

    private var wordTable: ScoreTable {
        var table = ScoreTable(header: [
            "recording", "words", "WER %", "sub", "del", "ins", "cpWER %", "tcpWER %", "ORC-WER %", "WDER %",
            "speakers",
        ])
        for (name, scores) in rows {
            guard let wer = scores.wer else { continue }
            let cells: [String] = [
                name, String(wer.referenceWords), ScoreTable.percent(wer.rate), String(wer.substitutions),
                String(wer.deletions), String(wer.insertions), ScoreTable.percent(scores.cpWER?.words.rate),
                ScoreTable.percent(scores.tcpWER?.words.rate),
                ScoreTable.percent(scores.orcWER?.rate, isExact: scores.orcWER?.isExact ?? true),
                ScoreTable.percent(scores.wder?.rate), Self.speakers(scores.speakers),
            ]
            table.rows.append(cells)
        }
        return table
    }

    private var speechTable: ScoreTable {
        var table = ScoreTable(header: [
            "recording", "speech s", "DER %", "miss %", "FA %", "conf %", "JER %", "speakers",
        ])
        for (name, scores) in rows {
            guard let der = scores.der else { continue }
            func share(_ part: Int) -> String {
                ScoreTable.percent(der.scored == 0 ? nil : Double(part) / Double(der.scored))
            }
            table.rows.append([
                name, String(format: "%.2f", der.scoredSeconds), ScoreTable.percent(der.rate), share(der.miss),
                share(der.falseAlarm), share(der.confusion), ScoreTable.percent(scores.jer?.rate),
                Self.speakers(scores.speakers),
            ])
        }
        return table
    }

    private var timeTable: ScoreTable {
        var table = ScoreTable(header: [
            "recording", "starts", "error s", "median s", "bias s", "ends", "error s", "median s", "bias s",
        ])
        func cells(_ differences: TimeDifferences) -> [String] {
            [String(differences.seconds.count)]
                + [differences.meanAbsolute, differences.medianAbsolute, differences.mean].map {
                    $0.map { String(format: "%.3f", $0) } ?? "-"
                }
        }
        for (name, scores) in rows {
            guard let times = scores.times else { continue }
            table.rows.append([name] + cells(times.starts) + cells(times.ends))
        }
        return table
    }

    private var rows: [(String, Scores)] {
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
    fileprivate var table: ScoreTable {
        var table = ScoreTable(header: ["confidence", "words", "mean %", "right %"])
        let named = bins.enumerated().map { (String(format: "%.1f-%.1f", Double($0) / 10, Double($0 + 1) / 10), $1) }
        for (name, bin) in named + [("all", all)] where bin.words > 0 {
            table.rows.append(
                [name, String(bin.words), ScoreTable.percent(bin.meanConfidence), ScoreTable.percent(bin.rightShare)])
        }
        return table
    }
}

/// A table with the first column to the left and the others to the right.
struct ScoreTable {
    var header: [String]
    var rows: [[String]] = []

    /// A share as per cent with two decimals, `-` where there is none, `≤` where it is an upper bound.
    static func percent(_ share: Double?, isExact: Bool = true) -> String {
        share.map { (isExact ? "" : "≤") + String(format: "%.2f", 100 * $0) } ?? "-"
    }

    func rendered(_ layout: ScoreReport.Layout) -> String {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            return layout == .markdown
                ? "| " + padded.joined(separator: " | ") + " |" : padded.joined(separator: "  ")
        }
        let rule = widths.enumerated().map { column, width in
            layout == .markdown
                ? String(repeating: "-", count: max(3, width) - (column == 0 ? 0 : 1)) + (column == 0 ? "" : ":")
                : String(repeating: "-", count: width)
        }
        let separator =
            layout == .markdown ? "| " + rule.joined(separator: " | ") + " |" : rule.joined(separator: "  ")
        return ([line(header), separator] + rows.map(line)).joined(separator: "\n")
    }
}

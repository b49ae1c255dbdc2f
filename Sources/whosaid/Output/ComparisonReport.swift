import Foundation
import Scoring
import Transcript
import TranscriptFormats
import TranscriptStore

/// How two runs on one recording differ, for people and for programs.
struct ComparisonReport {
    let recording: RecordingSummary
    let reference: RunSummary
    let hypothesis: RunSummary
    let comparison: TranscriptComparison

    /// The runs, the figures, and the turns that differ.
    func text(style: TerminalStyle) -> String {
        let errors = comparison.wordErrors
        var lines = [
            "recording \(recording.id): \(InertText.line(recording.path))",
            "A: " + Self.line(reference), "B: " + Self.line(hypothesis),
            "B against A: WER \(Self.percent(errors)) (\(errors.errors) of \(errors.referenceWords) words: "
                + "\(errors.substitutions) other, \(errors.deletions) missing, \(errors.insertions) added), "
                + "cpWER \(Self.percent(comparison.speakerErrors.words))",
            "speakers: " + pairs,
        ]
        let different = comparison.turns.filter { !$0.isEqual }
        for turn in different {
            let time = "[\(ClockTime.tenths(turn.range.start, withHours: recording.durationSeconds >= 3600))]"
            let space = String(repeating: " ", count: time.count)
            lines += [
                "", style.faint(time) + " A " + referenceSide(turn, style), space + " B " + hypothesisSide(turn, style),
            ]
        }
        lines += ["", "\(different.count) of \(comparison.turns.count) turns differ"]
        return lines.map { $0 + "\n" }.joined()
    }

    private var pairs: String {
        let pairs = comparison.speakerErrors.pairs.map { pair in
            "\(pair.reference.map(InertText.line) ?? "nobody") = \(pair.hypothesis.map(InertText.line) ?? "nobody")"
        }
        return pairs.isEmpty ? "none" : pairs.joined(separator: ", ")
    }

    private func referenceSide(_ turn: ComparedTurn, _ style: TerminalStyle) -> String {
        guard let speaker = turn.speaker else { return "–" }
        let words = turn.words.compactMap { word in word.reference.map { mark($0, word, style) } }
        return InertText.line(speaker) + ": " + words.joined(separator: " ")
    }

    /// The words of each speaker after the name.
    private func hypothesisSide(_ turn: ComparedTurn, _ style: TerminalStyle) -> String {
        var parts: [(speaker: String, words: [String])] = []
        for word in turn.words {
            guard let text = word.hypothesis, let speaker = word.hypothesisSpeaker else { continue }
            if parts.last?.speaker != speaker { parts.append((speaker, [])) }
            parts[parts.count - 1].words.append(mark(text, word, style))
        }
        guard !parts.isEmpty else { return "–" }
        return parts.map { InertText.line($0.speaker) + ": " + $0.words.joined(separator: " ") }.joined(
            separator: " · ")
    }

    private func mark(_ text: String, _ word: ComparedWord, _ style: TerminalStyle) -> String {
        let text = InertText.line(text)
        return word.isEqual && word.hasSameSpeaker ? text : style.match(text)
    }

    private static func line(_ run: RunSummary) -> String {
        "run \(run.id), \(InertText.line(run.system)), \(run.speakerCount) "
            + "\(run.speakerCount == 1 ? "speaker" : "speakers"), \(run.wordCount) "
            + "\(run.wordCount == 1 ? "word" : "words")"
    }

    private static func percent(_ errors: WordErrors) -> String {
        errors.rate.map { String(format: "%.1f %%", 100 * $0) } ?? "–"
    }

    /// The same in the shape of `compare.schema.json`, with all turns.
    var document: JSONValue {
        .object([
            ("format", .string("whosaid-compare")),
            ("version", .integer(1)),
            ("recording_id", .integer(recording.id)),
            ("path", .string(recording.path)),
            ("reference", Self.value(reference)),
            ("hypothesis", Self.value(hypothesis)),
            ("wer", Self.value(comparison.wordErrors)),
            ("cp_wer", Self.value(comparison.speakerErrors.words)),
            (
                "speakers",
                .array(
                    comparison.speakerErrors.pairs.map { pair in
                        .object([
                            ("reference", .optional(pair.reference)), ("hypothesis", .optional(pair.hypothesis)),
                        ])
                    })
            ),
            ("turns", .array(comparison.turns.map(Self.value))),
        ])
    }

    private static func value(_ run: RunSummary) -> JSONValue {
        .object([("run", .integer(run.id)), ("system", .string(run.system))])
    }

    private static func value(_ errors: WordErrors) -> JSONValue {
        .object([
            ("rate", errors.rate.map { .decimal($0, digits: 6) }),
            ("errors", .integer(Int64(errors.errors))),
            ("substitutions", .integer(Int64(errors.substitutions))),
            ("deletions", .integer(Int64(errors.deletions))),
            ("insertions", .integer(Int64(errors.insertions))),
            ("reference_words", .integer(Int64(errors.referenceWords))),
        ])
    }

    private static func value(_ turn: ComparedTurn) -> JSONValue {
        .object([
            ("start", .seconds(turn.range.start)),
            ("end", .seconds(turn.range.end)),
            ("speaker", .optional(turn.speaker)),
            ("equal", .bool(turn.isEqual)),
            (
                "words",
                .array(
                    turn.words.map { word in
                        .object([
                            ("reference", word.reference.map(JSONValue.string)),
                            ("hypothesis", word.hypothesis.map(JSONValue.string)),
                            ("hypothesis_speaker", word.hypothesisSpeaker.map(JSONValue.string)),
                            ("same_speaker", .bool(word.hasSameSpeaker)),
                        ])
                    })
            ),
        ])
    }
}

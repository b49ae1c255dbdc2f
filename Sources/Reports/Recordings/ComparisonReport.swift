public import ArchiveCore
import Foundation
public import Scoring
public import Transcript
public import TranscriptText

/// The differences between two runs on one recording, as text and as JSON.
public struct ComparisonReport {
    /// The recording of both runs.
    public let recording: RecordingSummary
    /// The run that counts as correct.
    public let reference: Side
    /// The run that is compared with it.
    public let hypothesis: Side
    /// The differences.
    public let comparison: TranscriptComparison

    /// A report on two runs.
    public init(
        recording: RecordingSummary, reference: Side, hypothesis: Side, comparison: TranscriptComparison
    ) {
        self.recording = recording
        self.reference = reference
        self.hypothesis = hypothesis
        self.comparison = comparison
    }

    /// A run and the names of its speakers.
    public struct Side {
        /// The run.
        public let run: RunSummary
        /// Names of people by the labels of their speakers.
        private let names: [String: String]

        /// - Parameter transcript: The transcript of the run.
        public init(_ run: RunSummary, _ transcript: MeetingTranscript) {
            self.run = run
            names = Dictionary(
                uniqueKeysWithValues: transcript.speakers.compactMap { speaker in
                    speaker.name.map { (speaker.label, $0) }
                })
        }

        /// The name of the person that a speaker is assigned to, if there is one.
        func name(_ label: String?) -> String? { label.flatMap { names[$0] } }

        /// The name, or else the label, or else a text for an unknown speaker.
        func displayName(_ label: String?, unknown: String) -> String {
            InertText.line(name(label) ?? label ?? unknown)
        }
    }

    /// The runs, the figures, and the turns that differ.
    public func text(style: TerminalStyle) -> String {
        let errors = comparison.wordErrors
        var lines = [
            "recording \(recording.id): \(InertText.line(recording.path))",
            "A: " + Self.line(reference.run), "B: " + Self.line(hypothesis.run),
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
            reference.displayName(pair.reference, unknown: "nobody") + " = "
                + hypothesis.displayName(pair.hypothesis, unknown: "nobody")
        }
        return pairs.isEmpty ? "none" : pairs.joined(separator: ", ")
    }

    private func referenceSide(_ turn: ComparedTurn, _ style: TerminalStyle) -> String {
        guard let speaker = turn.speaker else { return "–" }
        let words = turn.words.compactMap { word in word.reference.map { mark($0, word, style) } }
        return reference.displayName(speaker, unknown: "?") + ": " + words.joined(separator: " ")
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
        return parts.map { hypothesis.displayName($0.speaker, unknown: "?") + ": " + $0.words.joined(separator: " ") }
            .joined(separator: " · ")
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

    /// The report in the shape of `compare.schema.json`, with all turns.
    public var document: JSONValue {
        .object([
            ("format", .string("whosaid-compare")),
            ("version", .integer(1)),
            ("recording_id", .integer(recording.id)),
            ("path", .string(recording.path)),
            ("reference", Self.value(reference.run)),
            ("hypothesis", Self.value(hypothesis.run)),
            ("wer", Self.value(comparison.wordErrors)),
            ("cp_wer", Self.value(comparison.speakerErrors.words)),
            (
                "speakers",
                .array(
                    comparison.speakerErrors.pairs.map { pair in
                        .object([
                            ("reference", .optional(pair.reference)),
                            ("reference_name", reference.name(pair.reference).map(JSONValue.string)),
                            ("hypothesis", .optional(pair.hypothesis)),
                            ("hypothesis_name", hypothesis.name(pair.hypothesis).map(JSONValue.string)),
                        ])
                    })
            ),
            ("turns", .array(comparison.turns.map(value))),
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

    private func value(_ turn: ComparedTurn) -> JSONValue {
        .object([
            ("start", .seconds(turn.range.start)),
            ("end", .seconds(turn.range.end)),
            ("speaker", .optional(turn.speaker)),
            ("name", reference.name(turn.speaker).map(JSONValue.string)),
            ("equal", .bool(turn.isEqual)),
            (
                "words",
                .array(
                    turn.words.map { word in
                        .object([
                            ("reference", word.reference.map(JSONValue.string)),
                            ("hypothesis", word.hypothesis.map(JSONValue.string)),
                            ("hypothesis_speaker", word.hypothesisSpeaker.map(JSONValue.string)),
                            ("hypothesis_name", hypothesis.name(word.hypothesisSpeaker).map(JSONValue.string)),
                            ("same_speaker", .bool(word.hasSameSpeaker)),
                        ])
                    })
            ),
        ])
    }
}

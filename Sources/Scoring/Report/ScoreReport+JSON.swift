public import TranscriptText

extension ScoreReport {
    /// One document as `score.schema.json` describes it. Rates are shares, 0…; a figure that says nothing is left out.
    public var json: JSONValue {
        .object([
            ("format", .string("whosaid-score")),
            ("version", .integer(1)),
            (
                "settings",
                .object([
                    ("normalization", .string(options.normalization.rawValue)),
                    ("keeps_fillers", .bool(options.keepsFillers)),
                    ("tcp_collar_seconds", .number(options.timeCollarSeconds)),
                    ("collar_seconds", .number(options.rules.collarSeconds)),
                    ("scores_overlap", .bool(options.rules.scoresOverlap)),
                    ("der_convention", .string(options.rules.convention.rawValue)),
                    ("has_evaluation_map", .bool(hasEvaluationMap)),
                ])
            ),
            ("recordings", .array(recordings.map(\.json))),
            ("pooled", pooled.json),
            ("notes", .array(notes.map(JSONValue.string))),
        ])
    }
}

extension RecordingScore {
    fileprivate var json: JSONValue {
        .object([
            ("recording", .string(recording)),
            ("missing", .bool(isMissing)),
            ("scores", scores.json),
            ("alignment", alignment.map { .array($0.entries.map(\.json)) }),
        ])
    }
}

extension WordAlignment.Entry {
    fileprivate var json: JSONValue {
        .object([
            ("reference", reference.map(JSONValue.string)),
            ("hypothesis", hypothesis.map(JSONValue.string)),
            ("kind", .string(kind.map(String.init) ?? "=")),
            ("confidence", confidence.map(JSONValue.number)),
        ])
    }
}

extension Scores {
    fileprivate var json: JSONValue {
        .object([
            ("wer", wer.map { .object($0.members) }),
            ("cp_wer", cpWER?.json),
            ("tcp_wer", tcpWER?.json),
            ("orc_wer", orcWER.map { .object($0.members) }),
            ("wder", wder?.json),
            ("der", der?.json),
            ("jer", jer?.json),
            ("speakers", speakers?.json),
            ("times", times.map { .object([("starts", $0.starts.json), ("ends", $0.ends.json)]) }),
            ("reliability", reliability?.json),
        ])
    }
}

extension JSONValue {
    fileprivate static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}

extension WordErrors {
    fileprivate var members: [(name: String, value: JSONValue?)] {
        [
            ("rate", rate.map(JSONValue.number)),
            ("errors", .count(errors)),
            ("substitutions", .count(substitutions)),
            ("deletions", .count(deletions)),
            ("insertions", .count(insertions)),
            ("reference_words", .count(referenceWords)),
            ("exact", .bool(isExact)),
        ]
    }
}

extension SpeakerWordErrors {
    fileprivate var json: JSONValue {
        let pairs = pairs.map { pair in
            JSONValue.object([
                ("reference", pair.reference.map(JSONValue.string)),
                ("hypothesis", pair.hypothesis.map(JSONValue.string)),
            ])
        }
        return .object(
            words.members + [
                ("missed_speakers", .count(missedSpeakers)),
                ("extra_speakers", .count(extraSpeakers)),
                ("pairs", pairs.isEmpty ? nil : .array(pairs)),
            ])
    }
}

extension WordDiarizationErrors {
    fileprivate var json: JSONValue {
        .object([
            ("rate", rate.map(JSONValue.number)),
            ("wrong_speaker", .count(wrongSpeaker)),
            ("aligned_words", .count(alignedWords)),
        ])
    }
}

extension DiarizationErrors {
    fileprivate var json: JSONValue {
        .object([
            ("rate", rate.map(JSONValue.number)),
            ("scored_seconds", .number(scoredSeconds)),
            ("miss_seconds", .number(missSeconds)),
            ("false_alarm_seconds", .number(falseAlarmSeconds)),
            ("confusion_seconds", .number(confusionSeconds)),
        ])
    }
}

extension JaccardErrors {
    fileprivate var json: JSONValue {
        .object([("rate", rate.map(JSONValue.number)), ("speakers", .count(speakers))])
    }
}

extension SpeakerCount {
    fileprivate var json: JSONValue {
        .object([
            ("reference", .count(reference)),
            ("hypothesis", .count(hypothesis)),
            ("recordings", .count(recordings)),
            ("right", .count(right)),
            ("difference", .count(difference)),
        ])
    }
}

extension TimeDifferences {
    fileprivate var json: JSONValue {
        .object([
            ("count", .count(seconds.count)),
            ("mean_absolute_seconds", meanAbsolute.map(JSONValue.number)),
            ("median_absolute_seconds", medianAbsolute.map(JSONValue.number)),
            ("mean_seconds", mean.map(JSONValue.number)),
        ])
    }
}

extension ConfidenceReliability {
    fileprivate var json: JSONValue {
        .object([
            ("words", .count(all.words)),
            ("right", .count(all.right)),
            ("mean_confidence", all.meanConfidence.map(JSONValue.number)),
            ("expected_calibration_error", expectedCalibrationError.map(JSONValue.number)),
            ("brier_score", brierScore.map(JSONValue.number)),
            (
                "bins",
                .array(
                    bins.enumerated().map { index, bin in
                        .object([
                            ("from", .number(Double(index) / 10)),
                            ("to", .number(Double(index + 1) / 10)),
                            ("words", .count(bin.words)),
                            ("right", .count(bin.right)),
                            ("mean_confidence", bin.meanConfidence.map(JSONValue.number)),
                        ])
                    })
            ),
        ])
    }
}

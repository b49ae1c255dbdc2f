public import Foundation

extension ScoreReport {
    /// One document as `score.schema.json` describes it. Rates are shares, 0…; a rate that says nothing is left out.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try encoder.encode(ScoreDocument(self)) + Data("\n".utf8)
    }
}

/// The shape of the JSON. Names become snake case.
private struct ScoreDocument: Encodable {
    struct Settings: Encodable {
        let normalization: String
        let keepsFillers: Bool
        let tcpCollarSeconds: Double
        let collarSeconds: Double
        let scoresOverlap: Bool
        let derConvention: String
        let hasEvaluationMap: Bool
    }

    struct Recording: Encodable {
        let recording: String
        let missing: Bool
        let scores: Figures
        let alignment: [Place]?
    }

    struct Place: Encodable {
        let reference: String?
        let hypothesis: String?
        let kind: String
        let confidence: Double?
    }

    let format = "whosaid-score"
    let version = 1
    let settings: Settings
    let recordings: [Recording]
    let pooled: Figures
    let notes: [String]

    init(_ report: ScoreReport) {
        let options = report.options
        settings = Settings(
            normalization: options.normalization.rawValue, keepsFillers: options.keepsFillers,
            tcpCollarSeconds: options.timeCollarSeconds,
            collarSeconds: options.rules.collarSeconds, scoresOverlap: options.rules.scoresOverlap,
            derConvention: options.rules.convention.rawValue, hasEvaluationMap: report.hasEvaluationMap)
        recordings = report.recordings.map { recording in
            Recording(
                recording: recording.recording, missing: recording.isMissing, scores: Figures(recording.scores),
                alignment: recording.alignment?.entries.map { entry in
                    Place(
                        reference: entry.reference, hypothesis: entry.hypothesis,
                        kind: entry.kind.map(String.init) ?? "=", confidence: entry.confidence)
                })
        }
        pooled = Figures(report.pooled)
        notes = report.notes
    }
}

private struct Figures: Encodable {
    struct Words: Encodable {
        let rate: Double?
        let errors: Int
        let substitutions: Int
        let deletions: Int
        let insertions: Int
        let referenceWords: Int
        let exact: Bool
        var missedSpeakers: Int?
        var extraSpeakers: Int?
        var pairs: [Pair]?

        init(_ errors: WordErrors) {
            rate = errors.rate
            self.errors = errors.errors
            substitutions = errors.substitutions
            deletions = errors.deletions
            insertions = errors.insertions
            referenceWords = errors.referenceWords
            exact = errors.isExact
        }

        init(_ errors: SpeakerWordErrors) {
            self.init(errors.words)
            missedSpeakers = errors.missedSpeakers
            extraSpeakers = errors.extraSpeakers
            pairs = errors.pairs.isEmpty ? nil : errors.pairs.map(Pair.init)
        }
    }

    struct Pair: Encodable {
        let reference: String?
        let hypothesis: String?

        init(_ pair: SpeakerPair) {
            reference = pair.reference
            hypothesis = pair.hypothesis
        }
    }

    struct WrongSpeakers: Encodable {
        let rate: Double?
        let wrongSpeaker: Int
        let alignedWords: Int
    }

    struct Speech: Encodable {
        let rate: Double?
        let scoredSeconds: Double
        let missSeconds: Double
        let falseAlarmSeconds: Double
        let confusionSeconds: Double
    }

    struct Jaccard: Encodable {
        let rate: Double?
        let speakers: Int
    }

    struct Count: Encodable {
        let reference: Int
        let hypothesis: Int
        let recordings: Int
        let right: Int
        let difference: Int
    }

    struct Times: Encodable {
        struct Side: Encodable {
            let count: Int
            let meanAbsoluteSeconds: Double?
            let medianAbsoluteSeconds: Double?
            let meanSeconds: Double?

            init(_ differences: TimeDifferences) {
                count = differences.seconds.count
                meanAbsoluteSeconds = differences.meanAbsolute
                medianAbsoluteSeconds = differences.medianAbsolute
                meanSeconds = differences.mean
            }
        }

        let starts: Side
        let ends: Side
    }

    struct Reliability: Encodable {
        struct Bin: Encodable {
            let from: Double
            let to: Double
            let words: Int
            let right: Int
            let meanConfidence: Double?
        }

        let words: Int
        let right: Int
        let meanConfidence: Double?
        let expectedCalibrationError: Double?
        let brierScore: Double?
        let bins: [Bin]

        init(_ reliability: ConfidenceReliability) {
            words = reliability.all.words
            right = reliability.all.right
            meanConfidence = reliability.all.meanConfidence
            expectedCalibrationError = reliability.expectedCalibrationError
            brierScore = reliability.brierScore
            bins = reliability.bins.enumerated().map { index, bin in
                Bin(
                    from: Double(index) / 10, to: Double(index + 1) / 10, words: bin.words, right: bin.right,
                    meanConfidence: bin.meanConfidence)
            }
        }
    }

    let wer: Words?
    let cpWer: Words?
    let tcpWer: Words?
    let orcWer: Words?
    let wder: WrongSpeakers?
    let der: Speech?
    let jer: Jaccard?
    let speakers: Count?
    let times: Times?
    let reliability: Reliability?

    init(_ scores: Scores) {
        wer = scores.wer.map(Words.init)
        cpWer = scores.cpWER.map(Words.init)
        tcpWer = scores.tcpWER.map(Words.init)
        orcWer = scores.orcWER.map(Words.init)
        wder = scores.wder.map {
            WrongSpeakers(rate: $0.rate, wrongSpeaker: $0.wrongSpeaker, alignedWords: $0.alignedWords)
        }
        der = scores.der.map {
            Speech(
                rate: $0.rate, scoredSeconds: $0.scoredSeconds, missSeconds: $0.missSeconds,
                falseAlarmSeconds: $0.falseAlarmSeconds, confusionSeconds: $0.confusionSeconds)
        }
        jer = scores.jer.map { Jaccard(rate: $0.rate, speakers: $0.speakers) }
        speakers = scores.speakers.map {
            Count(
                reference: $0.reference, hypothesis: $0.hypothesis, recordings: $0.recordings, right: $0.right,
                difference: $0.difference)
        }
        times = scores.times.map { Times(starts: Times.Side($0.starts), ends: Times.Side($0.ends)) }
        reliability = scores.reliability.map(Reliability.init)
    }
}

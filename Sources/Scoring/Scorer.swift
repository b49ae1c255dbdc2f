import Transcript

/// Scores hypotheses against references.
public struct Scorer: Sendable {
    /// The settings.
    public let options: ScoreOptions

    /// Makes a scorer.
    public init(options: ScoreOptions = ScoreOptions()) { self.options = options }

    /// Scores every recording of the reference that the map names (all of them without a map).
    ///
    /// Recordings are paired by name. If each side has only one, they are paired whatever their names are. A recording
    /// that the hypothesis does not have is scored as if nothing had been heard, and the report says so.
    public func score(
        reference: ScoringInput, hypothesis: ScoringInput, evaluationMap: EvaluationMap? = nil
    ) throws(ScoringError) -> ScoreReport {
        guard reference.hasWords && hypothesis.hasWords || reference.hasSpeech && hypothesis.hasSpeech else {
            throw .nothingToCompare
        }
        guard !reference.recordings.isEmpty else { throw .emptyReference }
        var report = ScoreReport(
            options: options, hasEvaluationMap: evaluationMap != nil, recordings: [], pooled: Scores(), notes: [])
        let names = try pairedNames(reference, hypothesis, &report.notes)
        for name in reference.recordings {
            if let evaluationMap, evaluationMap.spans[name] == nil {
                report.notes.append("\(name): not in the evaluation map, left out")
                continue
            }
            let other = names[name] ?? name
            let one = score(
                name, reference, hypothesis, as: other, evaluated: evaluationMap?.spans[name])
            if one.isMissing { report.notes.append("\(name): the hypothesis has nothing of it, scored as empty") }
            report.recordings.append(one)
            report.pooled = report.pooled + one.scores
        }
        let known = Set(reference.recordings.map { names[$0] ?? $0 })
        let unknown = hypothesis.recordings.filter { !known.contains($0) }
        if !unknown.isEmpty {
            report.notes.append(
                "\(unknown.count) recording\(unknown.count == 1 ? "" : "s") of the hypothesis without reference, "
                    + "left out: \(unknown.prefix(3).joined(separator: ", "))\(unknown.count > 3 ? "…" : "")")
        }
        return report
    }

    /// Names in the hypothesis of recordings whose names differ.
    private func pairedNames(
        _ reference: ScoringInput, _ hypothesis: ScoringInput, _ notes: inout [String]
    ) throws(ScoringError) -> [String: String] {
        let (left, right) = (reference.recordings, hypothesis.recordings)
        if left.isEmpty || right.isEmpty || left.contains(where: right.contains) { return [:] }
        guard left.count == 1 && right.count == 1 else {
            throw .nothingInCommon(reference: left, hypothesis: right)
        }
        notes.append("\(left[0]) is compared with \(right[0]), the only recording of the hypothesis")
        return [left[0]: right[0]]
    }

    private func score(
        _ name: String, _ reference: ScoringInput, _ hypothesis: ScoringInput, as other: String,
        evaluated: [TimeRange]?
    ) -> RecordingScore {
        var result = RecordingScore(recording: name, isMissing: false, scores: Scores())
        if let words = reference.transcripts[name], hypothesis.hasWords {
            let found = hypothesis.transcripts[other]
            result.isMissing = found == nil
            compareWords(words, found ?? ScoredTranscript(recording: other, segments: []), &result)
        }
        if let speech = reference.speech[name], hypothesis.hasSpeech {
            let found = hypothesis.speech[other]
            result.isMissing = result.isMissing || found == nil
            let comparison = SpeechComparison(
                reference: speech, hypothesis: found ?? SpeakerSegments(recording: other, segments: []),
                evaluated: evaluated, rules: options.rules)
            result.scores.der = comparison.diarization
            result.scores.jer = comparison.jaccard
            result.scores.speakers = comparison.speakers
        }
        return result
    }

    private func compareWords(
        _ reference: ScoredTranscript, _ hypothesis: ScoredTranscript, _ result: inout RecordingScore
    ) {
        var numbering = WordNumbering()
        func prepared(_ transcript: ScoredTranscript) -> PreparedTranscript {
            PreparedTranscript(
                transcript, normalization: options.normalization, keepsFillers: options.keepsFillers,
                ignored: reference.ignored, numbering: &numbering)
        }
        func speakers(_ turns: [PreparedTranscript.Segment]) -> [Int] {
            turns.flatMap { turn in turn.spoken.map { _ in turn.speaker } }
        }
        let (left, right) = (prepared(reference), prepared(hypothesis))
        let (turns, otherTurns) = (left.inOrder, right.inOrder)
        let (words, otherWords) = (turns.flatMap(\.spoken), otherTurns.flatMap(\.spoken))
        let steps = EditDistance.align(words.map(\.number), otherWords.map(\.number))
        result.scores.wer = WordErrors(steps, referenceWords: words.count)
        result.scores.wder = WordDiarizationErrors(
            steps, referenceSpeakers: speakers(turns), hypothesisSpeakers: speakers(otherTurns))
        result.scores.cpWER = SpeakerAttribution.errors(left, right)
        result.scores.tcpWER = SpeakerAttribution.timeConstrainedErrors(
            left, right, collarSeconds: options.timeCollarSeconds)
        result.scores.orcWER = ReferenceCombination.errors(
            turns: left.segments.map(\.words), speakers: left.segments.map(\.speaker), streams: right.bySpeaker)
        // Where the speech is known it is the better witness, and replaces this count.
        result.scores.speakers = SpeakerCount(
            reference: left.speakersWithWords, hypothesis: right.speakersWithWords)
        if options.comparesTimes {
            result.scores.times = TimeErrors(left, right, collarSeconds: options.timeCollarSeconds)
        }
        if options.checksConfidence {
            result.scores.reliability = ConfidenceReliability(steps, confidences: otherWords.map(\.confidence))
        }
        if options.keepsAlignment {
            result.alignment = WordAlignment(
                steps, reference: words, hypothesis: otherWords, numbering: numbering)
        }
    }
}

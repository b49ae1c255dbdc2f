import Transcript

/// cpWER and tcpWER: each speaker's words against those of the speaker that fits best.
enum SpeakerAttribution {
    /// cpWER: all words of a speaker joined in order of time.
    static func errors(_ reference: PreparedTranscript, _ hypothesis: PreparedTranscript) -> SpeakerWordErrors {
        let (references, hypotheses) = (reference.bySpeaker, hypothesis.bySpeaker)
        return errors(
            reference, hypothesis,
            distance: { EditDistance.distance($0.map { references[$0] } ?? [], $1.map { hypotheses[$0] } ?? []) },
            align: { EditDistance.align($0.map { references[$0] } ?? [], $1.map { hypotheses[$0] } ?? []) })
    }

    /// tcpWER: the same, but words are paired only where a word of the reference meets the middle of a word of the
    /// hypothesis to within the collar.
    /// - Parameter collarSeconds: more than 0.
    static func timeConstrainedErrors(
        _ reference: PreparedTranscript, _ hypothesis: PreparedTranscript, collarSeconds: Double
    ) -> SpeakerWordErrors {
        let (references, hypotheses) = (reference.bySpeaker, hypothesis.bySpeaker)
        let referenceTimes = reference.timesBySpeaker
        let hypothesisTimes = hypothesis.timesBySpeaker.map { times in
            times.map { TimeRange(start: $0.middle - collarSeconds, end: $0.middle + collarSeconds) }
        }
        func table(_ left: Int?, _ right: Int?) -> TimeConstrainedDistance {
            TimeConstrainedDistance(
                reference: left.map { references[$0] } ?? [], hypothesis: right.map { hypotheses[$0] } ?? [],
                referenceTimes: left.map { referenceTimes[$0] } ?? [],
                hypothesisTimes: right.map { hypothesisTimes[$0] } ?? [])
        }
        return errors(reference, hypothesis, distance: { table($0, $1).distance }, align: { table($0, $1).alignment })
    }

    /// The hypothesis speaker of each reference speaker by cpWER, or nil.
    static func assignment(_ references: [[Int32]], _ hypotheses: [[Int32]]) -> [Int?] {
        let columns = solve(references.count, hypotheses.count) {
            EditDistance.distance($0.map { references[$0] } ?? [], $1.map { hypotheses[$0] } ?? [])
        }
        return columns.prefix(references.count).map { $0 < hypotheses.count ? $0 : nil }
    }

    /// The column of each row; rows and columns beyond the speakers stand for nobody.
    private static func solve(_ rows: Int, _ columns: Int, distance: (Int?, Int?) -> Int) -> [Int] {
        let size = max(rows, columns)
        var costs: [Int] = []
        for row in 0..<size {
            for column in 0..<size { costs.append(distance(row < rows ? row : nil, column < columns ? column : nil)) }
        }
        return Assignment.minimumCost(costs, size: size)
    }

    private static func errors(
        _ reference: PreparedTranscript, _ hypothesis: PreparedTranscript,
        distance: (Int?, Int?) -> Int, align: (Int?, Int?) -> [AlignmentStep]
    ) -> SpeakerWordErrors {
        let (rows, columns) = (reference.speakers.count, hypothesis.speakers.count)
        let words = reference.bySpeaker
        var result = SpeakerWordErrors(
            referenceSpeakers: rows, missedSpeakers: max(0, rows - columns), extraSpeakers: max(0, columns - rows))
        for (row, column) in solve(rows, columns, distance: distance).enumerated() {
            let left = row < rows ? row : nil
            let right = column < columns ? column : nil
            let count = left.map { words[$0].count } ?? 0
            result.words = result.words + WordErrors(align(left, right), referenceWords: count)
            result.pairs.append(
                SpeakerPair(
                    reference: left.map { reference.speakers[$0] }, hypothesis: right.map { hypothesis.speakers[$0] }))
        }
        return result
    }
}

package import GRDB
package import Transcript

/// A stretch of speech of one speaker as the models found it, without later corrections.
package struct HeardSpan {
    /// Row id of the speaker.
    package let speakerID: Int64
    /// When the speaker is heard.
    package let range: TimeRange

    /// The stretches of a run in order of time; no two overlap.
    package static func all(_ db: Database, runID: Int64) throws -> [HeardSpan] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT speaker_id, start_seconds, end_seconds FROM original_speech
                WHERE run_id = :run AND is_exclusive = 1
                UNION ALL
                SELECT speaker_id, start_seconds, end_seconds FROM speech
                WHERE run_id = :run AND is_exclusive = 1
                    AND NOT EXISTS (SELECT 1 FROM original_speech WHERE run_id = :run)
                ORDER BY start_seconds
                """, arguments: ["run": runID]
        ).map {
            HeardSpan(speakerID: try $0.value("speaker_id"), range: try $0.range())
        }
    }

    /// Speakers of two runs of one recording.
    package struct Pair: Hashable {
        /// Row id of the speaker of one run.
        package let formerID: Int64
        /// Row id of the speaker of the other run.
        package let newID: Int64
    }

    /// For how many seconds each speaker of one run speaks while a speaker of the other does; both in order of time.
    package static func sharedSeconds(_ former: [HeardSpan], _ new: [HeardSpan]) -> [Pair: Double] {
        var shared: [Pair: Double] = [:]
        var first = 0
        for old in former {
            while first < new.count, new[first].range.end <= old.range.start { first += 1 }
            for other in new[first...].prefix(while: { $0.range.start < old.range.end }) {
                shared[Pair(formerID: old.speakerID, newID: other.speakerID), default: 0] += old.range.overlap(
                    with: other.range)
            }
        }
        return shared
    }
}

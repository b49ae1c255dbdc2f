public import ArchiveCore
import GRDB

/// A speaker of a decision about people, as users name it.
public struct DecidedSpeaker: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// The run of the recording in which the speaker is heard, which may be an earlier one.
    public let runID: Int64
    /// Label of the speaker in that run.
    public let label: String
}

extension Archive {
    /// All speakers about whom something was decided, by the ids that decisions have of them.
    public func decidedSpeakers() throws -> [Int64: DecidedSpeaker] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT speakers.id, recording_id, run_id, label FROM speakers
                    JOIN runs ON runs.id = speakers.run_id
                    WHERE speakers.id IN (
                        SELECT speaker_id FROM people_event_voices
                        UNION SELECT former_speaker_id FROM people_event_voices
                    )
                    """)
            return Dictionary(
                uniqueKeysWithValues: try rows.map {
                    (
                        try $0.value("id"),
                        DecidedSpeaker(
                            recordingID: try $0.value("recording_id"), runID: try $0.value("run_id"),
                            label: try $0.value("label"))
                    )
                })
        }
    }
}

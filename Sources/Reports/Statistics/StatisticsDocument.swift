import ArchiveCore
import TranscriptAnalysis
public import TranscriptText

/// Statistics in the shape of `stats.schema.json`.
public enum StatisticsDocument {
    /// The document.
    public static func value(_ recordings: [RecordingStatistics]) -> JSONValue {
        .object([
            ("format", .string("whosaid-stats")),
            ("version", .integer(1)),
            ("recordings", .array(recordings.map(recording))),
            ("total", sums(recordings.total)),
            ("people", .array(recordings.people.map(speaker))),
        ])
    }

    private static func recording(_ recording: RecordingStatistics) -> JSONValue {
        .object([
            ("recording_id", .integer(recording.summary.id)),
            ("path", .string(recording.summary.path)),
            ("recorded_at", .string(recording.summary.recordedAt)),
            ("sums", sums(recording.meeting.sums)),
            ("speakers", .array(recording.meeting.speakers.map(speaker))),
        ])
    }

    private static func sums(_ sums: MeetingSums) -> JSONValue {
        .object([
            ("duration_seconds", .seconds(sums.durationSeconds)),
            ("speech_seconds", .seconds(sums.speechSeconds)),
            ("overlap_seconds", .seconds(sums.overlapSeconds)),
            ("silence_seconds", .seconds(sums.silenceSeconds)),
            ("turns", .integer(Int64(sums.turnCount))),
            ("words", .integer(Int64(sums.wordCount))),
            ("interruptions", .integer(Int64(sums.interruptionCount))),
        ])
    }

    private static func speaker(_ speaker: SpeakerStatistics) -> JSONValue {
        .object([
            ("speaker", .optional(speaker.label)),
            ("talk_seconds", .seconds(speaker.talkSeconds)),
            ("overlap_seconds", .seconds(speaker.overlapSeconds)),
            ("turns", .integer(Int64(speaker.turnCount))),
            ("words", .integer(Int64(speaker.wordCount))),
            ("words_per_minute", speaker.wordsPerMinute.map { .number(($0 * 10).rounded() / 10) } ?? .null),
            ("longest_turn_seconds", .seconds(speaker.longestTurnSeconds)),
            ("interruptions", .integer(Int64(speaker.interruptionCount))),
            ("interrupted", .integer(Int64(speaker.interruptedCount))),
        ])
    }
}

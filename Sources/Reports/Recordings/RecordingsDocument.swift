public import ArchiveCore
public import TranscriptText

/// The recordings of an archive in the shape of `list.schema.json`.
public enum RecordingsDocument {
    /// - Parameters:
    ///   - recordings: In the order in which they are listed.
    ///   - runs: The runs of each recording, in the order of `recordings`; nil leaves them out.
    public static func value(of recordings: [RecordingSummary], runs: [[RunSummary]]? = nil) -> JSONValue {
        .object([
            ("format", .string("whosaid-list")),
            ("version", .integer(1)),
            (
                "recordings",
                .array(
                    recordings.enumerated().map { index, recording in
                        .object([
                            ("id", .integer(recording.id)),
                            ("content_hash", .string(recording.contentHash)),
                            ("paths", .array(recording.paths.map(JSONValue.string))),
                            ("duration_seconds", .seconds(recording.durationSeconds)),
                            ("sample_rate", .integer(Int64(recording.sampleRate))),
                            ("channel_count", .integer(Int64(recording.channelCount))),
                            ("format", .string(recording.format)),
                            ("recorded_at", .string(recording.recordedAt)),
                            ("speaker_count", .integer(Int64(recording.speakerCount))),
                            ("people", .array(recording.people.map(JSONValue.string))),
                            ("turn_count", .integer(Int64(recording.turnCount))),
                            ("word_count", .integer(Int64(recording.wordCount))),
                            ("program_version", .string(recording.programVersion)),
                            ("started_at", .string(recording.startedAt)),
                            ("runs", runs.map { .array($0[index].map(value)) }),
                        ])
                    })
            ),
        ])
    }

    private static func value(_ run: RunSummary) -> JSONValue {
        .object([
            ("id", .integer(run.id)),
            ("system", .string(run.system)),
            ("current", .bool(run.isCurrent)),
            ("speaker_count", .integer(Int64(run.speakerCount))),
            ("turn_count", .integer(Int64(run.turnCount))),
            ("word_count", .integer(Int64(run.wordCount))),
            ("program_version", .string(run.programVersion)),
            ("started_at", .string(run.startedAt)),
        ])
    }
}

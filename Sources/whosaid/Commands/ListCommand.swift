import ArgumentParser
import TranscriptFormats
import TranscriptStore

/// `whosaid list`: the recordings of the archive.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the recordings of the archive.")

    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Print JSON, as in `whosaid schema list`.")
    var json = false

    func run() throws {
        let recordings = try archive.openExisting().recordings()
        if json {
            try StandardOutput.write(Self.document(recordings).pretty + "\n")
        } else if recordings.isEmpty {
            Messages.write("the archive holds no recordings yet")
        } else {
            try StandardOutput.write(Self.table(recordings).text)
        }
    }

    static func table(_ recordings: [RecordingSummary]) -> TextTable {
        let withHours = recordings.contains { $0.durationSeconds >= 3600 }
        return TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "LENGTH", isNumber: true),
                .init(heading: "SPEAKERS", isNumber: true), .init(heading: "WORDS", isNumber: true),
                .init(heading: "TRANSCRIBED", isNumber: false), .init(heading: "PATH", isNumber: false),
            ],
            rows: recordings.map { recording in
                [
                    String(recording.id), ClockTime.tenths(recording.durationSeconds, withHours: withHours),
                    String(recording.speakerCount), String(recording.wordCount), InertText.line(recording.startedAt),
                    InertText.line(recording.path),
                ]
            })
    }

    static func document(_ recordings: [RecordingSummary]) -> JSONValue {
        .object([
            ("format", .string("whosaid-list")),
            ("version", .integer(1)),
            (
                "recordings",
                .array(
                    recordings.map { recording in
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
                            ("turn_count", .integer(Int64(recording.turnCount))),
                            ("word_count", .integer(Int64(recording.wordCount))),
                            ("program_version", .string(recording.programVersion)),
                            ("started_at", .string(recording.startedAt)),
                        ])
                    })
            ),
        ])
    }
}

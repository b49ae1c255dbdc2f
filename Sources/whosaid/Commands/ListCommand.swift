import ArgumentParser
import TranscriptStore
import TranscriptText

/// `whosaid list`: the recordings of the archive.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the recordings of the archive.")

    @OptionGroup var archive: ArchiveOptions

    @Flag(help: "Show every run on each recording: those of this program and those that were imported.")
    var runs = false

    @Flag(help: "Print JSON, as in `whosaid schema list`.")
    var json = false

    func run() throws {
        let archive = try archive.openExisting()
        let recordings = try archive.recordings()
        let runs = runs ? try recordings.map { try archive.runs(recordingID: $0.id) } : nil
        if json {
            try StandardOutput.write(Self.document(recordings, runs: runs).pretty + "\n")
        } else if recordings.isEmpty {
            Messages.write("the archive holds no recordings yet")
        } else if let runs {
            try StandardOutput.write(Self.table(recordings, runs: runs).text)
        } else {
            try StandardOutput.write(Self.table(recordings).text)
        }
    }

    /// Columns that names may take; JSON has all of them.
    private static let peopleWidth = 32

    /// The column of people is there where anybody is known.
    static func table(_ recordings: [RecordingSummary]) -> TextTable {
        let withHours = recordings.contains { $0.durationSeconds >= 3600 }
        let withPeople = recordings.contains { !$0.people.isEmpty }
        return TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "LENGTH", isNumber: true),
                .init(heading: "SPEAKERS", isNumber: true), .init(heading: "WORDS", isNumber: true),
                .init(heading: "TRANSCRIBED", isNumber: false),
            ] + (withPeople ? [.init(heading: "PEOPLE", isNumber: false)] : [])
                + [.init(heading: "PATH", isNumber: false)],
            rows: recordings.map { recording in
                let people = recording.people.map(InertText.line).joined(separator: ", ")
                return [
                    String(recording.id), ClockTime.tenths(recording.durationSeconds, withHours: withHours),
                    String(recording.speakerCount), String(recording.wordCount), InertText.line(recording.startedAt),
                ] + (withPeople ? [TextWidth.cut(people, to: peopleWidth)] : []) + [InertText.line(recording.path)]
            })
    }

    /// A row for each run; the current one of each recording has a star.
    static func table(_ recordings: [RecordingSummary], runs: [[RunSummary]]) -> TextTable {
        TextTable(
            columns: [
                .init(heading: "ID", isNumber: true), .init(heading: "RUN", isNumber: true),
                .init(heading: "SYSTEM", isNumber: false), .init(heading: "SPEAKERS", isNumber: true),
                .init(heading: "WORDS", isNumber: true), .init(heading: "MADE OR IMPORTED", isNumber: false),
                .init(heading: "PATH", isNumber: false),
            ],
            rows: zip(recordings, runs).flatMap { recording, runs in
                runs.map { run in
                    [
                        String(recording.id), String(run.id) + (run.isCurrent ? "*" : " "), InertText.line(run.system),
                        String(run.speakerCount), String(run.wordCount), InertText.line(run.startedAt),
                        InertText.line(recording.path),
                    ]
                }
            })
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

    /// - Parameter runs: Those of each recording, or nil to leave them out.
    static func document(_ recordings: [RecordingSummary], runs: [[RunSummary]]? = nil) -> JSONValue {
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
}

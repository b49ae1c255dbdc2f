public import ArchiveCore
public import RecordingStorage
import Transcript
public import TranscriptText

/// The recordings of an archive as a table.
public enum RecordingsTable {
    /// The maximum width of the column of people; longer lists are cut.
    private static let peopleWidth = 32

    /// A row for each recording. The column of people is left out where no recording has any.
    public static func table(_ recordings: [RecordingSummary]) -> TextTable {
        let withHours = recordings.contains { $0.durationSeconds >= 3600 }
        let withPeople = recordings.contains { !$0.people.isEmpty }
        return TextTable(
            columns: [
                .number("ID"), .number("LENGTH"),
                .number("SPEAKERS"), .number("WORDS"),
                .text("TRANSCRIBED"),
            ] + (withPeople ? [.text("PEOPLE")] : [])
                + [.text("PATH")],
            rows: recordings.map { recording in
                let people = recording.people.map(InertText.line).joined(separator: ", ")
                return [
                    String(recording.id), ClockTime.tenths(recording.durationSeconds, withHours: withHours),
                    String(recording.speakerCount), String(recording.wordCount), InertText.line(recording.startedAt),
                ] + (withPeople ? [TextWidth.cut(people, to: peopleWidth)] : []) + [InertText.line(recording.path)]
            })
    }

    /// A row for each run. A star marks the current run of a recording.
    /// - Parameter runs: The runs of each recording, in the order of `recordings`.
    public static func table(_ recordings: [RecordingSummary], runs: [[RunSummary]]) -> TextTable {
        TextTable(
            columns: [
                .number("ID"), .number("RUN"), .text("SYSTEM"), .number("SPEAKERS"), .number("WORDS"),
                .text("MADE OR IMPORTED"), .text("PATH"),
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

    /// A row for each recording with the number of things that are removed with it.
    public static func holdings(_ holdings: [RecordingHoldings]) -> TextTable {
        TextTable(
            columns: [
                .number("ID"), .number("RUNS"), .number("TURNS"), .number("VOICES"), .number("CORRECTIONS"),
                .number("JOBS"), .text("PATH"),
            ],
            rows: holdings.map {
                [
                    String($0.recording.id), String($0.runCount), String($0.turnCount), String($0.voiceCount),
                    String($0.editCount), String($0.jobCount), InertText.line($0.recording.path),
                ]
            })
    }
}

import ArchiveCore
public import Transcript
import TranscriptAnalysis
import TranscriptExport
import TranscriptText

/// Statistics as text.
public struct StatisticsPrinter {
    /// Colours of the output.
    public let style: TerminalStyle

    /// A printer with a style.
    public init(style: TerminalStyle) { self.style = style }

    /// One recording: a line of totals and a table of its speakers.
    public func text(_ recording: RecordingStatistics) -> String {
        let sums = recording.meeting.sums
        let length = ClockTime.tenths(sums.durationSeconds, withHours: sums.durationSeconds >= 3600)
        let interruptions = "\(sums.interruptionCount) interruption\(sums.interruptionCount == 1 ? "" : "s")"
        return """
            \(InertText.line(recording.summary.path)): \(length), speech \(share(sums.speechSeconds, sums)), overlap \
            \(share(sums.overlapSeconds, sums)), silence \(share(sums.silenceSeconds, sums)), \(interruptions)

            """ + (recording.meeting.speakers.isEmpty ? "" : "\n" + table(recording.meeting.speakers).text)
    }

    /// All recordings: a table with a row for each and a row of totals, and a table of named people.
    public func text(_ recordings: [RecordingStatistics]) -> String {
        let total = recordings.total
        let withHours = total.durationSeconds >= 3600
        func row(_ id: String, _ sums: MeetingSums, _ path: String) -> [String] {
            [
                id, ClockTime.tenths(sums.durationSeconds, withHours: withHours), share(sums.speechSeconds, sums),
                share(sums.overlapSeconds, sums), share(sums.silenceSeconds, sums), String(sums.turnCount),
                String(sums.wordCount), String(sums.interruptionCount), path,
            ]
        }
        let headings = ["ID", "LENGTH", "SPEECH", "OVERLAP", "SILENCE", "TURNS", "WORDS", "INTERRUPTIONS", "PATH"]
        let rows = recordings.map { row(String($0.summary.id), $0.meeting.sums, InertText.line($0.summary.path)) }
        let people = recordings.people
        return TextTable(
            columns: headings.map { .init(heading: $0, isNumber: $0 != "PATH") }, rows: rows + [row("all", total, "")]
        ).text + (people.isEmpty ? "" : "\n" + table(people).text)
    }

    /// Blocks that show who speaks when, in the colours of the speakers. Empty if the recording has no speech.
    public func picture(_ outline: MeetingOutline, width: Int) -> String {
        let blocks = MeetingBlocks(outline, width: width)
        guard !blocks.lanes.isEmpty else { return "" }
        return "\n" + blocks.lanes.map { "\($0.name) \(style.speaker($0.cells, index: $0.speaker))\n" }.joined()
            + style.faint(blocks.axis) + "\n"
    }

    private func table(_ speakers: [SpeakerStatistics]) -> TextTable {
        let allTalk = speakers.reduce(0) { $0 + $1.talkSeconds }
        let withHours = speakers.contains { $0.talkSeconds >= 3600 }
        let headings = [
            "SPEAKER", "TALK", "SHARE", "OVERLAP", "TURNS", "WORDS", "WORDS/MIN", "LONGEST", "INTERRUPTS",
            "INTERRUPTED",
        ]
        return TextTable(
            columns: headings.map { .init(heading: $0, isNumber: $0 != "SPEAKER") },
            rows: speakers.map { speaker in
                [
                    InertText.line(speaker.label ?? "?"), ClockTime.tenths(speaker.talkSeconds, withHours: withHours),
                    percent(speaker.talkSeconds, of: allTalk), percent(speaker.overlapSeconds, of: speaker.talkSeconds),
                    String(speaker.turnCount), String(speaker.wordCount),
                    speaker.wordsPerMinute.map { String(Int($0.rounded())) } ?? "",
                    ClockTime.tenths(speaker.longestTurnSeconds, withHours: false),
                    String(speaker.interruptionCount), String(speaker.interruptedCount),
                ]
            })
    }

    private func share(_ seconds: Double, _ sums: MeetingSums) -> String { percent(seconds, of: sums.durationSeconds) }

    private func percent(_ seconds: Double, of whole: Double) -> String {
        // A wrong duration can make a share of any size.
        whole > 0 ? FixedDecimal.text(min(100 * seconds / whole, 1e6), digits: 1) + " %" : ""
    }
}

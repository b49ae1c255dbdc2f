import ArchiveCore
import ArgumentParser
import Foundation
import Reports
import Transcript
import TranscriptExport
import TranscriptText

/// `whosaid stats`: talk time, overlap and interruptions.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show how much each speaker talks, in one recording or in all.",
        discussion: """
            Talk time is the length of the speech spans of a transcript, including overlapped speech, or of the turns \
            if a transcript has no spans. In an interruption, a speaker begins while another one speaks, both talk for \
            at least a quarter of a second, and the other one stops first. A short remark during the speech of another \
            is no interruption.

            Examples:
              whosaid stats
                  Print a table of all recordings and one of the people.
              whosaid stats 1 --svg timeline.svg
                  Print statistics of recording 1 and draw who speaks when.
            """)

    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path "
                + "(default: all recordings).", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Also write an SVG picture of who speaks when.", valueName: "file"))
    var svg: String?

    @Flag(help: "Print JSON, as in `whosaid schema stats`.")
    var json = false

    @OptionGroup var replacing: ForceOption
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard svg == nil || recording != nil else { throw ValidationError("--svg needs a recording") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let recordings = try recording.map { [try archive.recording($0)] } ?? archive.recordings()
        if json {
            let statistics = try recordings.map {
                RecordingStatistics(summary: $0, outline: try archive.outline(recordingID: $0.id))
            }
            try StandardOutput.write(StatisticsDocument.value(statistics).pretty + "\n")
        } else if recording == nil {
            let statistics = try recordings.map {
                RecordingStatistics(summary: $0, outline: try archive.outline(recordingID: $0.id))
            }
            if statistics.isEmpty { return Messages.write("the archive has no recordings yet") }
            try StandardOutput.write(StatisticsPrinter(style: .standardOutput).text(statistics))
        } else {
            for summary in recordings {
                let outline = try archive.outline(recordingID: summary.id)
                let printer = StatisticsPrinter(style: .standardOutput)
                try StandardOutput.write(
                    printer.text(RecordingStatistics(summary: summary, outline: outline))
                        + printer.picture(outline, width: StandardOutput.columnCount))
            }
        }
        guard let svg, let summary = recordings.first else { return }
        let picture = MeetingPicture.svg(try archive.outline(recordingID: summary.id))
        try OutputFile(archive, isForced: replacing.force).write(
            Data(picture.utf8), to: svg, recordingID: summary.id)
    }
}

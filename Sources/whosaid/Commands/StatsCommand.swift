import ArchiveCore
import ArgumentParser
import Foundation
import Reports
import Transcript
import TranscriptExport
import TranscriptText

/// `whosaid stats`: who talks how much.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show who talks how much, in one recording or in all.",
        discussion: """
            Talk is what the speech spans of a transcript say, also while others talk; in a transcript that has none \
            it is the turns. An interruption is when somebody begins while another speaks, both are heard for at \
            least a quarter of a second, and the other stops first; a short remark within what another says is none.
            """)

    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path; without "
                + "one, all recordings.", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Also write a picture of who speaks when, as SVG.", valueName: "file"))
    var svg: String?

    @Flag(help: "Print JSON, as in `whosaid schema stats`.")
    var json = false

    @OptionGroup var replacing: ForceOption
    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard svg == nil || recording != nil else { throw ValidationError("--svg needs the id of one recording") }
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
            if statistics.isEmpty { return Messages.write("the archive holds no recordings yet") }
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

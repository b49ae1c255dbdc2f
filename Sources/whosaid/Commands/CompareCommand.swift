import ArchiveCore
import ArgumentParser
import Reports
import Scoring
import Transcript
import TranscriptText

/// `whosaid compare`: the differences between two runs on one recording.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Show where two runs on one recording differ, and by how much.",
        discussion: """
            The first run is the reference. Letter case and punctuation are ignored. WER ignores speakers; cpWER \
            compares the words of each speaker with those of the best matching speaker. Turns that differ are printed \
            with the different words between « » (on a terminal, in bold): A is the first run, B the second.

            Examples:
              whosaid compare 1
                  Compare the current run on recording 1 with the newest other run.
              whosaid compare 1 --runs whosaid,deepgram --json
                  Compare the runs of two systems and print JSON.
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(
        help: ArgumentHelp(
            "The two runs, each by its id in `whosaid list --runs` or by its system (default: the current one and the "
                + "newest other one).", valueName: "a,b"))
    var runs: String?

    @Flag(help: "Print JSON, as in `whosaid schema compare`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        if let runs, runs.split(separator: ",", omittingEmptySubsequences: true).count != 2 {
            throw ValidationError("--runs needs two runs with a comma between them")
        }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let summary = try archive.recording(recording.recording)
        let (first, second) = try chosen(of: summary, archive)
        let (left, right) = (
            try archive.transcript(recordingID: summary.id, runID: first.id),
            try archive.transcript(recordingID: summary.id, runID: second.id)
        )
        let comparison = TranscriptComparison(
            reference: ScoredTranscript(left, recording: summary.path),
            hypothesis: ScoredTranscript(right, recording: summary.path))
        let report = ComparisonReport(
            recording: summary, reference: ComparisonReport.Side(first, left),
            hypothesis: ComparisonReport.Side(second, right), comparison: comparison)
        try StandardOutput.write(json ? report.document.pretty + "\n" : report.text(style: .standardOutput))
    }

    private func chosen(
        of recording: RecordingSummary, _ archive: Archive
    ) throws -> (reference: RunSummary, hypothesis: RunSummary) {
        if let runs {
            let names = runs.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
            return (
                try archive.run(names[0], recordingID: recording.id),
                try archive.run(names[1], recordingID: recording.id)
            )
        }
        let all = try archive.runs(recordingID: recording.id)
        guard let current = all.first(where: \.isCurrent), let other = all.last(where: { !$0.isCurrent }) else {
            throw CommandError.nothingToCompare(recordingID: recording.id)
        }
        return (current, other)
    }
}

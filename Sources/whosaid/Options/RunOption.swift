import ArchiveCore
import ArgumentParser
import Transcript

/// The option of commands on one of several transcripts of a recording.
struct RunOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A run other than the current one: its id in `whosaid list --runs`, or the name of its system.",
            valueName: "run"))
    var run: String?

    /// The transcript of the run that is named, or nil where none is.
    func transcript(of recording: RecordingSummary, in archive: Archive) throws -> MeetingTranscript? {
        guard let run else { return nil }
        return try archive.transcript(
            recordingID: recording.id, runID: archive.run(run, recordingID: recording.id).id)
    }
}

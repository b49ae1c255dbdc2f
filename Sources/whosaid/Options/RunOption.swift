import ArgumentParser
import Transcript
import TranscriptStore

/// The option of commands on one of several transcripts of a recording.
struct RunOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A run other than the current one: its id in `whosaid list --runs`, or the name of its system.",
            valueName: "run"))
    var run: String?

    /// The transcript of the run, or of the current one where none is named.
    func transcript(of recording: RecordingSummary, in archive: Archive) throws -> MeetingTranscript {
        guard let run else { return try archive.transcript(recordingID: recording.id) }
        return try archive.transcript(
            recordingID: recording.id, runID: archive.run(run, recordingID: recording.id).id)
    }
}

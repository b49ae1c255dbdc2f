import ArgumentParser
import MeetingPipeline

/// What the user knows about the file of a recording.
struct SoundOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Number of the sound track to transcribe, from 1.",
            discussion:
                "Default: the first track that can be decoded and is not silent; default tracks of the file come first.",
            valueName: "n"))
    var track: Int?

    @Option(
        help: ArgumentHelp(
            "The date of the recordings, for example 2024-05-06T14:30.",
            discussion: "Default: the date in the file, or else its modification time.", valueName: "when"),
        transform: RecordingDate.parse)
    var recordedAt: RecordingDate?

    func validate() throws {
        let allowed = TranscriptionSettings.allowedTracks
        guard track.map(allowed.contains) ?? true else {
            throw ValidationError("--track needs a number from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
    }
}

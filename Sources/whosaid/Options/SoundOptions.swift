import ArgumentParser
import MeetingPipeline

/// What a user may know of a recording's file.
struct SoundOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The sound track to transcribe, from 1, where a file has several.",
            discussion: "Without it: the first that can be decoded and is not silent, default ones before others.",
            valueName: "n"))
    var track: Int?

    @Option(
        help: ArgumentHelp(
            "When the recordings were made, for example 2024-05-06T14:30.",
            discussion: "Without it: what the file says, else when it was last changed.", valueName: "when"),
        transform: RecordingDate.parse)
    var recordedAt: RecordingDate?

    func validate() throws {
        let allowed = TranscriptionSettings.allowedTracks
        guard track.map(allowed.contains) ?? true else {
            throw ValidationError("--track needs a number from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
    }
}

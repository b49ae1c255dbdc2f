import ArgumentParser

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
        guard track.map({ (1...10_000).contains($0) }) ?? true else {
            throw ValidationError("--track needs a number from 1 to 10000")
        }
    }
}

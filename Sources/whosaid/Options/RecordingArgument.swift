import ArgumentParser

/// The argument of commands on one recording.
struct RecordingArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The recording: its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recording: String
}

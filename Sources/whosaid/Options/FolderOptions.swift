import ArgumentParser

/// Which files of folders are transcribed, and when.
struct FolderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "In folders, transcribe only files that match the pattern, whatever their extension; may be repeated.",
            valueName: "pattern"))
    var include: [String] = []

    @Option(
        help: ArgumentHelp(
            "In folders, skip files and folders that match the pattern; may be repeated.", valueName: "pattern"))
    var exclude: [String] = []

    @Flag(help: "Keep looking for new recordings until interrupted.")
    var watch = false

    @Option(
        help: ArgumentHelp(
            "With --watch: how long a file must be unchanged before it is transcribed.", valueName: "seconds"))
    var settle = 5.0

    func validate() throws {
        guard (0.1...86_400).contains(settle) else { throw ValidationError("--settle needs 0.1 to 86400 seconds") }
    }

    /// The patterns.
    var filter: PathFilter { PathFilter(included: include, excluded: exclude) }
}

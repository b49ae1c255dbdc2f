import ArgumentParser

/// Which files of folders are taken, and when.
struct FolderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Of folders, take only files that fit the pattern, whatever their extension; may be repeated.",
            valueName: "pattern"))
    var include: [String] = []

    @Option(
        help: ArgumentHelp(
            "Of folders, leave out files and folders that fit the pattern; may be repeated.", valueName: "pattern"))
    var exclude: [String] = []

    @Flag(help: "Go on looking for new recordings until interrupted.")
    var watch = false

    @Option(
        help: ArgumentHelp(
            "With --watch, how long a file must have stayed the same before it is taken.", valueName: "seconds"))
    var settle = 5.0

    func validate() throws {
        guard (0.1...86_400).contains(settle) else { throw ValidationError("--settle needs 0.1 to 86400 seconds") }
    }

    /// The patterns.
    var filter: PathFilter { PathFilter(included: include, excluded: exclude) }
}

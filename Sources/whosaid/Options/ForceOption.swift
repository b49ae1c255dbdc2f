import ArgumentParser

/// The option of commands that write files whose names the user gives.
struct ForceOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Replace files that no export has written, or that have changed since; never recordings or the archive."))
    var force = false
}

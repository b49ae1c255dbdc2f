import ArchiveCore
import ArgumentParser
import Foundation

/// Options of every command that uses the archive.
struct ArchiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive (default: $WHOSAID_DATABASE, else whosaid/whosaid.db in the XDG data folder).",
            valueName: "file"))
    var database: String?

    @Flag(help: "Use an archive on a network file system, at the risk of losing it.")
    var allowNetworkDatabase = false

    /// Where the archive is: the option, else `WHOSAID_DATABASE`, else the user's data folder by the XDG rules.
    /// - Throws: `CommandError.noDatabasePath`.
    func path(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) -> String {
        if let database { return database }
        if let path = environment["WHOSAID_DATABASE"], !path.isEmpty { return path }
        // A relative value is invalid by the XDG rules and has to be ignored.
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/whosaid/whosaid.db" }
        guard let home = environment["HOME"], !home.isEmpty else { throw .noDatabasePath }
        return home + "/.local/share/whosaid/whosaid.db"
    }

    func validate() throws {
        guard database != "" else { throw ValidationError("--database needs the name of a file") }
    }

    /// Opens the archive for a command that must not make an empty one. Where it cannot be written it can be read, and
    /// whatever would write fails.
    func openExisting() throws -> Archive {
        let archive = try Archive(
            path: path(), mustExist: true, mayBeReadOnly: true, allowsNetwork: allowNetworkDatabase)
        if archive.isMigratedCopy {
            Messages.write(
                "the archive \(archive.path) is read-only and was written by an older version of whosaid; "
                    + "a private copy of it was brought up to date and is read")
        }
        return archive
    }

    /// Opens the archive for a command that writes; a missing one is made.
    func openOrCreate() throws -> Archive { try Archive(path: path(), allowsNetwork: allowNetworkDatabase) }
}

/// The option of commands that write files whose names the user gives.
struct ForceOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Replace files that no export has written, or that have changed since; never recordings or the archive."))
    var force = false
}

import ArchiveCore
import ArgumentParser
import FileSystem
import Foundation

/// Options of every command that uses the archive.
struct ArchiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The archive (default: $WHOSAID_DATABASE, or else whosaid/whosaid.db in the XDG data folder).",
            valueName: "file"))
    var database: String?

    @Flag(help: "Allow an archive on a network file system, which may corrupt it.")
    var allowNetworkDatabase = false

    /// The path of the archive: the option, or else `WHOSAID_DATABASE`, or else a file in the user's XDG data folder.
    /// - Throws: `CommandError.noDatabasePath`.
    func path(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) -> String {
        if let database { return database }
        if let path = environment["WHOSAID_DATABASE"], !path.isEmpty { return path }
        guard let path = BaseFolders.path("whosaid.db", in: .data, environment: environment) else {
            throw .noDatabasePath
        }
        return path
    }

    func validate() throws {
        guard database != "" else { throw ValidationError("--database needs the name of a file") }
    }

    /// Opens an existing archive. If it cannot be written, it is opened for reading, and writing to it fails.
    /// - Throws: `ArchiveError`, `CommandError.noDatabasePath`.
    func openExisting() throws -> Archive {
        let archive = try Archive(
            path: path(), mustExist: true, mayBeReadOnly: true, allowsNetwork: allowNetworkDatabase)
        if archive.isMigratedCopy {
            Messages.write(
                "the archive \(archive.path) is read-only and has the schema of an older version of whosaid; "
                    + "this command reads an updated private copy")
        }
        return archive
    }

    /// Opens the archive for a command that writes. Creates a missing one.
    func openOrCreate() throws -> Archive { try Archive(path: path(), allowsNetwork: allowNetworkDatabase) }
}

/// The option of commands that write files with names from the user.
struct ForceOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Also replace files that are no unchanged earlier exports. Recordings and archives are never replaced."))
    var force = false
}

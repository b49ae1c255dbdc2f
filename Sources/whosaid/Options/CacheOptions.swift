import ArgumentParser
import Foundation
import StageCache

/// Where the cache of stages is and how much it may hold.
struct CacheOptions: ParsableArguments {
    /// What it may hold unless the user says otherwise: the results of some 400 hours of recordings.
    static let defaultLimit = ByteSize(bytes: 2_000_000_000)

    @Option(
        help: ArgumentHelp(
            "The folder in which stages keep results (default: $WHOSAID_CACHE_DIR, else whosaid/stages in the XDG cache "
                + "folder).", valueName: "folder"))
    var cacheDir: String?

    @Option(
        help: ArgumentHelp(
            "Most that the cache may hold, for example 500M (default: $WHOSAID_CACHE_SIZE, else 2G); what has not been "
                + "used for longest goes first.", valueName: "size"))
    var cacheSize: ByteSize?

    func validate() throws {
        guard cacheDir != "" else { throw ValidationError("--cache-dir needs the name of a folder") }
    }

    /// The folder: the option, else `WHOSAID_CACHE_DIR`, else the user's cache folder by the XDG rules.
    /// - Throws: `CommandError.noCachePath`, `.badSize`.
    func folder(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) -> CacheFolder
    {
        let named = environment["WHOSAID_CACHE_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = cacheDir ?? named ?? CacheFolder.defaultPath(environment: environment) else {
            throw .noCachePath
        }
        return CacheFolder(path: path, limitBytes: try limit(environment).bytes)
    }

    /// The folder for a run, which can do without one: where nothing says where it is, the user is told, and nothing is
    /// kept.
    /// - Throws: `CommandError.badSize`.
    func folderIfKnown(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> CacheFolder? {
        do {
            return try folder(environment: environment)
        } catch CommandError.noCachePath {
            Messages.writeLine(
                "results of stages are not kept: neither --cache-dir nor WHOSAID_CACHE_DIR, XDG_CACHE_HOME or HOME says "
                    + "where; --no-cache says that this is meant")
            return nil
        }
    }

    private func limit(_ environment: [String: String]) throws(CommandError) -> ByteSize {
        if let cacheSize { return cacheSize }
        guard let text = environment["WHOSAID_CACHE_SIZE"], !text.isEmpty else { return Self.defaultLimit }
        guard let size = ByteSize(argument: text) else { throw .badSize(name: "WHOSAID_CACHE_SIZE", text: text) }
        return size
    }
}

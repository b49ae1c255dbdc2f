import ArgumentParser
import Foundation
import StageCache

/// Folder and maximum size of the stage cache.
struct CacheOptions: ParsableArguments {
    /// The maximum size by default: the results of about 400 hours of recordings.
    static let defaultLimit = ByteSize(bytes: 2_000_000_000)

    @Option(
        help: ArgumentHelp(
            "The folder of the stage cache (default: $WHOSAID_CACHE_DIR, or else whosaid/stages in the XDG cache "
                + "folder).",
            valueName: "folder"))
    var cacheDir: String?

    @Option(
        help: ArgumentHelp(
            "Maximum size of the cache, for example 500M (default: $WHOSAID_CACHE_SIZE, or else 2G). The least "
                + "recently used entries are removed first.", valueName: "size"))
    var cacheSize: ByteSize?

    func validate() throws {
        guard cacheDir != "" else { throw ValidationError("--cache-dir needs the name of a folder") }
    }

    /// The folder: the option, or else `WHOSAID_CACHE_DIR`, or else a folder in the user's XDG cache folder.
    /// - Throws: `CommandError.noCachePath`, `.badSize`.
    func folder(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) -> CacheFolder
    {
        let named = environment["WHOSAID_CACHE_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = cacheDir ?? named ?? CacheFolder.defaultPath(environment: environment) else {
            throw .noCachePath
        }
        return CacheFolder(path: path, limitBytes: try limit(environment).bytes)
    }

    /// The folder for a run. If no setting names one, the user gets a message and the run has no cache.
    /// - Returns: Nil for no cache.
    /// - Throws: `CommandError.badSize`.
    func folderIfKnown(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> CacheFolder? {
        do {
            return try folder(environment: environment)
        } catch CommandError.noCachePath {
            Messages.writeLine(
                "this run has no stage cache, because none of --cache-dir, WHOSAID_CACHE_DIR, XDG_CACHE_HOME and HOME "
                    + "is set; --no-cache turns this message off")
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

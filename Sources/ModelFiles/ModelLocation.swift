internal import FileSystem
internal import Foundation

/// Where the models folder is, and how it was found.
public struct ModelLocation: Hashable, Sendable {
    /// The places looked at, in this order.
    public enum Origin: String, Hashable, Sendable {
        /// Named on the command line.
        case option
        /// Named by the environment variable `WHOSAID_MODELS_DIR`.
        case environment
        /// A folder `Models` beside the program or above it, or the one that `scripts/install` fills.
        case program
        /// The user's data folder.
        case userData
    }

    /// Name of the environment variable.
    public static let environmentVariable = "WHOSAID_MODELS_DIR"

    /// The folder; it holds a manifest.
    public let directory: String
    /// Which rule found it.
    public let origin: Origin

    /// Finds the models folder for this process; see `find(option:environment:program:)`.
    public static func find(option: String?) throws -> ModelLocation {
        try find(
            option: option, environment: ProcessInfo.processInfo.environment, program: Bundle.main.executablePath)
    }

    /// Finds the models folder: `option`, else the environment variable, else `share/whosaid/models` below the folder
    /// that holds the program's folder (the place that `scripts/install` uses), else `Models` beside the program or in a
    /// folder above it, else `whosaid/models` in the user's data folder. Links to the program are followed.
    ///
    /// A folder that was named must hold a manifest; there is no falling back from it.
    /// - Parameters:
    ///   - option: the folder named on the command line, if any.
    ///   - environment: environment variables; an empty value counts as unset.
    ///   - program: path of the running program, if known.
    /// - Throws: `ModelFileError.noManifest` for a named folder, `.noModelsFolder` otherwise.
    public static func find(
        option: String?, environment: [String: String], program: String?
    ) throws -> ModelLocation {
        if let option { return try named(option, origin: .option) }
        if let value = environment[environmentVariable], !value.isEmpty {
            return try named(value, origin: .environment)
        }
        let nearProgram = program.map(foldersNear) ?? []
        let userData = BaseFolders.path("models", in: .data, environment: environment).map { [$0] } ?? []
        if let directory = nearProgram.first(where: holdsManifest) {
            return ModelLocation(directory: directory, origin: .program)
        }
        if let directory = userData.first(where: holdsManifest) {
            return ModelLocation(directory: directory, origin: .userData)
        }
        throw ModelFileError.noModelsFolder(searched: nearProgram + userData)
    }

    private static func named(_ directory: String, origin: Origin) throws -> ModelLocation {
        guard holdsManifest(directory) else {
            throw ModelFileError.noManifest(path: ModelStore.join(directory, ModelStore.manifestName))
        }
        return ModelLocation(directory: directory, origin: origin)
    }

    /// `../share/whosaid/models` from the program's folder, then `Models` in that folder and in each folder above it, nearest
    /// first.
    private static func foldersNear(_ program: String) -> [String] {
        var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [folder.deletingLastPathComponent().appendingPathComponent("share/whosaid/models").path]
        while true {
            candidates.append(folder.appendingPathComponent("Models").path)
            if folder.path == "/" { return candidates }
            folder.deleteLastPathComponent()
        }
    }

    private static func holdsManifest(_ directory: String) -> Bool {
        FileManager.default.fileExists(atPath: ModelStore.join(directory, ModelStore.manifestName))
    }
}

import Foundation

/// A folder of models with its manifest. Hands out only files whose size and SHA-256 are those listed.
public struct ModelStore: Sendable {
    /// Name of the manifest in the folder.
    public static let manifestName = "manifest.json"

    /// The folder.
    public let directory: String
    /// What it should hold.
    public let manifest: ModelManifest

    /// Opens a folder and reads its manifest; the models are looked at when they are opened.
    ///
    /// - Throws: `ModelFileError.noManifest`, `.unreadable` or `.badManifest`.
    public init(directory: String) throws {
        self.directory = directory
        manifest = try ModelManifest(path: Self.join(directory, Self.manifestName))
    }

    /// Opens the model of an id: maps all its files and checks them, about 0.1 s for 100 MB.
    ///
    /// - Throws: `ModelFileError.unknownModel`, `.missingFile`, `.unreadable`, `.sizeDiffers` or `.hashDiffers`.
    public func open(id: String) throws -> VerifiedModel {
        try VerifiedModel(entry: entry(id: id), path: path)
    }

    /// Opens the default model of a role: the first that the manifest lists.
    ///
    /// - Throws: as `open(id:)`.
    public func open(role: ModelManifest.Role) throws -> VerifiedModel {
        guard let entry = manifest.model(role: role) else {
            throw unknown("of role \(role.rawValue)", known: manifest.models.map { "\($0.id) (\($0.role.rawValue))" })
        }
        return try VerifiedModel(entry: entry, path: path)
    }

    /// Checks all files of a model and keeps none open.
    ///
    /// - Returns: what is wrong, one error per file; empty if all is right.
    /// - Throws: `ModelFileError.unknownModel`.
    public func problems(id: String) throws -> [ModelFileError] {
        var problems: [ModelFileError] = []
        for file in try entry(id: id).files {
            do {
                _ = try VerifiedModel.map(file, path: path(of: file))
            } catch let error as ModelFileError {
                problems.append(error)
            }
        }
        return problems
    }

    /// Checks all files of a model and keeps none open.
    ///
    /// - Throws: as `open(id:)`, for the first file that differs.
    public func verify(id: String) throws {
        if let problem = try problems(id: id).first { throw problem }
    }

    /// Where a file of the manifest lies, or should.
    public func path(of file: ModelManifest.File) -> String { Self.join(directory, file.path) }

    private func entry(id: String) throws -> ModelManifest.Model {
        guard let entry = manifest.model(id: id) else { throw unknown(id, known: manifest.models.map(\.id)) }
        return entry
    }

    private func unknown(_ name: String, known: [String]) -> ModelFileError {
        .unknownModel(name: name, manifest: Self.join(directory, Self.manifestName), known: known)
    }

    static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : directory + "/" + name
    }
}

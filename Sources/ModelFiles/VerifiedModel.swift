internal import FileSystem

/// A model whose files were found right when it was opened, and are kept mapped.
///
/// What was hashed is what is read: both go through the same mapping, so a file that is replaced later does not
/// matter.
public struct VerifiedModel: Sendable {
    /// The model's entry in the manifest.
    public let entry: ModelManifest.Model
    /// SHA-256 over the model's files, for the record of a run.
    ///
    /// It is the digest of the text that `sha256sum` prints for them, run inside the models folder in the order
    /// of the manifest. Files that the manifest marks with `"inModelHash": false` are left out.
    public let modelHash: String

    /// By path in the manifest.
    private let files: [String: MappedFile]

    /// Maps and checks all files of a model.
    init(entry: ModelManifest.Model, path: (ModelManifest.File) -> String) throws {
        self.entry = entry
        var files: [String: MappedFile] = [:]
        for file in entry.files {
            files[file.path] = try Self.map(file, path: path(file))
        }
        self.files = files
        modelHash = entry.modelHash
    }

    /// The tensors of one of the model's files.
    ///
    /// - Parameter name: file name without the model's folder.
    /// - Throws: `ModelFileError.missingFile` if the model has no such file, or `.badHeader`.
    public func tensors(_ name: String = "model.safetensors") throws -> SafeTensors {
        try SafeTensors(file: file(name))
    }

    /// All bytes of one of the model's files, copied.
    ///
    /// - Throws: `ModelFileError.missingFile` if the model has no such file.
    public func bytes(_ name: String) throws -> [UInt8] {
        try file(name).withBytes { [UInt8]($0) }
    }

    /// Where one of the model's files lies.
    ///
    /// - Throws: `ModelFileError.missingFile` if the model has no such file.
    public func path(_ name: String) throws -> String { try file(name).path }

    private func file(_ name: String) throws -> MappedFile {
        let path = entry.id + "/" + name
        guard let file = files[path] else { throw ModelFileError.missingFile(path: path) }
        return file
    }

    /// Maps one file and compares it with its entry.
    ///
    /// - Throws: `ModelFileError.missingFile`, `.file`, `.sizeDiffers` or `.hashDiffers`.
    static func map(_ file: ModelManifest.File, path: String) throws -> MappedFile {
        let mapped = try ModelFileError.map(path)
        let found = mapped.withBytes { bytes in
            var hasher = SHA256()
            hasher.update(bytes)
            return hasher.finish()
        }
        guard mapped.count == file.bytes else {
            throw ModelFileError.sizeDiffers(
                path: path, expectedBytes: file.bytes, foundBytes: mapped.count, expectedSHA256: file.sha256,
                foundSHA256: found)
        }
        guard found == file.sha256 else {
            throw ModelFileError.hashDiffers(path: path, expectedSHA256: file.sha256, foundSHA256: found)
        }
        return mapped
    }
}

extension ModelManifest.Model {
    /// SHA-256 over the listed hashes and paths of the model's files; see `VerifiedModel.modelHash`.
    public var modelHash: String {
        FileDigest.sha256(bytes: files.filter(\.inModelHash).map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
    }
}

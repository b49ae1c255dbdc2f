public import FileSystem

/// Why a model cannot be used. Every case names the file it concerns.
public enum ModelFileError: Error, Hashable, Sendable {
    /// No folder with a manifest in any of the places looked at.
    case noModelsFolder(searched: [String])
    /// A folder that was named explicitly holds no manifest.
    case noManifest(path: String)
    /// The manifest is not what its schema says.
    case badManifest(path: String, reason: String)
    /// No model of this id or role is listed.
    case unknownModel(name: String, manifest: String, known: [String])
    /// The manifest lists a file that is not there.
    case missingFile(path: String)
    /// A file cannot be read, or a folder, pipe or device has its name.
    case file(FileError)
    /// A file has another length than the manifest says.
    case sizeDiffers(path: String, expectedBytes: Int, foundBytes: Int, expectedSHA256: String, foundSHA256: String)
    /// A file has the right length but other content than the manifest says.
    case hashDiffers(path: String, expectedSHA256: String, foundSHA256: String)
    /// A safetensors header breaks the format.
    case badHeader(path: String, reason: String)
    /// A tensor that the model needs is not in the file.
    case missingTensor(path: String, name: String)
    /// A tensor has another shape than the model needs.
    case tensorShape(path: String, name: String, expected: [Int], found: [Int])
    /// A tensor has an element type that cannot be read as asked.
    case tensorType(path: String, name: String, expected: [String], found: String)
    /// A model's configuration lacks a key, has one too many, or gives it a value that the program or the weights
    /// contradict; `key` is empty where the file as a whole is wrong.
    case badConfig(path: String, key: String, expected: String, found: String)
    /// A tokenizer file breaks its format.
    case badTokenizer(path: String, reason: String)
}

extension ModelFileError: CustomStringConvertible {
    /// One or more lines: the file, the cause, and what to do.
    public var description: String {
        switch self {
        case .noModelsFolder(let searched):
            "no models found; looked for manifest.json in:\n"
                + searched.map { "  \($0)\n" }.joined() + Self.advice
        case .noManifest(let path):
            "\(path): there is no such file, so the folder holds no models\n" + Self.advice
        case .badManifest(let path, let reason):
            "\(path): \(reason)\n" + Self.advice
        case .unknownModel(let name, let manifest, let known):
            "\(manifest): lists no model \(name); it has \(known.joined(separator: ", "))"
        case .missingFile(let path):
            "\(path): this model file is missing\n" + Self.advice
        case .file(let error): error.description
        case .sizeDiffers(let path, let expectedBytes, let foundBytes, let expectedSHA256, let foundSHA256):
            """
            \(path): this model file is not the one listed in the manifest
              expected \(expectedBytes) bytes, sha256 \(expectedSHA256)
              found    \(foundBytes) bytes, sha256 \(foundSHA256)
            \(Self.advice)
            """
        case .hashDiffers(let path, let expectedSHA256, let foundSHA256):
            """
            \(path): this model file is not the one listed in the manifest
              expected sha256 \(expectedSHA256)
              found    sha256 \(foundSHA256)
            \(Self.advice)
            """
        case .badHeader(let path, let reason):
            "\(path): not a valid safetensors file: \(reason)\n" + Self.advice
        case .missingTensor(let path, let name):
            "\(path): holds no tensor \(name)"
        case .tensorShape(let path, let name, let expected, let found):
            "\(path): tensor \(name) has shape \(found), expected \(expected)"
        case .tensorType(let path, let name, let expected, let found):
            "\(path): tensor \(name) has type \(found), expected \(expected.joined(separator: " or "))"
        case .badConfig(let path, let key, let expected, let found):
            "\(path): \(key.isEmpty ? "" : "\(key): ")expected \(expected), found \(found)"
        case .badTokenizer(let path, let reason):
            "\(path): not a valid tokenizer file: \(reason)\n" + Self.advice
        }
    }

    /// Whether the system had too little memory, or too few open files: the model file itself may be fine.
    public var isShortOfResources: Bool {
        guard case .file(.system(let error)) = self else { return false }
        return error.isShortOfResources
    }

    /// Maps a file.
    /// - Throws: `missingFile`, `file`.
    static func map(_ path: String) throws(ModelFileError) -> MappedFile {
        do throws(FileError) {
            return try MappedFile(path: path)
        } catch {
            if case .missing = error { throw .missingFile(path: path) }
            throw .file(error)
        }
    }

    private static var advice: String {
        "to mend it, run: scripts/fetch-models (with --models-dir DIR for another folder than Models)"
    }
}

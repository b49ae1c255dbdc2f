internal import FileSystem
import Foundation

/// The list of models in `manifest.json`: what each is, where it comes from, and what its files must be.
///
/// Decoding is strict: a key that is missing or unknown, or a value out of range, is an error.
public struct ModelManifest: Hashable, Codable, Sendable {
    /// The format of the manifest that this program reads.
    public static let supportedVersion = 1

    /// Format of the manifest.
    public let version: Int
    /// All models; among those of one role the first is the default.
    public let models: [Model]
    /// Recordings for the demo and the tests.
    public let samples: Samples

    /// What a model does in the pipeline.
    public enum Role: String, Hashable, Codable, Sendable, CaseIterable {
        /// Voice activity detection.
        case vad
        /// Local speakers in a window.
        case segmentation
        /// Voice embedding.
        case embedding
        /// Back end for the clustering of embeddings.
        case plda
        /// Speech recognition.
        case asr
    }

    /// One model.
    public struct Model: Hashable, Codable, Sendable {
        /// Unique name, also of its folder.
        public let id: String
        /// What it does.
        public let role: Role
        /// Which code runs it.
        public let family: String
        /// One sentence for a person.
        public let description: String
        /// SPDX identifier.
        public let licence: String
        /// Whom to credit, as the licence asks.
        public let attribution: String
        /// What its files are made from.
        public let source: Source
        /// Samples per second of its input.
        public let sampleRate: Int
        /// Element type of its tensors, as safetensors names it.
        public let dtype: String
        /// The languages that a recognizer understands, as ISO 639 codes; nil where the manifest does not say.
        public let languages: [String]?
        /// Its files.
        public let files: [File]
    }

    /// A published file that models are made from.
    public struct Source: Hashable, Codable, Sendable {
        /// Package on the Python Package Index.
        public let package: String
        /// Its version.
        public let version: String
        /// Name of the file.
        public let file: String
        /// Its size.
        public let bytes: Int
        /// Its SHA-256, 64 lower-case hexadecimal digits.
        public let sha256: String
    }

    /// One file in the models folder.
    public struct File: Hashable, Codable, Sendable {
        /// Relative to the models folder, with `/` between parts.
        public let path: String
        /// Its size.
        public let bytes: Int
        /// Its SHA-256, 64 lower-case hexadecimal digits.
        public let sha256: String
        /// Whether the file counts for the model's hash. A description that was added to the same weights later does not:
        /// transcripts made before it stay current.
        public let inModelHash: Bool
    }

    /// Recordings that come with the models.
    public struct Samples: Hashable, Codable, Sendable {
        /// One sentence for a person.
        public let description: String
        /// Under what terms they come.
        public let licence: String
        /// What they are taken from.
        public let source: Source
        /// The recordings.
        public let files: [File]
    }

    /// Reads and validates a manifest.
    ///
    /// - Throws: `ModelFileError.noManifest`, `.file` or `.badManifest`.
    public init(path: String) throws {
        let file = try Self.map(path)
        do {
            self = try JSONDecoder().decode(Self.self, from: file.withBytes { Data($0) })
        } catch let error as DecodingError {
            throw ModelFileError.badManifest(path: path, reason: error.placeAndReason)
        }
    }

    private static func map(_ path: String) throws(ModelFileError) -> MappedFile {
        do {
            return try ModelFileError.map(path)
        } catch {
            if case .missingFile = error { throw .noManifest(path: path) }
            throw error
        }
    }

    /// The model of an id.
    public func model(id: String) -> Model? { models.first { $0.id == id } }

    /// The default model of a role: the first listed.
    public func model(role: Role) -> Model? { models.first { $0.role == role } }
}

public import ModelFiles

/// The model families that the program knows.
public enum RecognizerRegistry {
    private struct Family: Sendable {
        let batchMemory: BatchMemory
        let make: @Sendable (VerifiedModel) throws -> any SpeechRecognizer
    }

    private static let families: [String: Family] = [
        "moonshine": Family(batchMemory: MoonshineRecognizer.batchMemory) { model in
            let name = "tokenizer.bin"
            let tokenizer = try BytePieceTokenizer(bytes: model.bytes(name), path: model.path(name))
            return try MoonshineRecognizer(model.tensors(), tokenizer: tokenizer)
        }
    ]

    /// Families by name, for messages.
    public static var names: [String] { families.keys.sorted() }

    /// What decoding takes with a family, without reading a model.
    /// - Returns: nil for a family that this program does not know.
    public static func batchMemory(family: String) -> BatchMemory? { families[family]?.batchMemory }

    /// Reads a recogniser.
    /// - Throws: `RecognitionError.unknownFamily` for a family that this program does not know; `ModelFileError` for
    ///   unusable files.
    public static func recognizer(_ model: VerifiedModel) throws -> any SpeechRecognizer {
        guard let family = families[model.entry.family] else {
            throw RecognitionError.unknownFamily(model.entry.family, model: model.entry.id)
        }
        return try family.make(model)
    }
}

/// Why no recogniser could be made.
public enum RecognitionError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The manifest names a family that this program does not know.
    case unknownFamily(String, model: String)

    /// Says what is wrong and what would work.
    public var description: String {
        switch self {
        case .unknownFamily(let family, let model):
            let known = RecognizerRegistry.names.joined(separator: ", ")
            return "model \(model) is of family \(family), which this program does not know (it knows \(known))"
        }
    }
}

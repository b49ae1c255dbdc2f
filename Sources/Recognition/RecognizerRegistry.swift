public import ModelFiles

/// The model families that the program knows.
public enum RecognizerRegistry {
    private struct Family: Sendable {
        let batchMemory: BatchMemory
        let make: @Sendable (VerifiedModel, RecognizerOptions) throws -> any SpeechRecognizer
    }

    private static let families: [String: Family] = [
        "moonshine": Family(batchMemory: MoonshineRecognizer.batchMemory) { try MoonshineRecognizer($0, $1) }
    ]

    /// Families by name, for messages.
    public static var names: [String] { families.keys.sorted() }

    /// What decoding takes with a family, without reading a model.
    /// - Returns: nil for a family that this program does not know.
    public static func batchMemory(family: String) -> BatchMemory? { families[family]?.batchMemory }

    /// Reads a recognizer.
    /// - Throws: `RecognitionError` for a family or a language that cannot be had; `ModelFileError` for unusable files.
    public static func recognizer(
        _ model: VerifiedModel, _ options: RecognizerOptions = RecognizerOptions()
    ) throws -> any SpeechRecognizer {
        guard let family = families[model.entry.family] else {
            throw RecognitionError.unknownFamily(model.entry.family, model: model.entry.id)
        }
        let known = model.entry.languages ?? []
        if let language = options.language, !known.contains(language.rawValue) {
            throw RecognitionError.unknownLanguage(language, model: model.entry.id, known: known)
        }
        return try family.make(model, options)
    }
}

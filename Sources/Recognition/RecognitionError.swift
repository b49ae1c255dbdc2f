/// Why no recognizer could be made.
public enum RecognitionError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The manifest lists no recognizer of the id that was chosen.
    case unknownModel(String, known: [String])
    /// The manifest names a family that this program does not know.
    case unknownFamily(String, model: String)
    /// The model does not know the language that was asked for; `known` is empty where the manifest does not say.
    case unknownLanguage(LanguageCode, model: String, known: [String])

    /// Says what is wrong and what would work.
    public var description: String {
        switch self {
        case .unknownModel(let id, let known):
            return "the manifest lists no recognizer \(id) (it lists \(known.joined(separator: ", ")))"
        case .unknownFamily(let family, let model):
            let known = RecognizerRegistry.names.joined(separator: ", ")
            return "model \(model) is of family \(family), which this program does not know (it knows \(known))"
        case .unknownLanguage(let language, let model, let known):
            let languages = known.isEmpty ? "no language is listed for it" : "it knows \(known.joined(separator: ", "))"
            return "model \(model) does not recognize the language \(language) (\(languages))"
        }
    }
}

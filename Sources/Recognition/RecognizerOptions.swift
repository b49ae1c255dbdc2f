/// A language by its ISO 639 code, for example `en`.
public struct LanguageCode: RawRepresentable, Hashable, Codable, CustomStringConvertible, Sendable {
    /// Two or three lower-case letters.
    public let rawValue: String

    /// Takes a code.
    /// - Returns: nil for anything but two or three lower-case letters.
    public init?(rawValue: String) {
        guard (2...3).contains(rawValue.utf8.count),
            rawValue.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The code.
    public var description: String { rawValue }
}

/// What a user may ask of a recognizer. Every option is one that each family understands or refuses by name.
///
/// Encoded, an option that is not set is left out; decoding an option that this program does not know is an error.
public struct RecognizerOptions: Hashable, Codable, Sendable {
    /// The language that is spoken; nil for the one that the model is for, or finds.
    public var language: LanguageCode?

    /// Takes options; see the properties.
    public init(language: LanguageCode? = nil) { self.language = language }

    /// Decodes strictly.
    /// - Throws: `DecodingError` for an unknown option or a value of the wrong kind.
    public init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        for name in names where !CodingKeys.allCases.contains(where: { $0.stringValue == name }) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "unknown recognizer option \(name)"))
        }
        let values = try decoder.container(keyedBy: CodingKeys.self)
        language = try values.decodeIfPresent(LanguageCode.self, forKey: .language)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case language
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }
}

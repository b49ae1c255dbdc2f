import Foundation

/// Texts by name as the archive stores them: a JSON object with its keys in order, so that equal ones are equal texts.
/// `Row.texts` reads them.
enum TextObject {
    static func encode(_ object: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(object), as: UTF8.self)
    }
}

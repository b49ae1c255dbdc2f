import Foundation

/// Texts by name as the archive stores them: a JSON object with its keys in order, so that equal ones are equal texts.
enum TextObject {
    static func encode(_ object: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(object), as: UTF8.self)
    }

    /// - Throws: `ArchiveError.damaged`.
    static func decode(_ json: String, archive: String) throws -> [String: String] {
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        } catch {
            throw ArchiveError.damaged(path: archive, detail: "settings or models of a run are not texts")
        }
    }
}

import Foundation

/// Small text files by the user.
enum TextFile {
    /// The text of a file in UTF-8.
    /// - Throws: `CommandError.missingFile`, `CommandError.unreadableFile`.
    static func read(_ path: String) throws(CommandError) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            if !FileManager.default.fileExists(atPath: path) { throw .missingFile(path: path) }
            throw .unreadableFile(path: path, reason: "it is no readable file; check its permissions")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .unreadableFile(path: path, reason: "it is not UTF-8 text; convert it to UTF-8")
        }
        return text
    }
}

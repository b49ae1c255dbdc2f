import Foundation

/// A new, empty folder that is deleted with this object.
final class TemporaryFolder: Sendable {
    /// Path of the folder.
    let path: String

    /// Makes the folder.
    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("whosaid-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // A test cannot fail in `deinit`; what is left behind is at least named.
            FileHandle.standardError.write(Data("cannot delete \(path): \(error)\n".utf8))
        }
    }

    /// Path of a file in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file in the folder, with the folders that its name has.
    ///
    /// - Returns: its path.
    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }
}

import Foundation

/// The one spelling of a file's path under which the archive knows it.
public enum RecordingPath {
    /// The absolute path of a file whose folder has no symbolic links, `.` or `..` in it any more.
    ///
    /// The file's own name stays as the user gave it, also where it is a symbolic link, and need not exist.
    /// - Parameter path: Absolute, or relative to the current folder.
    public static func canonical(_ path: String) -> String {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let parts = absolute.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
        guard let name = parts.last else { return "/" }
        guard name != ".." else { return resolved(absolute) ?? lexical(parts) }
        let folder = "/" + parts.dropLast().joined(separator: "/")
        guard let real = resolved(folder) else { return lexical(parts) }
        return (real == "/" ? "" : real) + "/" + name
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// For a folder that is gone, so that its recordings can still be named.
    private static func lexical(_ parts: [Substring]) -> String {
        var kept: [Substring] = []
        for part in parts {
            if part == ".." { _ = kept.popLast() } else { kept.append(part) }
        }
        return "/" + kept.joined(separator: "/")
    }
}

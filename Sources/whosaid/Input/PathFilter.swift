import Foundation

/// Which files of a folder are included, by shell patterns: `*`, `?`, `[a-z]`.
///
/// A pattern without `/` is compared with the name of the file, a pattern with `/` with its path below the folder; `*`
/// also matches `/`. A folder that matches an exclusion is skipped with everything in it.
struct PathFilter: Hashable {
    /// If there are any, a file must match one of them, whatever its extension.
    var included: [String] = []
    /// A file or folder must match none of them.
    var excluded: [String] = []

    /// Whether a file or folder is excluded.
    /// - Parameter path: Relative to the named folder; any bytes.
    func excludes(_ path: ArraySlice<UInt8>) -> Bool { excluded.contains { Self.fits(path, $0) } }

    /// Whether a file that is not excluded is included.
    /// - Parameter isCandidate: Whether the file is included if there are no patterns.
    func takes(_ path: ArraySlice<UInt8>, isCandidate: Bool) -> Bool {
        included.isEmpty ? isCandidate : included.contains { Self.fits(path, $0) }
    }

    private static func fits(_ path: ArraySlice<UInt8>, _ pattern: String) -> Bool {
        let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path
        let subject = (pattern.utf8.contains(UInt8(ascii: "/")) ? path : name).map { CChar(bitPattern: $0) } + [0]
        return fnmatch(pattern, subject, 0) == 0
    }
}

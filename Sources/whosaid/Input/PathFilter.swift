import Foundation

/// Which files of a folder are taken, by patterns as the shell has them: `*`, `?`, `[a-z]`.
///
/// A pattern without `/` is compared with the name of the file, one with `/` with its path below the folder; `*` also
/// stands for `/`. A folder that fits an exclusion is left out with all that is in it.
struct PathFilter: Hashable {
    /// Where there are any, a file must fit one of these, and its extension does not matter.
    var included: [String] = []
    /// A file or folder must fit none of these.
    var excluded: [String] = []

    /// Whether a file is left out.
    /// - Parameter path: Below the folder that was named; any bytes.
    func excludes(_ path: ArraySlice<UInt8>) -> Bool { excluded.contains { Self.fits(path, $0) } }

    /// Whether a file that is not left out is taken.
    /// - Parameter isCandidate: Whether it would be taken if there were no patterns.
    func takes(_ path: ArraySlice<UInt8>, isCandidate: Bool) -> Bool {
        included.isEmpty ? isCandidate : included.contains { Self.fits(path, $0) }
    }

    private static func fits(_ path: ArraySlice<UInt8>, _ pattern: String) -> Bool {
        let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path
        let subject = (pattern.utf8.contains(UInt8(ascii: "/")) ? path : name).map { CChar(bitPattern: $0) } + [0]
        return fnmatch(pattern, subject, 0) == 0
    }
}

import Foundation

/// A file of the cache, as a listing shows it.
public struct CacheEntry: Hashable, Sendable {
    /// Name in the folder.
    public let name: String
    /// The stage whose result it holds.
    public let stage: String
    /// Length in bytes.
    public let bytes: Int
    /// When it was last used or written, in seconds since 1970.
    public let lastUsed: Double

    /// Max length that a file counts with: a million of them can be added up without overflow.
    private static let largestBytes = 1 << 42

    /// Nil for a file that no stage has written, and for one that has just been removed.
    init?(folder: String, name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 64, parts[0].allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
            !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (97...122).contains($0) })
        else { return nil }
        // Another process may just have removed it.
        guard let attributes = Self.attributes("\(folder)/\(name)"),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? NSNumber, let used = attributes[.modificationDate] as? Date
        else { return nil }
        self.name = name
        stage = String(parts[1])
        // A sparse file may claim to be as long as a number can be, and lengths are added up.
        bytes = min(max(0, size.intValue), Self.largestBytes)
        lastUsed = used.timeIntervalSince1970
    }

    private static func attributes(_ path: String) -> [FileAttributeKey: Any]? {
        do { return try FileManager.default.attributesOfItem(atPath: path) } catch { return nil }
    }
}

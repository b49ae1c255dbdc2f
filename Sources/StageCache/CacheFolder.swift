internal import FileSystem
import Foundation
import Synchronization

/// The folder in which stages keep their results: one file for each stage of each recording, private to the user.
///
/// Several processes may use one folder. An entry in use is locked by the operating system, so that it is neither used
/// twice nor removed, and a killed process leaves no lock behind.
public final class CacheFolder: Sendable {
    /// Path of the folder, which is made when something is kept in it.
    public let path: String
    /// Max bytes of all entries together; beyond that, entries are removed, least recently used first.
    public let limitBytes: Int

    /// Bytes that this process has written since the limit was last enforced; nil before the first time.
    private let unaccounted = Mutex<Int?>(nil)

    /// Makes a description of a folder; see the properties. Nothing is created yet.
    public init(path: String, limitBytes: Int) {
        self.path = path
        self.limitBytes = limitBytes
    }

    /// Where the cache is unless the user says otherwise: `whosaid/stages` in the cache folder by the XDG rules; nil
    /// where the environment has no home.
    public static func defaultPath(environment: [String: String]) -> String? {
        BaseFolders.path("stages", in: .cache, environment: environment)
    }

    /// All entries, least recently used first. A missing folder has none; files with other names are ignored.
    /// - Throws: `cannotList`.
    public func entries() throws(StageCacheError) -> [CacheEntry] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch CocoaError.fileReadNoSuchFile {
            return []
        } catch {
            throw .cannotList(path: path, reason: SystemError.text(of: error))
        }
        return names.compactMap { CacheEntry(folder: path, name: $0) }
            .sorted { ($0.lastUsed, $0.name) < ($1.lastUsed, $1.name) }
    }

    /// The result of a removal.
    public struct Removal: Hashable, Sendable {
        /// Entries that were removed.
        public var entries = 0
        /// Their bytes.
        public var bytes = 0
        /// Entries that should have been removed but are in use.
        public var inUse = 0
        /// Bytes that all remaining entries have.
        public var remainingBytes = 0
    }

    /// Removes entries, least recently used first, until the others have no more than `max` bytes. Entries in use stay.
    /// - Throws: `cannotList`, `cannotOpen`, `cannotRemove`.
    @discardableResult
    public func prune(toBytes max: Int) throws(StageCacheError) -> Removal {
        try remove(try entries()) { $0.remainingBytes > max }
    }

    /// Removes all entries of a stage. Entries in use stay.
    /// - Throws: `cannotList`, `cannotOpen`, `cannotRemove`.
    @discardableResult
    public func remove(stage: String) throws(StageCacheError) -> Removal {
        try remove(try entries().filter { $0.stage == stage }) { _ in true }
    }

    /// Removes entries in order while `isNeeded` says so.
    private func remove(
        _ entries: [CacheEntry], while isNeeded: (Removal) -> Bool
    ) throws(StageCacheError) -> Removal {
        var removal = Removal()
        removal.remainingBytes = entries.reduce(0) { $0 + $1.bytes }
        for entry in entries where isNeeded(removal) {
            guard let file = try CacheFile.lock("\(path)/\(entry.name)", create: false) else {
                removal.inUse += 1
                continue
            }
            try file.remove()
            removal.entries += 1
            removal.bytes += entry.bytes
            removal.remainingBytes -= entry.bytes
        }
        return removal
    }

    /// Keeps the folder within its limit; to be called after each recording.
    ///
    /// The folder is listed at the first call, and then whenever a tenth of the limit has been written. It is cut to a
    /// tenth below the limit, so that thousands of small recordings do not list it thousands of times. Each process counts
    /// only what it writes itself.
    /// - Throws: as `prune`.
    public func enforceLimit() throws(StageCacheError) {
        let slack = limitBytes / 10
        let isDue = unaccounted.withLock { written in
            if let known = written, known < slack { return false }
            written = 0
            return true
        }
        if isDue, try entries().reduce(0, { $0 + $1.bytes }) > limitBytes - slack {
            try prune(toBytes: limitBytes - slack)
        }
    }

    /// Counts bytes towards the next look at the limit.
    func noteWritten(_ bytes: Int) { unaccounted.withLock { $0 = $0.map { $0 + bytes } } }

    /// Whether there is an entry of a key, without opening it.
    public func hasEntry(_ key: StageKey) -> Bool { access("\(path)/\(key.fileName)", F_OK) == 0 }

    /// Opens the entry of a key and makes it where it is missing.
    /// - Returns: nil where another process or task uses it.
    func open(_ key: StageKey) throws(StageCacheError) -> RecordLog? {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotCreateFolder(path: path, reason: SystemError.text(of: error))
        }
        guard let file = try CacheFile.lock("\(path)/\(key.fileName)", create: true) else { return nil }
        return try RecordLog(file, key: key)
    }
}

internal import FileSystem

/// An entry that is open and locked. Its errors are those of the cache.
struct CacheFile {
    private let file: LockedFile

    /// Opens and locks an entry.
    /// - Parameter create: makes it, empty and private to the user, where it is missing.
    /// - Returns: nil where another process or task uses it.
    /// - Throws: `cannotOpen`, `foreign`.
    static func lock(_ path: String, create: Bool) throws(StageCacheError) -> CacheFile? {
        do throws(FileError) {
            return try LockedFile.lock(path, create: create).map(CacheFile.init)
        } catch {
            switch error {
            case .foreign: throw .foreign(path: path)
            case .system(let error): throw .cannotOpen(path: path, reason: error.text)
            case .missing, .isFolder, .notRegular, .changed, .stalled:
                throw .cannotOpen(path: path, reason: error.reason)
            }
        }
    }

    /// Length in bytes.
    func byteCount() throws(StageCacheError) -> Int { try calling { () throws(SystemError) in try file.byteCount() } }

    /// Reads bytes; fewer than `count` where the file ends.
    func read(_ count: Int, at offset: Int) throws(StageCacheError) -> [UInt8] {
        try calling { () throws(SystemError) in try file.read(count, at: offset) }
    }

    /// Cuts the file at `offset`, adds bytes there, and waits until they are on the disk.
    func write(_ bytes: [UInt8], at offset: Int) throws(StageCacheError) {
        try calling { () throws(SystemError) in try file.write(bytes, at: offset) }
    }

    /// Notes that the entry was used, for the order in which entries are removed.
    func touch() throws(StageCacheError) { try calling { () throws(SystemError) in try file.touch() } }

    /// Takes the entry out of the folder.
    func remove() throws(StageCacheError) { try calling { () throws(SystemError) in try file.remove() } }

    private func calling<Value>(_ calls: () throws(SystemError) -> Value) throws(StageCacheError) -> Value {
        do {
            return try calls()
        } catch {
            switch error.operation {
            case .open, .lock, .start: throw .cannotOpen(path: error.path, reason: error.text)
            case .read: throw .readFailed(path: error.path, reason: error.text)
            case .write: throw .writeFailed(path: error.path, reason: error.text)
            case .remove: throw .cannotRemove(path: error.path, reason: error.text)
            }
        }
    }
}

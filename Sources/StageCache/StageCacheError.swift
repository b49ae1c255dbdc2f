/// Why the stage cache could not read or write. No such error fails a run: what is not in the cache is computed again.
public enum StageCacheError: Error, Hashable, Sendable {
    /// The folder is missing and cannot be made.
    case cannotCreateFolder(path: String, reason: String)
    /// The folder cannot be listed.
    case cannotList(path: String, reason: String)
    /// An entry cannot be opened or locked.
    case cannotOpen(path: String, reason: String)
    /// An entry is not a regular file of this user: its content cannot be trusted.
    case foreign(path: String)
    /// An entry cannot be read.
    case readFailed(path: String, reason: String)
    /// An entry cannot be written, for example on a full disk.
    case writeFailed(path: String, reason: String)
    /// An entry cannot be removed.
    case cannotRemove(path: String, reason: String)
    /// A record has fewer or more values than its stage writes, or an impossible one.
    case malformedRecord
    /// A record is longer than the max.
    case recordTooLong(bytes: Int)
}

extension StageCacheError: CustomStringConvertible {
    /// What went wrong and, where something can be done, what.
    public var description: String {
        switch self {
        case .cannotCreateFolder(let path, let reason):
            "cannot make the cache folder \(path): \(reason); name another with --cache-dir, or use --no-cache"
        case .cannotList(let path, let reason): "cannot list the cache folder \(path): \(reason)"
        case .cannotOpen(let path, let reason): "cannot open the cache entry \(path): \(reason)"
        case .foreign(let path): "the cache entry \(path) is not a plain file of yours; remove it"
        case .readFailed(let path, let reason): "cannot read the cache entry \(path): \(reason)"
        case .writeFailed(let path, let reason): "cannot write the cache entry \(path): \(reason)"
        case .cannotRemove(let path, let reason): "cannot remove the cache entry \(path): \(reason)"
        case .recordTooLong(let bytes): "a result of \(bytes) bytes is too long for the cache"
        case .malformedRecord: "a record of the cache has another shape than its stage writes"
        }
    }
}

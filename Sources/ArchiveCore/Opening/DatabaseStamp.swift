import Glibc

/// What a file looked like at one time: another stamp means other bytes.
struct DatabaseStamp: Hashable {
    private let fileNumber: UInt64
    private let byteCount: Int64
    private let modifiedSeconds: Int
    private let modifiedNanoseconds: Int

    /// - Throws: `ArchiveError.cannotOpen`.
    init(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw ArchiveError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        fileNumber = UInt64(status.st_ino)
        byteCount = Int64(status.st_size)
        modifiedSeconds = Int(status.st_mtim.tv_sec)
        modifiedNanoseconds = Int(status.st_mtim.tv_nsec)
    }
}

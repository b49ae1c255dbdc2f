import Foundation

/// A file of the cache, open and locked: no other process, and no other task of this one, can use it meanwhile. The lock
/// ends with the object, or with the process, however that ends.
final class CacheFile {
    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // A child process that is just being started has the descriptor too until it runs its program, and would hold
        // the lock that long.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Opens and locks an entry.
    /// - Parameter create: makes it, empty and private to the user, where it is missing.
    /// - Returns: nil where another process or task uses it.
    /// - Throws: `cannotOpen`, `foreign`.
    static func lock(_ path: String, create: Bool) throws(StageCacheError) -> CacheFile? {
        while true {
            let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0)
            let descriptor = open(path, flags, 0o600)
            guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: lastReason) }
            let file = CacheFile(path: path, descriptor: descriptor)
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { return nil }
                throw .cannotOpen(path: path, reason: lastReason)
            }
            var (opened, named) = (stat(), stat())
            guard fstat(descriptor, &opened) == 0 else { throw .cannotOpen(path: path, reason: lastReason) }
            // Another process may have removed it between open and lock.
            guard lstat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev else {
                continue
            }
            guard opened.st_mode & S_IFMT == S_IFREG, opened.st_uid == geteuid() else { throw .foreign(path: path) }
            // Voices are personal data: a copy of a cache may have come with other rights.
            guard opened.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0 else {
                throw .cannotOpen(path: path, reason: lastReason)
            }
            return file
        }
    }

    /// Length in bytes.
    func byteCount() throws(StageCacheError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .readFailed(path: path, reason: Self.lastReason) }
        return Int(status.st_size)
    }

    /// Reads bytes; fewer than asked for where the file ends.
    func read(_ count: Int, at offset: Int) throws(StageCacheError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes[done...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, offset + done)
            }
            if got == 0 { break }
            if got > 0 {
                done += got
            } else if errno != EINTR {
                throw .readFailed(path: path, reason: Self.lastReason)
            }
        }
        return Array(bytes.prefix(done))
    }

    /// Cuts the file at `offset`, adds bytes there, and waits until they are on the disk.
    func write(_ bytes: [UInt8], at offset: Int) throws(StageCacheError) {
        guard ftruncate(descriptor, offset) == 0 else { throw .writeFailed(path: path, reason: Self.lastReason) }
        var done = 0
        while done < bytes.count {
            let put = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset + done) }
            if put >= 0 {
                done += put
            } else if errno != EINTR {
                throw .writeFailed(path: path, reason: Self.lastReason)
            }
        }
        guard fsync(descriptor) == 0 else { throw .writeFailed(path: path, reason: Self.lastReason) }
    }

    /// Marks the entry as used now: the least recently used entries are removed first.
    func touch() throws(StageCacheError) {
        guard futimens(descriptor, nil) == 0 else { throw .writeFailed(path: path, reason: Self.lastReason) }
    }

    /// Removes the entry from the folder.
    func remove() throws(StageCacheError) {
        guard unlink(path) == 0 else { throw .cannotRemove(path: path, reason: Self.lastReason) }
    }

    /// The operating system's text for the last error.
    static var lastReason: String { String(cString: strerror(errno)) }
}

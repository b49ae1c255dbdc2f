internal import Glibc

/// A file that is open and locked as a whole: no other process, and no other part of this one, has the lock meanwhile.
/// The lock ends with the object, or with the process however that ends.
public final class LockedFile {
    private let descriptor: FileDescriptor

    /// Path as given.
    public var path: String { descriptor.path }

    private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    deinit {
        // A child process that is just being started has the descriptor too until it runs its program, and would hold
        // the lock that long.
        flock(descriptor.number, LOCK_UN)
    }

    /// Opens and locks a file that only this user can read.
    /// - Parameter create: makes it, empty and private to the user, where it is missing.
    /// - Returns: nil where somebody else has the lock.
    /// - Throws: `FileError.foreign` for what is no regular file of this user; `.missing`, `.system`.
    public static func lock(_ path: String, create: Bool) throws(FileError) -> LockedFile? {
        do throws(SystemError) {
            while true {
                let descriptor = try FileDescriptor(
                    path, create ? .updateOrCreate : .update, followsLinks: false)
                let file = LockedFile(descriptor)
                guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
                    if errno == EWOULDBLOCK { return nil }
                    throw .last(.lock, path)
                }
                let opened = try descriptor.status()
                // Another process may have removed it between the opening and the locking.
                guard FileStatus.findLink(path)?.identity == opened.identity else { continue }
                guard opened.kind == .regular, opened.owner == geteuid() else { break }
                // A file that was copied here may have come with more permissions.
                if opened.permissions & 0o077 != 0 { try descriptor.setPermissions(0o600) }
                return file
            }
        } catch {
            throw FileError(error)
        }
        throw .foreign(path: path)
    }

    /// Length in bytes.
    /// - Throws: `SystemError` of operation `read`.
    public func byteCount() throws(SystemError) -> Int {
        do {
            return Int(try descriptor.status().byteCount)
        } catch {
            throw SystemError(.read, path: path, code: error.code)
        }
    }

    /// Reads bytes; fewer than `count` where the file ends.
    /// - Throws: `SystemError` of operation `read`.
    public func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        return Array(buffer[..<(try descriptor.read(into: buffer, at: Int64(offset)))])
    }

    /// Makes bytes the end of the file and waits until they are on the disk.
    /// - Throws: `SystemError` of operation `write`.
    public func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try descriptor.truncate(to: Int64(offset))
        try descriptor.write(bytes, at: Int64(offset))
        try descriptor.synchronize()
    }

    /// Sets the times of the last reading and writing to now.
    /// - Throws: `SystemError` of operation `write`.
    public func touch() throws(SystemError) { try descriptor.touch() }

    /// Takes the file out of its folder.
    /// - Throws: `SystemError` of operation `remove`.
    public func remove() throws(SystemError) { try FileDescriptor.remove(path) }
}

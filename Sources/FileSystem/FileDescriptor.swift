internal import Glibc

/// An open file of the operating system, closed when the object goes away.
///
/// The calls repeat what a signal interrupts and what the system does only in part.
public final class FileDescriptor: Sendable {
    /// What an open file is for.
    public enum Mode: Hashable, Sendable {
        /// Reading only. A named pipe is opened without waiting for its writer.
        case read
        /// Reading and writing; the file must exist.
        case update
        /// Reading and writing; a missing file is made, private to the user.
        case updateOrCreate
        /// Writing only; the file must exist.
        case write
        /// Writing a file that must not exist yet, with the given permissions less the user's mask.
        case create(permissions: UInt32)
        /// Writing at the end only; a missing file is made, private to the user.
        case append

        fileprivate var flags: Int32 {
            switch self {
            case .read: O_RDONLY | O_NONBLOCK
            case .update: O_RDWR
            case .updateOrCreate: O_RDWR | O_CREAT
            case .write: O_WRONLY
            case .create: O_WRONLY | O_CREAT | O_EXCL
            case .append: O_WRONLY | O_CREAT | O_APPEND
            }
        }

        fileprivate var permissions: mode_t {
            if case .create(let permissions) = self { permissions } else { 0o600 }
        }
    }

    /// Path as given.
    public let path: String
    /// The system's number of the open file.
    public let number: Int32

    /// Opens a file.
    /// - Parameter followsLinks: false to refuse a symbolic link as the last name of the path.
    /// - Throws: `SystemError` of operation `open`.
    public convenience init(_ path: String, _ mode: Mode, followsLinks: Bool = true) throws(SystemError) {
        try self.init(bytes: Array(path.utf8), path: path, mode, followsLinks: followsLinks)
    }

    /// Opens a file whose name need not be UTF-8.
    init(bytes: [UInt8], path: String, _ mode: Mode, followsLinks: Bool = true) throws(SystemError) {
        let flags = mode.flags | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
        self.path = path
        number = open(bytes.cString, flags, mode.permissions)
        guard number >= 0 else { throw .last(.open, path) }
    }

    deinit { if number >= 0 { close(number) } }

    /// What the system says of the file.
    /// - Throws: `SystemError` of operation `open`.
    public func status() throws(SystemError) -> FileStatus { try FileStatus(descriptor: number, path: path) }

    /// Reads what comes next into the beginning of a buffer.
    /// - Returns: the number of bytes; 0 only at the end of the file.
    /// - Throws: `SystemError` of operation `read`.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .last(.read, path) }
        }
    }

    /// Fills a buffer from a place in the file.
    /// - Parameters:
    ///   - offset: at least 0.
    ///   - afterEachCall: is told after each call of the system, which may have taken long.
    /// - Returns: the number of bytes; fewer than fit only at the end of the file, and none at places that no file has.
    /// - Throws: `SystemError` of operation `read`.
    public func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, afterEachCall: () -> Void = {}
    ) throws(SystemError) -> Int {
        guard offset >= 0, !offset.addingReportingOverflow(Int64(buffer.count)).overflow else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(number, free.baseAddress, free.count, off_t(offset) + off_t(filled))
            let code = errno
            afterEachCall()
            if count == 0 { break }
            if count > 0 {
                filled += count
            } else if code != EINTR {
                throw SystemError(.read, path: path, code: code)
            }
        }
        return filled
    }

    /// Writes all bytes, in as many calls as that takes.
    /// - Throws: `SystemError` of operation `write`.
    public func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
        try Self.write(Array(bytes), to: number, path: path)
    }

    /// Writes all bytes to one of the program's standard streams.
    /// - Throws: `SystemError` of operation `write`.
    public static func write(_ bytes: [UInt8], to stream: StandardStream) throws(SystemError) {
        try write(bytes, to: stream.number, path: stream.name)
    }

    private static func write(_ bytes: [UInt8], to number: Int32, path: String) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .last(.write, path)
            }
        }
    }

    /// Writes all bytes at a place in the file.
    /// - Throws: `SystemError` of operation `write`.
    func write(_ bytes: [UInt8], at offset: Int64) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(number, $0.baseAddress, $0.count, off_t(offset) + off_t(written))
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .last(.write, path)
            }
        }
    }

    /// Deletes a file.
    /// - Throws: `SystemError` of operation `remove`.
    public static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 else { throw .last(.remove, path) }
    }

    /// Waits until what was written is on the disk.
    /// - Throws: `SystemError` of operation `write`.
    public func synchronize() throws(SystemError) { try check(fsync(number)) }

    /// Sets the permission bits.
    func setPermissions(_ permissions: UInt32) throws(SystemError) { try check(fchmod(number, permissions)) }

    /// Cuts the file off, or extends it by zeros.
    func truncate(to byteCount: Int64) throws(SystemError) { try check(ftruncate(number, off_t(byteCount))) }

    /// Sets the times of the last reading and writing to now.
    func touch() throws(SystemError) { try check(futimens(number, nil)) }

    private func check(_ result: Int32) throws(SystemError) {
        guard result == 0 else { throw .last(.write, path) }
    }
}

/// Where a program writes.
public enum StandardStream: Hashable, Sendable {
    case output
    case errors

    fileprivate var number: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
    fileprivate var name: String { self == .output ? "standard output" : "standard error" }
}

public import Foundation
import Glibc

/// A regular file that is open for reading only.
public final class RegularFile {
    /// Path as given.
    public let path: String
    /// Length in bytes when it was opened, at least 0.
    public let byteCount: Int64
    /// When the bytes were last changed.
    public let lastChange: Date
    /// What tells it from another file, and from itself after a change.
    public let state: FileState
    private let descriptor: Int32
    private let watch: IOWatch

    /// Opens a file. Looks before it opens: opening a device can have effects, and opening a named pipe waits for a
    /// writer. The second look, after opening without waiting, covers a path that changed in between.
    /// - Parameter watch: hears of every read.
    /// - Throws: `missing`, `isDirectory`, `notRegularFile` or `unreadable`.
    public init(path: String, watch: IOWatch = IOWatch()) throws(AudioError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.openingError(path: path, code: errno) }
        try Self.requireRegular(status, path: path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.openingError(path: path, code: errno) }
        do throws(AudioError) {
            guard fstat(descriptor, &status) == 0 else { throw Self.openingError(path: path, code: errno) }
            try Self.requireRegular(status, path: path)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
        self.watch = watch
        byteCount = max(0, Int64(status.st_size))
        state = FileState(status)
        lastChange = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    public func bytes(at offset: Int64, count: Int) throws(AudioError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        return Array(buffer[..<(try read(at: offset, into: buffer))])
    }

    /// Fills a buffer from `offset`.
    /// - Returns: the number of bytes; fewer than fit only at the end of the file, and none at offsets that no file has.
    /// - Throws: `readFailed`.
    public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(AudioError) -> Int {
        guard offset >= 0, !offset.addingReportingOverflow(Int64(buffer.count)).overflow else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, free.baseAddress, free.count, off_t(offset) + off_t(filled))
            let code = errno
            watch.noteSignOfLife()
            if count == 0 { break }
            if count < 0 {
                if code == EINTR { continue }
                throw .readFailed(path: path, code: code)
            }
            filled += count
        }
        return filled
    }

    private static func requireRegular(_ status: stat, path: String) throws(AudioError) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .isDirectory(path: path)
        case S_IFIFO: throw .notRegularFile(path: path, kind: "named pipe")
        case S_IFSOCK: throw .notRegularFile(path: path, kind: "socket")
        default: throw .notRegularFile(path: path, kind: "device")
        }
    }

    private static func openingError(path: String, code: Int32) -> AudioError {
        code == ENOENT || code == ENOTDIR
            ? .missing(path: path) : .unreadable(path: path, code: code)
    }
}

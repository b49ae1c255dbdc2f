import Foundation
import Glibc

/// A regular file that is open for reading only.
final class RegularFile {
    let path: String
    let descriptor: Int32
    let byteCount: Int64
    /// When the bytes were last changed.
    let lastChange: Date

    /// Opens a file. Looks before it opens: opening a device can have effects, and opening a named pipe waits for a
    /// writer. The second look, after opening without waiting, covers a path that changed in between.
    /// - Throws: `missing`, `isDirectory`, `notRegularFile` or `unreadable`.
    init(path: String) throws(AudioError) {
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
        byteCount = Int64(status.st_size)
        lastChange = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    func bytes(at offset: Int64, count: Int) throws(AudioError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        return Array(buffer[..<(try read(at: offset, into: buffer))])
    }

    /// Fills a buffer from `offset`.
    /// - Returns: the number of bytes; fewer than fit only at the end of the file.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(AudioError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, free.baseAddress, free.count, off_t(offset) + off_t(filled))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw .readFailed(path: path, reason: String(cString: strerror(errno)))
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
            ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(code)))
    }
}

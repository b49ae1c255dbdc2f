public import Foundation

/// A regular file that is open for reading only.
public final class RegularFile {
    /// Path as given.
    public let path: String
    /// Which file it is, and its state when it was opened.
    public let stamp: FileStamp
    private let descriptor: FileDescriptor
    private let watch: IOWatch

    /// Length in bytes when it was opened, at least 0.
    public var byteCount: Int64 { stamp.byteCount }

    /// When the content was last written, in whole seconds.
    public var lastChange: Date {
        Date(timeIntervalSince1970: (Double(stamp.modifiedNanoseconds) / 1e9).rounded(.down))
    }

    /// Opens a file. Asks for its kind before it opens it: opening a device can have effects, and opening a named pipe
    /// waits for a writer. The second check, after opening without waiting, covers a path that changed in between.
    /// - Parameter watch: counts every read as progress.
    /// - Throws: `FileError.missing`, `.isFolder`, `.notRegular` or `.system`.
    public init(path: String, watch: IOWatch = IOWatch()) throws(FileError) {
        try FileError.translating { () throws(SystemError) in try FileStatus(path: path) }.requireRegular(path)
        let descriptor = try FileError.translating { () throws(SystemError) in try FileDescriptor(path, .read) }
        let opened = try FileError.translating { () throws(SystemError) in try descriptor.status() }
        try opened.requireRegular(path)
        self.path = path
        self.descriptor = descriptor
        self.watch = watch
        stamp = opened.stamp
    }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    /// - Throws: `FileError.system`.
    public func bytes(at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        return Array(buffer[..<(try read(at: offset, into: buffer))])
    }

    /// Fills a buffer from `offset`.
    /// - Returns: the number of bytes; fewer than fit only at the end of the file, and none at offsets that no file has.
    /// - Throws: `FileError.system`.
    public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try FileError.translating { () throws(SystemError) in
            try descriptor.read(into: buffer, at: offset, afterEachCall: watch.noteSignOfLife)
        }
    }
}

extension FileError {
    /// Runs calls of the system and turns their error into one about the file.
    static func translating<Value>(_ calls: () throws(SystemError) -> Value) throws(FileError) -> Value {
        do {
            return try calls()
        } catch {
            throw FileError(error)
        }
    }
}

extension FileStatus {
    /// - Throws: `FileError.isFolder`, `.notRegular`.
    func requireRegular(_ path: String) throws(FileError) {
        switch kind {
        case .regular: return
        case .folder: throw .isFolder(path: path)
        case .namedPipe, .socket, .device: throw .notRegular(path: path, kind: kind)
        }
    }
}

internal import Glibc

/// The bytes of a regular file, mapped read-only for as long as this object lives.
///
/// `@unchecked Sendable` is safe: the mapping is private, read-only, and never changes after `init`.
public final class MappedFile: @unchecked Sendable {
    /// Path as given.
    public let path: String
    /// All bytes of the file; valid while this object lives.
    private let bytes: UnsafeRawBufferPointer

    /// Number of bytes in the file.
    public var count: Int { bytes.count }

    /// Maps a file.
    /// - Throws: `FileError.missing`, `.isFolder`, `.notRegular` or `.system`.
    public init(path: String) throws(FileError) {
        self.path = path
        // The mapping outlives the descriptor.
        let descriptor = try FileError.translating { () throws(SystemError) in try FileDescriptor(path, .read) }
        let status = try FileError.translating { () throws(SystemError) in try descriptor.status() }
        try status.requireRegular(path)
        // The system refuses to map no bytes, but an empty file is no error here.
        guard status.byteCount > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let size = Int(status.byteCount)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.number, 0), start != MAP_FAILED else {
            throw .system(.last(.read, path))
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
        }
    }

    /// Calls `body` with all bytes of the file; they must not escape.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(bytes) }
    }
}

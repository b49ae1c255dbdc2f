import Foundation

/// The bytes of a file, mapped read-only for as long as this object lives.
///
/// `@unchecked Sendable` is safe: the mapping is private, read-only, and never changes after `init`.
final class MappedFile: @unchecked Sendable {
    /// Path as given.
    let path: String
    /// All bytes of the file; valid while this object lives.
    private let bytes: UnsafeRawBufferPointer

    /// Number of bytes in the file.
    var count: Int { bytes.count }

    /// Maps a regular file.
    ///
    /// - Throws: `ModelFileError.missingFile` or `.unreadable`.
    init(path: String) throws {
        self.path = path
        // Without waiting: opening a named pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? ModelFileError.missingFile(path: path) : .lastSystemError(path)
        }
        // The mapping outlives the descriptor.
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ModelFileError.lastSystemError(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ModelFileError.notRegularFile(path: path)
        }
        let size = status.st_size
        // A mapping of length zero is an error to mmap, but an empty file is not one to us.
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw ModelFileError.lastSystemError(path)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
        }
    }

    /// Calls `body` with all bytes of the file; they must not escape.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(bytes) }
    }
}

extension ModelFileError {
    /// The operating system's reason for the call that just failed.
    static func lastSystemError(_ path: String) -> ModelFileError {
        .unreadable(path: path, code: errno)
    }
}

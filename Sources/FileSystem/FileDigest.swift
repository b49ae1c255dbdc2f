import Foundation

/// SHA-256 of files of any size.
public enum FileDigest {
    /// How much of a file is read at a time, in bytes.
    private static let chunkBytes = 1 << 20

    /// SHA-256 of a file's content, read in chunks.
    ///
    /// - Parameter path: a regular file, or anything else that can be read to its end.
    /// - Returns: 64 lower-case hexadecimal digits.
    /// - Throws: `ModelFileError.missingFile` or `.unreadable`.
    public static func sha256(of path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? ModelFileError.missingFile(path: path) : .lastSystemError(path)
        }
        defer { close(descriptor) }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
        defer { chunk.deallocate() }
        var hasher = SHA256()
        while true {
            let count = read(descriptor, chunk.baseAddress, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ModelFileError.lastSystemError(path) }
            if count == 0 { return hasher.finish() }
            hasher.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        }
    }

    /// SHA-256 of bytes in memory.
    ///
    /// - Returns: 64 lower-case hexadecimal digits.
    public static func sha256(bytes: some Sequence<UInt8>) -> String {
        var hasher = SHA256()
        ContiguousArray(bytes).withUnsafeBytes { hasher.update($0) }
        return hasher.finish()
    }
}

/// SHA-256 of files of any size.
public enum FileDigest {
    /// Bytes that are read at a time.
    static let chunkBytes = 1 << 20

    /// SHA-256 of a regular file's content, read in chunks.
    /// - Parameter watch: counts every read as progress; once it is cancelled, reading ends.
    /// - Returns: 64 lower-case hexadecimal digits.
    /// - Throws: `FileError.missing`, `.isFolder`, `.notRegular`, `.system`; `CancellationError`.
    public static func sha256(of path: String, watch: IOWatch = IOWatch()) throws -> String {
        try sha256(of: RegularFile(path: path, watch: watch), watch: watch)
    }

    /// SHA-256 of an open file's content.
    static func sha256(of file: RegularFile, watch: IOWatch) throws -> String {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
        defer { chunk.deallocate() }
        var hasher = SHA256()
        var offset: Int64 = 0
        while true {
            if watch.isCancelled { throw CancellationError() }
            let count = try file.read(at: offset, into: chunk)
            if count == 0 { return hasher.finish() }
            hasher.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            offset += Int64(count)
        }
    }

    /// SHA-256 of bytes in memory.
    /// - Returns: 64 lower-case hexadecimal digits.
    public static func sha256(bytes: some Sequence<UInt8>) -> String {
        var hasher = SHA256()
        ContiguousArray(bytes).withUnsafeBytes { hasher.update($0) }
        return hasher.finish()
    }
}

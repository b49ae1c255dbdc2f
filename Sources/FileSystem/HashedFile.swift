public import Foundation

/// A file and the hash of its content, as they were at one time. Made by reading the whole file.
public struct HashedFile: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public let contentHash: String
    /// When the content was last written, in whole seconds.
    public let lastChange: Date
    /// Which file it was, and its state before and after its bytes were read.
    public let stamp: FileStamp

    /// Reads a file on a thread of its own.
    /// - Parameter stallSeconds: how long reading may go on without a byte.
    /// - Throws: `FileError` for a file that cannot be read, `changed` among them; `CancellationError`.
    public static func read(
        _ path: String, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) async throws -> HashedFile {
        try await BlockingCall.run(on: path, limitSeconds: stallSeconds) { watch in
            try HashedFile(path: path, watch: watch)
        }
    }

    /// Reads a file.
    /// - Parameter watch: counts every read as progress; once it is cancelled, reading ends.
    /// - Throws: `FileError`, `CancellationError`.
    public init(path: String, watch: IOWatch = IOWatch()) throws {
        let file = try RegularFile(path: path, watch: watch)
        self.path = path
        contentHash = try FileDigest.sha256(of: file, watch: watch)
        stamp = file.stamp
        lastChange = file.lastChange
        try requireUnchanged()
    }

    /// Checks that the path still names the same file with the same content, by its stamp. Asks the file system, which
    /// may wait for a disk or a network.
    /// - Throws: `FileError.changed` only where another stamp is there; `.missing`, or `.system` where the system refuses
    ///   to answer.
    public func requireUnchanged() throws(FileError) {
        let status = try FileError.translating { () throws(SystemError) in try FileStatus(spelling: path) }
        guard status.stamp.hasSameContent(as: stamp) else { throw .changed(path: path) }
    }
}

public import AudioIO
public import Foundation
internal import ModelFiles

/// A recording's file and the hash of its bytes, as they were at one time. Made by reading the whole file.
///
/// A new file is hashed when its job is made, and once more for each attempt at the job: the attempt may be another
/// process's, days later, and everything that it stores goes by the hash. Within an attempt the value is handed on.
public struct HashedFile: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public let contentHash: String
    /// When they were last changed.
    public let lastChange: Date
    /// Its state in the file system, the same before and after its bytes were read.
    let state: FileState

    /// How much of a file is read at a time, in bytes.
    private static let chunkBytes = 1 << 20

    /// Reads a file on a thread of its own.
    /// - Parameter stallSeconds: how long a read may wait for a byte.
    /// - Throws: `AudioError` for a file that cannot be read, `changed` among them; `CancellationError`.
    public static func read(
        _ path: String, stallSeconds: Double = IOWatch.usualLimitSeconds
    ) async throws -> HashedFile {
        try await BlockingCall.run(on: path, limitSeconds: stallSeconds) { watch in
            try HashedFile(path: path, watch: watch)
        }
    }

    /// Reads a file.
    /// - Parameter watch: is told about every read; once it is cancelled, reading ends.
    /// - Throws: `AudioError`, `CancellationError`.
    public init(path: String, watch: IOWatch = IOWatch()) throws {
        let file = try RegularFile(path: path, watch: watch)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 64)
        defer { chunk.deallocate() }
        var hasher = SHA256()
        var offset: Int64 = 0
        while true {
            if watch.isCancelled { throw CancellationError() }
            let count = try file.read(at: offset, into: chunk)
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            offset += Int64(count)
        }
        guard FileState(path: path) == file.state else { throw AudioError.changed(path: path) }
        self.path = path
        contentHash = hasher.finish()
        state = file.state
        lastChange = file.lastChange
    }
}

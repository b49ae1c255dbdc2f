import Glibc

/// What the file system says of a file: where any of it differs, somebody has written to the file, or has put another in
/// its place.
public struct FileState: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64
    private let byteCount: Int64
    private let modifiedSeconds: Int64
    private let modifiedNanoseconds: Int64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        byteCount = Int64(status.st_size)
        modifiedSeconds = Int64(status.st_mtim.tv_sec)
        modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    }

    /// Asks the file system; links are followed. May wait for a disk or a network.
    /// - Returns: nil where there is no such file, or none that may be looked at.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

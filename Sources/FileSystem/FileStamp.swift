internal import Glibc

/// What makes two paths the same file: hard links and other spellings of a name have the same identity.
public struct FileIdentity: Hashable, Sendable {
    /// Number of the file system.
    public var device: UInt64
    /// Number of the file in its file system (inode).
    public var number: UInt64

    /// Makes an identity; see the properties.
    public init(device: UInt64, number: UInt64) {
        self.device = device
        self.number = number
    }
}

/// Which file it is and in which state: where two stamps differ, the content may differ.
public struct FileStamp: Hashable, Sendable {
    /// Which file it is.
    public var identity: FileIdentity
    /// Length in bytes, at least 0.
    public var byteCount: Int64
    /// When the content was last written, nanoseconds since 1970; programs can set it to anything.
    public var modifiedNanoseconds: Int64
    /// When content or attributes were last written, nanoseconds since 1970; only the system sets it.
    public var changedNanoseconds: Int64

    /// Makes a stamp; see the properties.
    public init(identity: FileIdentity, byteCount: Int64, modifiedNanoseconds: Int64, changedNanoseconds: Int64) {
        self.identity = identity
        self.byteCount = byteCount
        self.modifiedNanoseconds = modifiedNanoseconds
        self.changedNanoseconds = changedNanoseconds
    }

    /// Asks the file system about a file; links are followed. May wait for a disk or a network.
    /// - Parameter path: may be spelled as in `SpelledPath`.
    /// - Throws: `FileError.missing`, `.system`.
    public init(ofFileAt path: String) throws(FileError) {
        do {
            self = try FileStatus(spelling: path).stamp
        } catch {
            throw FileError(error)
        }
    }

    init(_ status: stat) {
        func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) }
        identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        byteCount = max(0, Int64(status.st_size))
        modifiedNanoseconds = nanoseconds(status.st_mtim)
        changedNanoseconds = nanoseconds(status.st_ctim)
    }

    /// Whether file, length and time of the last write to the content are the same. Unlike `==`, this does not heed
    /// changes of permissions, owner and number of names.
    public func hasSameContent(as other: FileStamp) -> Bool {
        identity == other.identity && byteCount == other.byteCount && modifiedNanoseconds == other.modifiedNanoseconds
    }

    /// Whether another write could still leave the same stamp: the clocks of some file systems tick every two seconds.
    /// - Parameter seconds: the present time, seconds since 1970.
    public func mayStillChange(at seconds: Double) -> Bool {
        Double(max(modifiedNanoseconds, changedNanoseconds)) / 1e9 > seconds - 2
    }
}

internal import Glibc

/// What kind of thing a path names.
public enum FileKind: Hashable, Sendable {
    case regular
    case folder
    case namedPipe
    case socket
    case device

    /// The kind for a reader of a message, for example `named pipe`.
    public var name: String {
        switch self {
        case .regular: "regular file"
        case .folder: "folder"
        case .namedPipe: "named pipe"
        case .socket: "socket"
        case .device: "device"
        }
    }

    init(_ mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFIFO: .namedPipe
            case S_IFSOCK: .socket
            default: .device
            }
    }
}

/// What the file system says of a file or folder, at the end of all links. Asking may wait for a disk or a network.
public struct FileStatus: Hashable, Sendable {
    /// What it is.
    public let kind: FileKind
    /// Which file it is, in which state.
    public let stamp: FileStamp
    /// Permission bits, 0 ... 0o7777.
    public let permissions: UInt32
    /// User id of the owner.
    let owner: UInt32

    /// Which file it is, whatever its name.
    public var identity: FileIdentity { stamp.identity }
    /// Length in bytes, at least 0.
    public var byteCount: Int64 { stamp.byteCount }

    init(_ status: stat) {
        kind = FileKind(status.st_mode)
        stamp = FileStamp(status)
        permissions = status.st_mode & 0o7777
        owner = status.st_uid
    }

    /// Asks about a path.
    /// - Throws: `SystemError` of operation `open`.
    public init(path: String) throws(SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last(.open, path) }
        self.init(status)
    }

    /// Asks about a path that need not be UTF-8.
    /// - Throws: `SystemError` of operation `open`, which names the path by its spelling.
    public init(bytes: [UInt8]) throws(SystemError) {
        var status = stat()
        guard stat(bytes.cString, &status) == 0 else { throw .last(.open, SpelledPath.spelling(of: bytes)) }
        self.init(status)
    }

    /// Asks about a path that may be spelled as in `SpelledPath`.
    /// - Throws: `SystemError` of operation `open`.
    public init(spelling: String) throws(SystemError) {
        var status = stat()
        guard stat(spelling, &status) == 0 || stat(SpelledPath.bytes(of: spelling).cString, &status) == 0 else {
            throw .last(.open, spelling)
        }
        self.init(status)
    }

    /// Asks about an open file.
    init(descriptor: Int32, path: String) throws(SystemError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last(.open, path) }
        self.init(status)
    }

    /// What is at a path; nil where there is nothing, or nothing that this process may ask about.
    public static func find(_ path: String) -> FileStatus? {
        var status = stat()
        return stat(path, &status) == 0 ? FileStatus(status) : nil
    }

    /// What is at a path itself, links not followed; nil where there is nothing.
    static func findLink(_ path: String) -> FileStatus? {
        var status = stat()
        return lstat(path, &status) == 0 ? FileStatus(status) : nil
    }
}

extension [UInt8] {
    /// The bytes with a final zero, as C functions take them.
    var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}

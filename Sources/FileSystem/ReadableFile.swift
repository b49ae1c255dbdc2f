internal import Glibc

/// A file under a name that every program can open, whatever bytes its own name has.
///
/// A name that is not UTF-8 cannot be passed to decoders as text. Such a file is opened for reading, and gets the name that
/// Linux gives to the open file; other programs of the same user can open that name as well.
public final class ReadableFile: Sendable {
    /// The name to open it by. Valid while the object lives.
    public let path: String
    private let descriptor: FileDescriptor?

    /// - Parameter spelling: the file's path; see `SpelledPath`.
    /// - Throws: `FileError` for a file that is not there, where its name is not UTF-8.
    public init(spelling: String) throws(FileError) {
        let bytes = SpelledPath.bytes(of: spelling)
        guard FileStatus.find(spelling) == nil, bytes != Array(spelling.utf8) else {
            path = spelling
            descriptor = nil
            return
        }
        let descriptor = try FileError.translating { () throws(SystemError) in
            try FileDescriptor(bytes: bytes, path: spelling, .read)
        }
        self.descriptor = descriptor
        path = "/proc/\(getpid())/fd/\(descriptor.number)"
    }
}

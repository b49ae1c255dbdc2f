import AudioIO
import Foundation

/// A file under a path that every decoder can open, whatever bytes its own name has.
///
/// A name that is no UTF-8 cannot be handed to decoders as text. Such a file is opened for reading only, and known by
/// the name that Linux gives to the open file; that works for other programs of the same user as well.
final class ReadableFile: Sendable {
    /// The name to open it by. Valid while the object lives.
    let path: String
    private let descriptor: Int32?

    /// - Parameter spelling: The file's path; see `SpelledPath`.
    /// - Throws: `AudioError` for a file that is not there, where its name is no UTF-8.
    init(spelling: String) throws {
        var status = stat()
        let bytes = SpelledPath.bytes(of: spelling)
        guard stat(spelling, &status) != 0, bytes != Array(spelling.utf8) else {
            path = spelling
            descriptor = nil
            return
        }
        let descriptor = open(bytes.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? AudioError.missing(path: spelling)
                : AudioError.unreadable(path: spelling, code: errno)
        }
        self.descriptor = descriptor
        path = "/proc/\(getpid())/fd/\(descriptor)"
    }

    deinit { if let descriptor { close(descriptor) } }
}

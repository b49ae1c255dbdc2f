import AudioIO
import Foundation
public import JobQueue

extension FileStamp {
    /// Asks the file system about a file; links are followed.
    /// - Parameter path: May be spelled as in `SpelledPath`.
    /// - Throws: `AudioError` where it is not there.
    public init(ofFileAt path: String) throws {
        var status = stat()
        let bytes = SpelledPath.bytes(of: path).map { CChar(bitPattern: $0) } + [0]
        guard stat(path, &status) == 0 || stat(bytes, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? AudioError.missing(path: path)
                : AudioError.unreadable(path: path, code: errno)
        }
        func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) }
        self.init(
            fileNumber: UInt64(status.st_ino), byteCount: Int64(status.st_size),
            modifiedNanoseconds: nanoseconds(status.st_mtim), changedNanoseconds: nanoseconds(status.st_ctim))
    }

    /// Whether another write could still leave the same stamp: clocks of file systems tick as seldom as every two
    /// seconds.
    /// - Parameter seconds: The present instant, seconds since 1970.
    func mayStillChange(at seconds: Double) -> Bool {
        Double(max(modifiedNanoseconds, changedNanoseconds)) / 1e9 > seconds - 2
    }
}

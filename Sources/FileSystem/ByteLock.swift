internal import Glibc

/// A lock on one byte of a file, by which a process shows that it is alive. The system releases it however the process
/// ends.
///
/// Such a lock belongs to the open file, not to the process ("open file description lock"), and so is not lost when
/// another part of the process closes the same file.
public final class ByteLock: Sendable {
    // Of Linux's <fcntl.h>; Swift's module of the C library leaves them out.
    private static let setLock: Int32 = 37
    private static let getLock: Int32 = 36

    private let file: FileDescriptor

    /// Locks a byte. The file is made, empty and private to the user, where it is missing; the byte need not exist.
    /// - Parameter offset: place of the byte, at least 0.
    /// - Throws: `SystemError`; of operation `lock` where somebody else has the lock.
    public init(path: String, offset: Int64) throws(SystemError) {
        file = try FileDescriptor(path, .updateOrCreate)
        var range = Self.range(offset)
        guard fcntl(file.number, Self.setLock, &range) == 0 else { throw .last(.lock, path) }
    }

    /// Those of some bytes of a file that nobody has locked, locks of this process included.
    /// - Parameters:
    ///   - offsets: places of the bytes, each at least 0.
    ///   - mayCreate: false where the file may only be read. A missing file then has no locks; of one that this user may
    ///     not open nothing is known, and no byte counts as free.
    /// - Throws: `SystemError`.
    public static func free(_ offsets: [Int64], path: String, mayCreate: Bool) throws(SystemError) -> [Int64] {
        guard !offsets.isEmpty else { return [] }
        // A descriptor of its own: a lock is never in the way of the descriptor that it was taken by.
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor(path, mayCreate ? .updateOrCreate : .read)
        } catch {
            guard !mayCreate else { throw error }
            switch error.code {
            case ENOENT: return offsets
            case EACCES, EPERM: return []
            default: throw error
            }
        }
        var free: [Int64] = []
        for offset in offsets {
            var range = range(offset)
            guard fcntl(file.number, getLock, &range) == 0 else { throw .last(.lock, path) }
            if range.l_type == Int16(F_UNLCK) { free.append(offset) }
        }
        return free
    }

    private static func range(_ offset: Int64) -> flock {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(offset)
        range.l_len = 1
        return range
    }
}

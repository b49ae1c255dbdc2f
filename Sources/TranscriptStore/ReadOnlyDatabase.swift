import Foundation
import GRDB
import GRDBSQLite
import Glibc

/// A database that lies where this process cannot write: on a medium that is read-only, or as the file of somebody else.
///
/// SQLite reads a database with a write-ahead log only with two files beside it, which it makes where they are missing.
/// Where they cannot be made, and where making them would keep the owner from writing, the file is read as one that
/// nobody changes (`immutable`). That is right only without a log: a log that is there holds what is newest.
struct ReadOnlyDatabase: Sendable {
    /// Absolute path of the file.
    let path: String
    /// What SQLite takes in place of the path.
    let name: String
    /// What the file looked like before it was opened as one that nobody changes; nil where SQLite looks after changes.
    private let stamp: Stamp?

    private struct Stamp: Hashable {
        let fileNumber: UInt64
        let byteCount: Int64
        let modifiedSeconds: Int
        let modifiedNanoseconds: Int

        init(_ path: String) throws {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw ArchiveError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
            }
            fileNumber = UInt64(status.st_ino)
            byteCount = Int64(status.st_size)
            modifiedSeconds = Int(status.st_mtim.tv_sec)
            modifiedNanoseconds = Int(status.st_mtim.tv_nsec)
        }
    }

    /// Whether a database that exists can only be read.
    static func isAllThereIs(_ path: String) -> Bool {
        access(path, W_OK) != 0 || access((path as NSString).deletingLastPathComponent, W_OK) != 0
    }

    /// - Throws: `ArchiveError.unreadLog`, `ArchiveError.cannotOpen`.
    init(path: String) throws {
        self.path = path
        guard access(path, R_OK) == 0 else {
            throw ArchiveError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        let hasIndex = access(path + "-shm", F_OK) == 0
        let hasLog = Self.byteCount(path + "-wal") > 0
        guard hasIndex || !hasLog else { throw ArchiveError.unreadLog(path: path, log: path + "-wal") }
        guard Self.byteCount(path + "-journal") == 0 else {
            throw ArchiveError.unreadLog(path: path, log: path + "-journal")
        }
        // With index and log SQLite can tell what others write.
        if hasIndex && access(path + "-wal", F_OK) == 0 {
            (name, stamp) = (path, nil)
            return
        }
        guard sqlite3_compileoption_used("USE_URI") == 1, let uri = Self.immutableURI(path) else {
            throw ArchiveError.cannotOpen(path: path, reason: "this SQLite cannot read without writing beside the file")
        }
        (name, stamp) = (uri, try Stamp(path))
    }

    /// Opens it.
    /// - Parameter configuration: As for writing.
    /// - Throws: `DatabaseError`, `ArchiveError.unreadLog`.
    func open(_ configuration: Configuration) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: name, configuration: configuration)
        } catch let error as DatabaseError
            where stamp == nil && (error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY)
        {
            throw ArchiveError.unreadLog(path: path, log: path + "-wal")
        }
    }

    /// - Throws: `ArchiveError.changedWhileRead` where another process has written since it was opened, so that what was
    ///   read may be of two states.
    func checkUnchanged() throws {
        guard let stamp, try Stamp(path) != stamp else { return }
        throw ArchiveError.changedWhileRead(path: path)
    }

    private static func byteCount(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    private static func immutableURI(_ path: String) -> String? {
        let plain = CharacterSet(charactersIn: "/._-~").union(
            .alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}")))
        return path.addingPercentEncoding(withAllowedCharacters: plain).map { "file:\($0)?immutable=1" }
    }
}

import Foundation
import GRDB
import GRDBSQLite
import Glibc

/// A database that lies where this process cannot write: on a medium that is read-only, or as the file of somebody else.
///
/// SQLite reads a database with a write-ahead log only with two files beside it, which it makes where they are missing.
/// Where they cannot be made, and where making them would keep the owner from writing, the file is read as one that
/// nobody changes (`immutable`). That is right only without a log: a log that is there holds what is newest, and what it
/// belongs to is read by way of a private copy of both.
struct ReadOnlyDatabase: Sendable {
    /// Absolute path of the file.
    let path: String
    /// What SQLite takes in place of the path; nil where only a copy can be read.
    let name: String?
    /// What the file looked like before it was opened as one that nobody changes; nil where SQLite looks after changes.
    private let stamp: DatabaseStamp?

    /// Whether a database that exists can only be read.
    static func isAllThereIs(_ path: String) -> Bool {
        access(path, W_OK) != 0 || access((path as NSString).deletingLastPathComponent, W_OK) != 0
    }

    /// - Throws: `ArchiveError.unreadLog` for a rollback journal, `ArchiveError.cannotOpen`.
    init(path: String) throws {
        self.path = path
        guard access(path, R_OK) == 0 else {
            throw ArchiveError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        let hasIndex = access(path + "-shm", F_OK) == 0
        guard Self.byteCount(path + "-journal") == 0 else {
            throw ArchiveError.unreadLog(path: path, log: path + "-journal")
        }
        guard hasIndex || Self.byteCount(path + "-wal") == 0 else {
            (name, stamp) = (nil, nil)
            return
        }
        // With index and log SQLite can tell what others write.
        if hasIndex && access(path + "-wal", F_OK) == 0 {
            (name, stamp) = (path, nil)
            return
        }
        guard sqlite3_compileoption_used("USE_URI") == 1, let uri = Self.immutableURI(path) else {
            throw ArchiveError.cannotOpen(path: path, reason: "this SQLite cannot read without writing beside the file")
        }
        (name, stamp) = (uri, try DatabaseStamp(path))
    }

    private init(path: String, name: String?) { (self.path, self.name, stamp) = (path, name, nil) }

    /// The same database once a private copy has been taken: what others write no longer matters.
    var copied: ReadOnlyDatabase { ReadOnlyDatabase(path: path, name: nil) }

    /// Opens it where it lies.
    /// - Parameter configuration: As for writing.
    /// - Returns: Nil where only a copy can be read.
    /// - Throws: `DatabaseError`.
    func open(_ configuration: Configuration) throws -> DatabaseQueue? {
        guard let name else { return nil }
        var configuration = configuration
        configuration.readonly = true
        do {
            return try DatabaseQueue(path: name, configuration: configuration)
        } catch let error as DatabaseError
            where stamp == nil && (error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY)
        {
            // The index of the log is not for this user to read.
            return nil
        }
    }

    /// - Throws: `ArchiveError.changedWhileRead` where another process has written since it was opened, so that what was
    ///   read may be of two states.
    func checkUnchanged() throws {
        guard let stamp, try DatabaseStamp(path) != stamp else { return }
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

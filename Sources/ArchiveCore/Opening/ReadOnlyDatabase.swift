internal import FileSystem
import Foundation
import GRDB
import GRDBSQLite
import Glibc

/// A database that this process cannot write: it is on a read-only medium, or it is the file of another user.
///
/// SQLite reads a database with a write-ahead log only with two files beside it, which it makes where they are missing.
/// Where this process cannot make them, or where they would keep the owner from writing, SQLite reads the file as one that
/// never changes (`immutable`). That is right only without a log: a log holds the newest changes, and a database with a
/// log is read from a private copy of both.
struct ReadOnlyDatabase: Sendable {
    /// Absolute path of the file.
    let path: String
    /// The name by which SQLite opens the file; nil where only a copy can be read.
    let name: String?
    /// Stamp of the file before it was opened as immutable; nil where SQLite notices changes itself.
    private let stamp: FileStamp?

    /// Whether a database that exists can only be read.
    static func isAllThereIs(_ path: String) -> Bool {
        access(path, W_OK) != 0 || access((path as NSString).deletingLastPathComponent, W_OK) != 0
    }

    /// - Throws: `ArchiveError.unreadLog` for a rollback journal, `ArchiveError.cannotOpen`.
    init(path: String) throws {
        self.path = path
        guard access(path, R_OK) == 0 else {
            throw ArchiveError.cannotOpen(path: path, reason: SystemError.text(errno))
        }
        let hasIndex = access(path + "-shm", F_OK) == 0
        guard Self.byteCount(path + "-journal") == 0 else {
            throw ArchiveError.unreadLog(path: path, log: path + "-journal")
        }
        guard hasIndex || Self.byteCount(path + "-wal") == 0 else {
            (name, stamp) = (nil, nil)
            return
        }
        // With index and log SQLite notices what other processes write.
        if hasIndex && access(path + "-wal", F_OK) == 0 {
            (name, stamp) = (path, nil)
            return
        }
        guard sqlite3_compileoption_used("USE_URI") == 1, let uri = Self.immutableURI(path) else {
            throw ArchiveError.cannotOpen(path: path, reason: "this SQLite cannot read without writing beside the file")
        }
        (name, stamp) = (uri, try FileStamp(ofDatabase: path))
    }

    private init(path: String, name: String?) { (self.path, self.name, stamp) = (path, name, nil) }

    /// The same database after a private copy was made, so that later changes of the file no longer matter.
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
            // This user may not read the index of the log.
            return nil
        }
    }

    /// - Throws: `ArchiveError.changedWhileRead` where another process has written since it was opened, so that what was
    ///   read may be of two states.
    func checkUnchanged() throws {
        guard let stamp, try FileStamp(ofDatabase: path).hasSameContent(as: stamp) == false else { return }
        throw ArchiveError.changedWhileRead(path: path)
    }

    private static func byteCount(_ path: String) -> Int64 { FileStatus.find(path)?.byteCount ?? 0 }

    private static func immutableURI(_ path: String) -> String? {
        let plain = CharacterSet(charactersIn: "/._-~").union(
            .alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}")))
        return path.addingPercentEncoding(withAllowedCharacters: plain).map { "file:\($0)?immutable=1" }
    }
}

extension FileStamp {
    /// - Throws: `ArchiveError.cannotOpen`.
    init(ofDatabase path: String) throws {
        do throws(SystemError) {
            self = try FileStatus(path: path).stamp
        } catch {
            throw ArchiveError.cannotOpen(path: path, reason: error.text)
        }
    }
}

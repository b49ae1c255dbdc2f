import Foundation
import Glibc

/// A copy of a database and its write-ahead log, in a folder that only this user may enter.
struct PrivateCopy {
    /// Absolute path of the copied database.
    let path: String
    private let folder: String
    private let source: String

    private static let chunkBytes = 1 << 20

    /// Copies a database into a new folder of the user's folder for temporary files.
    /// - Throws: `ArchiveError.changedWhileRead` where somebody else wrote meanwhile, so that the copy may be of two
    ///   states; `ArchiveError.cannotOpen`.
    init(of source: String) throws {
        self.source = source
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/whosaid-archive-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure(source, parent) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/archive.db"
        do {
            let before = try Self.stamps(source)
            try Self.copy(source, to: path, of: source)
            if before.log != nil { try Self.copy(source + "-wal", to: path + "-wal", of: source) }
            let after = try Self.stamps(source)
            guard before == after else { throw ArchiveError.changedWhileRead(path: source) }
        } catch {
            try remove()
            throw error
        }
    }

    /// Removes the copy. Who has it open can still read it.
    /// - Throws: `ArchiveError.cannotOpen`.
    func remove() throws {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw ArchiveError.cannotOpen(
                path: source, reason: "its private copy \(folder) cannot be removed: \(error.localizedDescription)")
        }
    }

    private static func stamps(_ path: String) throws -> (database: DatabaseStamp, log: DatabaseStamp?) {
        let hasLog = access(path + "-wal", F_OK) == 0
        return (try DatabaseStamp(path), hasLog ? try DatabaseStamp(path + "-wal") : nil)
    }

    private static func copy(_ file: String, to target: String, of source: String) throws {
        let input = open(file, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else {
            throw ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
        }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw failure(source, target) }
        defer { close(output) }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
        defer { chunk.deallocate() }
        while true {
            let count = read(input, chunk.baseAddress, chunk.count)
            if count == 0 { return }
            guard count > 0 else {
                throw ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
            }
            var written = 0
            while written < count {
                let step = write(output, chunk.baseAddress?.advanced(by: written), count - written)
                guard step > 0 else { throw failure(source, target) }
                written += step
            }
        }
    }

    private static func failure(_ source: String, _ target: String) -> ArchiveError {
        .cannotOpen(
            path: source,
            reason: "it is read-only and has to be copied to be read, and \(target) cannot be written "
                + "(\(String(cString: strerror(errno)))); set TMPDIR to a folder with room")
    }
}

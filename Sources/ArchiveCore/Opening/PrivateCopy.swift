internal import FileSystem
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
        guard mkdtemp(&template) != nil else {
            throw Self.failure(source, SystemError(.write, path: parent, code: errno))
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/archive.db"
        do {
            let before = try Self.stamps(source)
            try Self.copy(source, to: path, of: source)
            if before.count > 1 { try Self.copy(source + "-wal", to: path + "-wal", of: source) }
            let after = try Self.stamps(source)
            guard before.elementsEqual(after, by: { $0.hasSameContent(as: $1) }) else {
                throw ArchiveError.changedWhileRead(path: source)
            }
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
                path: source, reason: "its private copy \(folder) cannot be removed: \(SystemError.text(of: error))")
        }
    }

    /// Stamps of a database and of its log, where it has one.
    private static func stamps(_ path: String) throws -> [FileStamp] {
        try [path, path + "-wal"].filter { $0 == path || access($0, F_OK) == 0 }.map { try FileStamp(ofDatabase: $0) }
    }

    private static func copy(_ file: String, to target: String, of source: String) throws {
        let input: FileDescriptor
        do throws(SystemError) {
            input = try FileDescriptor(file, .read)
        } catch {
            throw ArchiveError.cannotOpen(path: file, reason: error.text)
        }
        do throws(SystemError) {
            let output = try FileDescriptor(target, .create(permissions: 0o600))
            let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
            defer { chunk.deallocate() }
            while true {
                let count = try input.read(into: chunk)
                if count == 0 { return }
                try output.write(chunk[..<count])
            }
        } catch {
            guard error.operation != .read else { throw ArchiveError.cannotOpen(path: file, reason: error.text) }
            throw failure(source, error)
        }
    }

    private static func failure(_ source: String, _ error: SystemError) -> ArchiveError {
        .cannotOpen(
            path: source,
            reason: "it is read-only and has to be copied to be read, and \(error.path) cannot be written "
                + "(\(error.text)); set TMPDIR to a folder with room")
    }
}

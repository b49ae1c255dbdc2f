import Foundation

/// A file that others see either as it was before or complete, never half written.
enum AtomicFile {
    /// Writes a text as `write(_:to:)` writes bytes.
    static func write(_ text: String, to path: String) throws(CommandError) { try write(Data(text.utf8), to: path) }

    /// Writes bytes to a temporary file in the same folder and renames it.
    ///
    /// A symbolic link is followed, also to a file that does not exist yet, and a pipe or device such as `/dev/null` is
    /// written to directly. An existing file keeps its permissions.
    /// - Throws: `CommandError.writeFailed`; nothing is left behind.
    static func write(_ bytes: Data, to path: String) throws(CommandError) {
        do {
            try put(bytes, at: path)
        } catch {
            let end = linkEnd(path)
            throw .writeFailed(
                path: path, reason: error.reason + (end == path ? "" : "; it is a symbolic link to \(end)"))
        }
    }

    /// Where a path leads by symbolic links of its last name, whether a file is there or not; itself where it is none.
    ///
    /// Links that go round in circles lead to one of them.
    static func linkEnd(_ path: String) -> String {
        var path = path
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        for _ in 0..<longestChain {
            let count = readlink(path, &target, Int(PATH_MAX))
            guard count > 0 else { break }
            let next = String(decoding: target.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            let folder = (path as NSString).deletingLastPathComponent
            path = next.hasPrefix("/") || folder.isEmpty ? next : folder + "/" + next
        }
        return path
    }

    /// As many links as Linux follows.
    private static let longestChain = 40

    private static func put(_ bytes: Data, at path: String) throws(FileDescriptor.SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // Only what is not there is made: links that go round in circles are not replaced by a file.
            guard errno == ENOENT else { throw FileDescriptor.SystemError(code: errno) }
            return try replace(linkEnd(path), bytes, permissions: nil)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: try replace(try resolved(path), bytes, permissions: status.st_mode & 0o7777)
        case S_IFDIR: throw FileDescriptor.SystemError(code: EISDIR)
        default: try writeDirectly(bytes, to: path)
        }
    }

    private static func writeDirectly(_ bytes: Data, to path: String) throws(FileDescriptor.SystemError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileDescriptor.SystemError(code: errno) }
        defer { close(descriptor) }
        try FileDescriptor.writeAll([UInt8](bytes), to: descriptor)
    }

    private static func replace(
        _ path: String, _ bytes: Data, permissions: mode_t?
    ) throws(FileDescriptor.SystemError) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = ".\((path as NSString).lastPathComponent).\(UUID().uuidString).tmp"
        let temporary = folder.isEmpty ? name : folder + "/" + name
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileDescriptor.SystemError(code: errno) }
        do {
            defer { close(descriptor) }
            if let permissions { try check(fchmod(descriptor, permissions)) }
            try FileDescriptor.writeAll([UInt8](bytes), to: descriptor)
            // Without it a power cut after the rename could leave an empty file under the final name.
            try check(fsync(descriptor))
            try check(rename(temporary, path))
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func resolved(_ path: String) throws(FileDescriptor.SystemError) -> String {
        guard let real = realpath(path, nil) else { throw FileDescriptor.SystemError(code: errno) }
        defer { free(real) }
        return String(cString: real)
    }

    private static func check(_ result: Int32) throws(FileDescriptor.SystemError) {
        guard result == 0 else { throw FileDescriptor.SystemError(code: errno) }
    }
}

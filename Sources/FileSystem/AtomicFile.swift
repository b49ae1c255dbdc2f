public import Foundation

/// Writes files that others see either as they were before or complete, never half written.
public enum AtomicFile {
    /// Writes bytes to a temporary file in the same folder and renames it.
    ///
    /// A symbolic link is followed, also to a file that does not exist yet. A pipe or a device such as `/dev/null` is
    /// written to directly. An existing file keeps its permissions.
    /// - Throws: `SystemError` about `path`; nothing is left behind.
    public static func write(_ bytes: Data, to path: String) throws(SystemError) {
        do throws(SystemError) {
            try put([UInt8](bytes), at: path)
        } catch {
            throw SystemError(.write, path: path, code: error.code)
        }
    }

    /// Where a path leads by symbolic links of its last name, whether a file is there or not; the path itself where it is
    /// no link. Links that go round in circles lead to one of them.
    public static func linkEnd(_ path: String) -> String {
        var path = path
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        for _ in 0..<maxLinks {
            let count = readlink(path, &target, Int(PATH_MAX))
            guard count > 0 else { break }
            let next = String(decoding: target.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            let folder = (path as NSString).deletingLastPathComponent
            path = next.hasPrefix("/") || folder.isEmpty ? next : folder + "/" + next
        }
        return path
    }

    /// As many links as Linux follows.
    private static let maxLinks = 40

    /// The path of a file that exists without any link in it; nil where there is no such file.
    public static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func put(_ bytes: [UInt8], at path: String) throws(SystemError) {
        let status: FileStatus
        do throws(SystemError) {
            status = try FileStatus(path: path)
        } catch {
            // Only a missing file is made: links that go round in circles are not replaced by a file.
            guard error.code == ENOENT else { throw error }
            return try replace(linkEnd(path), bytes, permissions: nil)
        }
        switch status.kind {
        case .regular:
            guard let real = resolved(path) else { throw .last(.write, path) }
            try replace(real, bytes, permissions: status.permissions)
        case .folder: throw SystemError(.write, path: path, code: EISDIR)
        case .namedPipe, .socket, .device: try FileDescriptor(path, .write).write(bytes)
        }
    }

    private static func replace(_ path: String, _ bytes: [UInt8], permissions: UInt32?) throws(SystemError) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = ".\((path as NSString).lastPathComponent).\(UUID().uuidString).tmp"
        let temporary = folder.isEmpty ? name : folder + "/" + name
        let file = try FileDescriptor(temporary, .create(permissions: 0o666))
        do throws(SystemError) {
            if let permissions { try file.setPermissions(permissions) }
            try file.write(bytes)
            // Without it a power cut after the rename could leave an empty file under the final name.
            try file.synchronize()
            guard rename(temporary, path) == 0 else { throw .last(.write, path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }
}
